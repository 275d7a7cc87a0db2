"""The matters first answered in a quarter, as the comparison reads them: no person is in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Expression, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from sanwen.deliver.matters.models import Answer, AnswerState, Joining, Outcome
from sanwen.listen.voices.models import Addition, Channel
from sanwen.places.models import Level

# More than these tell hardly more; a quarter of a great city is drawn from, evenly by number.
MOST = 20_000
DAY = 86_400
_HELPED = (Outcome.DONE, Outcome.PLANNED)


@dataclass(frozen=True, slots=True)
class Case:
    """One matter: what makes it like others, how loud its messages were, what came of it."""

    stratum: tuple[str, bool, str]
    unit: int
    again: bool
    in_person: bool
    higher: bool
    days: float
    helped: bool


def first_answers(start: datetime, end: datetime) -> "QuerySet[Answer]":
    """Answers sent here in the span to matters that had none before."""
    earlier = Answer.objects.filter(
        matter=OuterRef("matter"), state=AnswerState.SENT, sent_at__lt=OuterRef("sent_at")
    )
    sent = Answer.objects.filter(
        state=AnswerState.SENT, sent_at__gte=start, sent_at__lt=end, taken_over_from=""
    )
    return sent.filter(~Exists(earlier))


def cases(start: datetime, end: datetime, *, every: int = 1) -> Iterator[Case]:
    """All first answers of the span, or each whose matter's number `every` divides."""
    answers = first_answers(start, end)
    if every > 1:
        answers = answers.annotate(left=F("matter_id") % every).filter(left=0)
    for row in answers.annotate(**_loudness()).values(*_READ).iterator():
        yield _case(row)


_READ = (
    "sent_at",
    "outcome",
    "unit_id",
    "unit__level",
    "matter__opened_at",
    "matter__urgent",
    "matter__category__code",
    "matter__area__code",
    "matter__received_by__level",
    "again",
    "same",
    "in_person",
)


def _loudness() -> Mapping[str, Expression | Combinable]:
    """Before the first answer: said again, in the same words or by an addition; said in person."""
    voices = Joining.objects.filter(matter=OuterRef("matter"), joined_at__lt=OuterRef("sent_at"))
    added = Addition.objects.filter(
        voice__joining__matter=OuterRef("matter"), added_at__lt=OuterRef("sent_at")
    )
    joined = Q(matter__joinings__joined_at__lt=F("sent_at"))
    words = "matter__joinings__voice__fingerprint"
    return {
        "again": Exists(added),
        "same": Count(words, filter=joined) - Count(words, filter=joined, distinct=True),
        "in_person": Exists(voices.filter(voice__channel=Channel.VISIT)),
    }


def _case(row: Mapping[str, object]) -> Case:
    category, area = str(row["matter__category__code"] or ""), str(row["matter__area__code"] or "")
    received, led = row["matter__received_by__level"], row["unit__level"]
    sent, opened = row["sent_at"], row["matter__opened_at"]
    return Case(
        # A town's code has nine digits, and those of its villages begin with them.
        stratum=(category[:4], bool(row["matter__urgent"]), area[:9]),
        unit=int(str(row["unit_id"])),
        again=bool(row["again"]) or bool(row["same"]),
        in_person=bool(row["in_person"]),
        higher=isinstance(received, int)
        and isinstance(led, int)
        and received <= Level.COUNTY < led,
        days=(sent - opened).total_seconds() / DAY,  # type: ignore[operator]  # both are moments
        helped=row["outcome"] in _HELPED,
    )
