"""What somebody wrote, on its way from a form to an action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanwen.counsel.meetings.models import Meeting
from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class StepDraft:
    words: str
    due_on: date


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    words: str
    measure: str
    target: Decimal


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A livelihood project as it was promised: `batches` are its villages in turn."""

    unit: Unit
    words: str
    ground: str
    told_on: date
    due_on: date
    for_whom: str = ""
    milestones: Sequence[StepDraft] = ()
    batches: Sequence[StepDraft] = ()
    indicators: Sequence[MeasureDraft] = ()


@dataclass(frozen=True, slots=True)
class SayingDraft:
    words: str
    on: date
    instead: str = ""


@dataclass(frozen=True, slots=True)
class RoundDraft:
    how: str
    who: str
    closes_on: date
    # Where codes are handed out: to how many. By mail it is counted.
    asked: int = 0


@dataclass(frozen=True, slots=True)
class HandsDraft:
    """A show of hands, counted by somebody in a capacity: “two deputies of the village”."""

    meeting: Meeting
    yes: int
    partly: int
    no: int
    counted_by: str


@dataclass(frozen=True, slots=True)
class FindingDraft:
    solved: str
    satisfaction: int | None = None
    words: str = ""
