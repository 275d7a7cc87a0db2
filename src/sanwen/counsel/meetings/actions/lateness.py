"""An opinion whose answer is late is told to supervisors, once."""

from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.meetings import notices
from sanwen.counsel.meetings.models import MeetingOpinion
from sanwen.counsel.meetings.states import State


@transaction.atomic
def tell_late(*, now: datetime | None = None) -> int:
    """Run as often as wanted: the key of a notice makes it once."""
    now = clock(now)
    late = MeetingOpinion.objects.late(local_day(now)).filter(meeting__state=State.HELD)
    found = late.select_related("meeting__unit").order_by("pk")
    return sum(notices.late(opinion, now=now) for opinion in found)
