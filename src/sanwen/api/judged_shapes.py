"""How rates and promises look to a program: no share without its parts."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field


class RateOut(Schema):
    """All but `hidden` are null where so few are behind it that they could be told."""

    hidden: bool
    hits: int | None = Field(..., description="Who said so.")
    judged: int | None = Field(..., description="Who said anything (A).")
    of: int | None = Field(..., description="Who was asked (N). N − A said nothing.")
    share: float | None = Field(..., description="hits / judged; null where nobody judged.")
    low: float | None = Field(..., description="Wilson, 95 %.")
    high: float | None
    least: float | None = Field(..., description="hits / N: if all who are silent said no.")
    most: float | None = Field(..., description="If all who are silent said yes.")


class UnitRateOut(Schema):
    code: str
    name: str
    tier: str = Field(..., description="In words; empty where nothing sets it apart.")
    solved: RateOut


class RatesOut(Schema):
    ok: Literal[True] = True
    period: str = Field(..., examples=["2026-Q3"])
    since: date
    until: date = Field(..., description="The first day after it.")
    profile: str = Field(..., description="The version of the definitions that it is counted by.")
    contact: RateOut
    solved: RateOut
    units: list[UnitRateOut]
    address: str = Field(..., description="The page: definitions, what speaks against them.")


class PromiseLineOut(Schema):
    number: str = Field(..., examples=["N-7"])
    words: str
    unit: str
    state: str
    says: str = Field(..., description="One sentence: how it stands.")
    first_due_on: date = Field(..., description="The first promise; it never changes.")
    due_on: date
    late: bool
    address: str


class PromisesOut(Schema):
    ok: Literal[True] = True
    promises: list[PromiseLineOut] = Field(..., description="Newest first.")
    before: str | None = Field(..., description="Send it as `before` for the next page.")


class PromiseOneOut(PromiseLineOut):
    ok: Literal[True] = True
