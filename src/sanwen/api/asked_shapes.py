"""How a consultation, its statements and its map look to a program."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from sanwen.counsel.consultations.models.statement import LONGEST

_NUMBER = Field(..., examples=["C-12"])
_CODE = Field(
    default="",
    description="The participant's code. Empty the first time, where no code is handed out or "
    "sent: the answer brings one, for this consultation only. Keep it for the person.",
)


class PhaseOut(Schema):
    kind: str = Field(..., examples=["gather", "react", "discuss", "decided"])
    opens_on: date
    closes_on: date | None
    standing: str = Field(..., examples=["upcoming", "open", "closed"])


class ConsultationOut(Schema):
    number: str = _NUMBER
    question: str
    summary: str
    unit: str
    standing: str = Field(..., examples=["upcoming", "open", "closed"])
    withdrawn: bool
    address: str = Field(..., description="Where people take part.")
    participants: int
    votes: int


class ConsultationsOut(Schema):
    ok: Literal[True] = True
    consultations: list[ConsultationOut] = Field(..., description="Newest first.")
    before: str | None = Field(..., description="Send it as `before` for the next page.")


class ConsultationWhole(ConsultationOut):
    ok: Literal[True] = True
    background: str
    who_decides: str
    decide_by: date
    identity: str = Field(..., examples=["cookie", "email", "pass"])
    seed: str = Field(..., description="Whoever has it and a code can recompute what came next.")
    phases: list[PhaseOut]
    materials: list[str]


class StatementOut(Schema):
    number: int
    text: str
    by_body: bool
    agree: int | None = Field(..., description="None where fewer than five people have voted.")
    disagree: int | None
    passed: int | None


class StatementsOut(Schema):
    ok: Literal[True] = True
    statements: list[StatementOut] = Field(..., description="By number; only those shown.")
    after: int | None = Field(..., description="Send it as `after` for the next page.")


class MapOut(Schema):
    ok: Literal[True] = True
    number: str = _NUMBER
    drawn_at: datetime
    participants: int
    votes: int
    picture: dict[str, Any] = Field(
        ..., description="As docs/reference/api.md says: dots of five people or more, no person."
    )


class StatementIn(Schema):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(..., description=f"One thought, up to {LONGEST} characters.")
    code: str = _CODE


class VoteIn(Schema):
    model_config = ConfigDict(extra="forbid")

    statement: int = Field(..., description="The statement's number in this consultation.")
    vote: Literal[1, 0, -1] = Field(..., description="1 agrees, -1 disagrees, 0 passes.")
    code: str = _CODE


class TakenOut(Schema):
    ok: Literal[True] = True
    code: str = Field(..., examples=["7K3M-9QXR-2WPD"])
    answered: int = Field(..., description="How many statements this participant voted on.")
    next: int | None = Field(..., description="The statement to show next; None: all are answered.")


class SaidOut(Schema):
    ok: Literal[True] = True
    code: str
    number: int
    text: str = Field(..., description="As all will read it: what tells of a person is masked.")
    stand: Literal["waiting"]
