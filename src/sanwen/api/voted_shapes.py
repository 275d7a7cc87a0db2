"""How a ballot with its result looks to a program."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

_NUMBER = Field(..., examples=["B-12"])


class BallotOut(Schema):
    number: str = _NUMBER
    title: str
    summary: str
    unit: str
    kind: str = Field(..., examples=["priority", "budget", "livelihood"])
    state: str = Field(..., examples=["collecting", "voting", "counted", "withdrawn"])
    standing: str = Field(..., examples=["upcoming", "open", "closed"])
    opens_on: date | None
    closes_on: date | None
    consultation: str | None = Field(..., examples=["C-12"], description="What it belongs to.")
    address: str = Field(..., description="Where people vote and read the result.")


class BallotsOut(Schema):
    ok: Literal[True] = True
    ballots: list[BallotOut] = Field(..., description="Newest first.")
    before: str | None = Field(..., description="Send it as `before` for the next page.")


class OptionOut(Schema):
    name: str = Field(..., examples=["01"], description="As the list of slips calls it.")
    title: str
    description: str
    place: str
    proposer: str
    cost: int = Field(..., description="Whole yuan; 0 where only the order matters.")
    deputies_chose: bool | None = Field(..., description="None until their vote is noted.")


class LineOut(Schema):
    name: str = Field(..., examples=["01"])
    chosen: bool
    words: str = Field(..., description="What became of it, in the language of the request.")
    why: str = Field(..., description="Why; empty where there are too few slips.")
    voters: int | None = Field(..., description="None where there are too few slips.")
    points: int | float | None


class ResultOut(Schema):
    slips: int | None = Field(..., description="None where there are too few.")
    handed_out: int | None = Field(..., description="Codes; None where a browser was enough.")
    spent: int | float | None = Field(
        ..., description="Whole yuan; None where only the order matters, too."
    )
    lines: list[LineOut] = Field(..., description="The chosen first.")
    list_hash: str = Field(..., description="SHA-256 of the published .pb; empty: not published.")
    slips_pb: str | None = Field(..., description="The address of all slips, to count them again.")
    slips_csv: str | None


class BallotWhole(BallotOut):
    ok: Literal[True] = True
    background: str
    who_decides: str
    withdrawn_because: str
    shape: str = Field(..., examples=["approval", "score", "ranked"])
    most: int = Field(..., description="How many may be ticked or ranked.")
    budget: int = Field(..., description="Whole yuan; 0 where only the order matters.")
    method: str | None = Field(..., examples=["equal-shares/add1"])
    identity: str = Field(..., examples=["cookie", "code"])
    collects_until: date | None
    options: list[OptionOut]
    result: ResultOut | None = Field(..., description="None until it is counted.")
