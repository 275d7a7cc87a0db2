"""A promise whose day has passed is told to supervisors, once, until all is carried out."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.consultations.models import Phase
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.consultations.states import State as Asked
from sanwen.counsel.decisions import notices
from sanwen.counsel.decisions.models import Decision, Promise
from sanwen.counsel.decisions.states import STANDS

# A stretch without a worker is made up for; what is older is no news.
LOOK_BACK = timedelta(days=30)


@transaction.atomic
def tell_late(*, now: datetime | None = None) -> int:
    """Run as often as wanted: the key of a notice makes it once."""
    now = clock(now)
    return sum(notices.late(promise, now=now) for promise in _passed(local_day(now)))


def _passed(today: date) -> Iterator[Promise]:
    """Of the version that stands. Whether one was kept is known only when all are."""
    done = Phase.objects.filter(kind=Kind.CARRIED_OUT, noted_at__isnull=False)
    late = Promise.objects.filter(
        version__is_decided=True, due_on__lt=today, due_on__gte=today - LOOK_BACK
    )
    standing = Decision.objects.filter(
        state__in=STANDS,
        consultation__state=Asked.PUBLISHED,
        pk__in=late.values("version__decision"),
    )
    for decision in standing.exclude(consultation__in=done.values("consultation")).order_by("pk"):
        promised = decision.promises.filter(pk__in=late)
        yield from promised.select_related("version__decision__consultation__unit")
