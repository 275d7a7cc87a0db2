"""What a consultation, its phases and a statement are, before they are rows."""

from dataclasses import dataclass
from datetime import date

from django.core.files.base import File

from sanwen.counsel.consultations.models import Identity
from sanwen.counsel.consultations.phases import Kind
from sanwen.places.models import Area


@dataclass(frozen=True, slots=True)
class ConsultationDraft:
    question: str
    summary: str
    background: str
    who_decides: str
    decide_by: date
    is_major: bool = False
    short_because: str = ""
    identity: Identity = Identity.COOKIE
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    kind: Kind
    opens_on: date
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class MaterialDraft:
    title: str
    text: str = ""
    file: "File[bytes] | None" = None


@dataclass(frozen=True, slots=True)
class MarginDraft:
    """A known division of the population, and where the numbers are from."""

    name: str
    source: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """One voter's place in one consultation: the code, and the participant's key once there is
    one."""

    code: str
    participant: int = 0
