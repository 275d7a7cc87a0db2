"""Who has already said something in a matter, read once, so that the rules can judge it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanwen.deliver.matters.models import Answer, Recusal, Step
from sanwen.people.models import User
from sanwen.verdict.reviews import bodies
from sanwen.verdict.reviews.models import Opinion, Review

# Acts of a review: of this answer they count against a second look, of an older answer not.
REVIEWING = ("take_up", "hearing", "heard", "review", "turn_down", "redo")
# Whoever only took down what somebody asked for, or handed over a paper, decided nothing.
HARMLESS = (
    "ask_review",
    "join_review",
    "late_review",
    "drop_review",
    "deliver",
    "opinion",
    "paper",
)


@dataclass(frozen=True, slots=True)
class Stakes:
    """Of one review: who may have no say in it, each with what they did."""

    wrote: frozenset[int]
    decided_before: frozenset[int]
    acted: frozenset[str]
    handler: int | None
    units: frozenset[int]
    recused_people: frozenset[int]


def stakes(review: Review) -> Stakes:
    """Acts on the matter before this review was asked for; an earlier look at the same answer."""
    matter, answer = review.matter, review.answer
    answers = Answer.objects.filter(matter=matter).values_list("written_by", "reader")
    earlier = Opinion.objects.filter(review__answer=answer).exclude(review=review)
    acts = Step.objects.filter(matter=matter, at__lt=review.asked_at, actor__startswith="staff:")
    told = acts.exclude(verb__in=HARMLESS)
    if answer.sent_at is not None:
        told = told.exclude(verb__in=REVIEWING, at__lt=answer.sent_at)
    recused = Recusal.objects.standing().filter(matter=matter, user__isnull=False)
    return Stakes(
        wrote=_people(answers),
        decided_before=_people(earlier.values_list("written_by", "reader")),
        acted=frozenset(told.values_list("actor", flat=True)),
        handler=matter.handler_id,
        units=frozenset(bodies.had_a_part(matter) - {review.body_id}),
        recused_people=frozenset(recused.values_list("user", flat=True)),
    )


def _people(pairs: Iterable[tuple[int | None, int | None]]) -> frozenset[int]:
    return frozenset(one for pair in pairs for one in pair if one)


def works_in(by: User, units: frozenset[int]) -> bool:
    return any(unit.pk in units for unit in by.units())
