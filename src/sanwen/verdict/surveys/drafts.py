"""What somebody wants a survey to be, before it is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sanwen.places.models import Unit
from sanwen.verdict.surveys.models import Item, Moment, Shape, Survey
from sanwen.verdict.surveys.states import Kind


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    title: str
    purpose: str
    about: str
    who_asks: str
    who_pays: str
    population: str
    kind: Kind
    about_ref: str = ""
    about_unit: Unit | None = None
    own_because: str = ""
    belongs_to: str = ""
    population_size: int | None = None
    minutes: int = 3
    cannot_say: str = ""
    is_confidential: bool = False
    margin: Decimal | None = None
    before: Survey | None = None
    moment: Moment = Moment.NONE
    opens_on: date | None = None
    closes_on: date | None = None


# Of a survey that serves another record these stay as that record made them.
FIXED_BY_RECORD = ("belongs_to", "about_ref", "about_unit", "is_confidential")


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """`options`: (value, text); `favourable`: which of them count as a yes in the share."""

    shape: Shape
    text: str
    options: Sequence[tuple[str, str]] = ()
    favourable: Sequence[str] = ()
    item: Item = Item.OWN
    help: str = ""
    after_number: int | None = None
    after_options: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Where the list comes from; out of what the seed will be made, and on which day."""

    list_source: str = ""
    seed_source: str = ""
    seed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How many are drawn out of one stratum."""

    stratum: str
    sample: int
