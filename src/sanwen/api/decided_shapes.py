"""How a decision looks to a program: what became of each opinion, and what is promised."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field


class PointOut(Schema):
    number: int
    title: str
    adopted: str = Field(..., examples=["adopted", "partly", "not"])
    reason: str
    instead: str = Field(
        ..., description="Where it was not adopted: what would have to change, or where else."
    )
    group: str | None = Field(..., examples=["A"], description="Of the opinion map.")
    statements: list[int] = Field(..., description="Numbers of the statements that it answers.")
    opinions: list[str] = Field(..., description="Of talk meetings.", examples=[["K-3/7"]])


class PromiseOut(Schema):
    number: int = Field(..., description="The same through all amendments.")
    words: str
    unit: str
    due_on: date
    residents_part: str


class DecisionOut(Schema):
    ok: Literal[True] = True
    number: str = Field(..., examples=["C-12"])
    version: int
    is_decided: bool = Field(..., description="False: a draft, shown for discussion.")
    gist: str
    text: str
    ground: str
    decided_by: str
    decided_on: date | None
    because: str = Field(..., description="What is other than in the version before, and why.")
    published_on: date
    points: list[PointOut]
    unanswered: list[int] = Field(
        ..., description="Numbers of statements that have no answer here."
    )
    promises: list[PromiseOut]
    carried_out_on: date | None
    carried_out: str = Field(..., description="What was done; empty until it is noted.")
    address: str = Field(..., description="Where people read it.")
