"""What somebody wants to check, before it is a check."""

from dataclasses import dataclass
from datetime import date

from sanwen.places.models import Unit
from sanwen.verdict.surveys.states import Kind


@dataclass(frozen=True, slots=True)
class CheckDraft:
    unit: Unit
    payer: Unit
    benefit: str
    ground: str
    rule: str
    period: str
    through: str
    recipients: str
    who_pays: str
    opens_on: date
    closes_on: date
    kind: Kind = Kind.SAMPLE
