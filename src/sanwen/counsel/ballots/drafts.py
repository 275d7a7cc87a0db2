"""What the forms hand to the actions."""

from dataclasses import dataclass
from datetime import date

from sanwen.counsel.ballots.models import Identity, Kind, Method, Shape


@dataclass(frozen=True, slots=True)
class BallotDraft:
    kind: Kind
    title: str
    summary: str
    who_decides: str
    background: str = ""
    shape: Shape = Shape.APPROVAL
    most: int = 3
    budget: int = 0
    method: Method = Method.SHARES_ADD1
    identity: Identity = Identity.COOKIE
    collects_until: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    # The key of the consultation that it belongs to, if any.
    consultation_id: int | None = None


@dataclass(frozen=True, slots=True)
class OptionDraft:
    title: str
    description: str = ""
    cost: int = 0
    proposer: str = ""
    place: str = ""
    origin: str = ""
