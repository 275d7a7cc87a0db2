"""How the outbox stands, for the administrator's page and for `sanwen doctor`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from sanwen.notices.models import Notice, NoticeQuerySet, SendState

RECENT = timedelta(days=30)
# Mail that could leave leaves within minutes; older than this, somebody should look.
SLOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Failure:
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Outbox:
    waiting: int
    oldest: datetime | None
    is_slow: bool
    trouble: list[Failure]
    given_up: list[Failure]


def outbox(now: datetime) -> Outbox:
    """Numbers and reasons only: the administrator does not learn who was written to."""
    due = Notice.objects.due(now)
    waiting = due.aggregate(count=Count("pk"), oldest=Min("made_at"))
    failing = Notice.objects.filter(state=SendState.WAITING).exclude(failure="")
    lost = Notice.objects.filter(state=SendState.GIVEN_UP, made_at__gt=now - RECENT)
    oldest = waiting["oldest"]
    return Outbox(
        waiting=waiting["count"],
        oldest=oldest,
        is_slow=oldest is not None and now - oldest > SLOW,
        trouble=[Failure(*row) for row in _by_reason(failing)],
        given_up=[Failure(*row) for row in _by_reason(lost)],
    )


def _by_reason(notices: NoticeQuerySet) -> list[tuple[str, int]]:
    counted = notices.values_list("failure").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "failure"))
