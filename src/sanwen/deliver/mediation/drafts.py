"""What is told of a session or an agreement before it is written into the file."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """What Art. 29 names, beside the sides and the signatures."""

    facts: str
    terms: str
    performance: str
    signed_on: date
    effective_on: date
    is_oral: bool = False
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    held_at: datetime
    place: str
    is_open: bool
    took_part: str
    minutes: str
