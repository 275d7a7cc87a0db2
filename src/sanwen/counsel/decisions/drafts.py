"""What somebody wrote, on its way from a form to an action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a version. All may be empty until it is published."""

    gist: str = ""
    text: str = ""
    ground: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class PointDraft:
    """An opinion with what becomes of it; statements and meeting opinions by their keys."""

    title: str
    adopted: str
    reason: str
    instead: str = ""
    group: str = ""
    statements: Sequence[int] = ()
    opinions: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    words: str
    unit: Unit
    due_on: date
    residents_part: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    gate: str
    kind: str
    words: str
    on: date
    ref: str = ""
