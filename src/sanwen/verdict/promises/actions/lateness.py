"""A project past its day, and a reply that residents wait for, are told to supervisors, once."""

from datetime import datetime, timedelta

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.verdict.promises import notices
from sanwen.verdict.promises.models import Entry, Round, Source

# A stretch without a worker is made up for; what is older is no news.
LOOK_BACK = timedelta(days=30)


@transaction.atomic
def tell_late(*, now: datetime | None = None) -> int:
    """Promises of decisions are told by the decision itself. The key of a notice makes it once."""
    now = clock(now)
    today = local_day(now)
    since = today - LOOK_BACK
    late = Entry.objects.late(today).filter(source=Source.PROJECT, due_on__gte=since)
    owed = Round.objects.unanswered(today).filter(reply_by__gte=since)
    told = sum(notices.late(entry, now=now) for entry in late.select_related("unit").order_by("pk"))
    return told + sum(
        notices.late_reply(one, now=now)
        for one in owed.select_related("entry__unit").order_by("pk")
    )
