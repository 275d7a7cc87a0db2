"""What somebody wrote, on its way from a form to an action."""

from dataclasses import dataclass
from datetime import date, datetime

from sanwen.counsel.consultations.models import Consultation
from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    unit: Unit
    question: str
    background: str
    place: str
    begins_at: datetime
    size: int
    by_lot: int
    departs_because: str = ""
    consultation: Consultation | None = None


@dataclass(frozen=True, slots=True)
class GuestDraft:
    who: str
    count: int
    because: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """From where the numbers of the draw will come, named before anybody can know them."""

    seed_source: str
    seed_on: date


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    spoken_by: str
    gist: str
    words: str
    consents: bool
    was_read_back: bool
    unit: Unit
    due_on: date
