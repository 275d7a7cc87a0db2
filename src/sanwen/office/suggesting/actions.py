"""Every night the desk's corrections teach the machine, and are counted for the page."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.listen.triage.models import Category, ModelVersion, Suggestion
from sanwen.listen.triage.versions.actions import fit
from sanwen.office.suggesting.corrections import corrections, examples
from sanwen.office.suggesting.counting import counted
from sanwen.office.suggesting.models import Rightness

WINDOW = timedelta(days=90)
LATELY = timedelta(days=30)
KEPT = timedelta(days=400)


def learn(*, by: Actor, now: datetime | None = None) -> list[ModelVersion]:
    """The versions made: none where too little was corrected since the last."""
    return fit(examples=examples(), by=by, now=now)


@transaction.atomic
def count(*, now: datetime | None = None) -> Rightness:
    now = timezone.now() if now is None else now
    found = list(corrections(now - WINDOW))
    figures = counted(found, _tops())
    Rightness.objects.filter(made_at__lt=now - KEPT).delete()
    return Rightness.objects.create(
        made_at=now,
        since=local_day(now - WINDOW),
        matters=len(found),
        figures=figures | _doubt(now),
    )


def _tops() -> dict[int, int]:
    above = dict(Category.objects.values_list("pk", "parent"))

    def top(subject: int) -> int:
        parent = above.get(subject)
        return top(parent) if parent else subject

    return {subject: top(subject) for subject in above}


def _doubt(now: datetime) -> dict[str, float | int | None]:
    """The share of messages the machine was unsure of, lately and in the two months before."""
    lately = Q(voice__registered_at__gte=now - LATELY)
    window = Suggestion.objects.filter(voice__registered_at__gte=now - WINDOW)
    tally = window.aggregate(
        lately=Count("pk", filter=lately),
        unsure_lately=Count("pk", filter=lately & Q(unsure=True)),
        before=Count("pk", filter=~lately),
        unsure_before=Count("pk", filter=~lately & Q(unsure=True)),
    )
    return {
        "lately": tally["lately"],
        "before": tally["before"],
        "unsure_lately": _of(tally["unsure_lately"], tally["lately"]),
        "unsure_before": _of(tally["unsure_before"], tally["before"]),
    }


def _of(part: int, whole: int) -> float | None:
    return part / whole if whole else None
