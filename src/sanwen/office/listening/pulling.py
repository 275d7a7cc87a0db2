"""What the night reads of the stages before: which voices may be counted, which matters ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanwen.deliver.matters.models import (
    Answer,
    Ending,
    Joining,
    Matter,
    Outcome,
    Redirection,
    Route,
)
from sanwen.deliver.matters.states import State
from sanwen.listen.topics.gathering import Kept
from sanwen.verdict.ratings.models import Solved as Judged
from sanwen.verdict.ratings.models import Verdict

# What ended otherwise than by an answer does not come back and is not come back to.
_NOT_COMING_BACK = (State.JOINED, State.WITHDRAWN, State.REDIRECTED)


def kept_voices(*, since: datetime) -> Iterator[Kept]:
    """Every voice said since then, but for what was withdrawn and what accuses somebody.

    Sealed reports are no voices; what was shown the way to discipline inspection is left out here.
    """
    accusing = Redirection.objects.filter(route=Route.SUPERVISION).values("matter")
    joined = (
        Joining.objects.filter(withdrawn_at=None, voice__said_at__gte=since)
        .exclude(matter__in=accusing)
        .exclude(home__in=accusing)
        .exclude(matter__state=State.WITHDRAWN)
        .order_by("voice")
    )
    rows = joined.values_list(
        "voice", "matter__received_by", "matter__lead_unit", "matter__category"
    )
    for voice, registered_by, lead, category in rows.iterator(chunk_size=5000):
        # While nobody leads, the desk that registered it has it in hand.
        yield Kept(voice, registered_by, lead or registered_by, category)


def solved_matters(*, since: datetime) -> "QuerySet[Matter]":
    """Closed, and who asked said that it is solved; or answered as done and nobody disagreed."""
    last = Answer.objects.filter(matter=OuterRef("pk"), state="sent").order_by("-sent_at")
    verdicts = Verdict.objects.filter(answer__matter=OuterRef("pk"))
    return (
        Matter.objects.filter(state=State.CLOSED, closed_at__gte=since, area__isnull=False)
        .annotate(
            is_judged=Exists(verdicts.filter(solved=Judged.YES)),
            is_disputed=Exists(verdicts.exclude(solved=Judged.YES).filter(answer__in=last[:1])),
        )
        .filter(
            Q(is_judged=True) | Q(ending=Ending.SILENCE, outcome=Outcome.DONE), is_disputed=False
        )
    )


def coming_matters(*, since: datetime) -> "QuerySet[Matter]":
    return Matter.objects.filter(opened_at__gte=since, area__isnull=False).exclude(
        state__in=_NOT_COMING_BACK
    )


def window_start(now: datetime, days: int) -> datetime:
    """A day more than the window: it begins at a midnight."""
    return now - timedelta(days=days + 8)
