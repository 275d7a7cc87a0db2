"""What is told of a decision or a hearing before it is a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class Finding:
    """What the body finds: `items` are what was asked, the reply, and its ground."""

    result: str
    facts: str
    reasons: str
    basis: str
    remedy: str
    items: Sequence[tuple[str, str, str]] = ()
    outcome: str = ""
    lead: Unit | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A hearing as it is noticed; until which day it takes the body's time."""

    about: str
    begins_at: datetime
    until_day: date
    place: str
    chair: str
    members: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    took_part: str
    minutes: str
    until_day: date
