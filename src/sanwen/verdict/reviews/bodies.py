"""Which body looks again: the next one above that had no part, as the tree or the table says."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from sanwen.deliver.matters.models import Answer, Assignment, Matter, Part, Recusal
from sanwen.places.models import Unit
from sanwen.verdict.reviews.models import Review, ReviewBody


@dataclass(frozen=True, slots=True)
class Above:
    """One of our units; or, where our tree ends, how the body outside is described (or nothing)."""

    unit: Unit | None
    outside: str = ""


def body_above(below: Unit, *, without: Collection[int]) -> Above:
    """Climbs past whoever had a part, by the table where it says something, else by the tree."""
    passed, current = {below.pk}, below
    while True:
        row = ReviewBody.objects.filter(unit=current).select_related("body").first()
        if row and row.outside:
            return Above(None, row.outside)
        above = row.body if row else current.parent
        if above is None or above.pk in passed:
            return Above(None)
        if _may_review(above, below, without):
            return Above(above)
        passed.add(above.pk)
        current = above


def _may_review(body: Unit, below: Unit, without: Collection[int]) -> bool:
    stands_below = body.path.startswith(below.path)
    return body.is_active and not body.third_party and body.pk not in without and not stands_below


def reviewed_by(answer: Answer) -> Above:
    """For the first review of this answer."""
    return body_above(answer.unit, without=had_a_part(answer.matter))


def reviewed_again_by(first: Review) -> Above:
    return body_above(first.body, without=had_a_part(first.matter) | {first.body_id})


def had_a_part(matter: Matter) -> set[int]:
    """Units that led, helped or answered, and those that are recused from the matter."""
    parts = Assignment.objects.filter(matter=matter).exclude(part=Part.REVIEW)
    answers = matter.answers.values_list("unit", flat=True)
    return {*parts.values_list("unit", flat=True), *answers} | _recused(matter)


def _recused(matter: Matter) -> set[int]:
    """A unit that keeps away keeps away with everything under it."""
    under = Q(pk__in=())
    for path in (
        Recusal.objects.standing()
        .filter(matter=matter, unit__isnull=False)
        .values_list("unit__path", flat=True)
    ):
        under |= Q(path__startswith=path)
    return set(Unit.objects.filter(under).values_list("pk", flat=True))
