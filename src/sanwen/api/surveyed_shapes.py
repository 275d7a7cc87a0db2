"""How the result of a survey looks to a program: no share without its interval and its silence."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class SurveyLineOut(Schema):
    number: str = Field(..., examples=["Q-7"])
    title: str
    unit: str
    kind: str = Field(..., description="sample, census or open")
    opens_on: date
    closes_on: date
    published_at: datetime = Field(..., description="Of the first version.")
    address: str


class SurveysOut(Schema):
    ok: Literal[True] = True
    surveys: list[SurveyLineOut] = Field(..., description="Newest first.")
    before: str | None = Field(..., description="Send it as `before` for the next page.")


class SurveyOptionOut(Schema):
    """All figures are null where few are behind them; of an open survey there is no `share`."""

    text: str
    hidden: bool
    count: int | None = None
    plain: float | None = Field(None, description="Unweighted, of those who answered.")
    share: float | None = Field(None, description="Weighted, of the population.")
    low: float | None = Field(None, description="95 %.")
    high: float | None = None
    effective: float | None = Field(None, description="Of how many equal answers it is worth.")
    bounds: tuple[float, float] | None = Field(
        None, description="Of a census: if all who are silent said no, or yes."
    )


class SurveyAmountOut(Schema):
    """A mean with its interval; of an open survey only what those who came said."""

    plain: float | None = None
    median: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


class SurveyQuestionOut(Schema):
    number: int
    text: str
    hidden: bool
    asked: int | None = None
    answered: int | None = None
    refused: int | None = None
    dont_know: int | None = None
    options: list[SurveyOptionOut] = []
    amount: SurveyAmountOut | None = None


class MethodLineOut(Schema):
    what: str
    how: str


class SurveyOneOut(SurveyLineOut):
    ok: Literal[True] = True
    version: int
    because: str = Field(..., description="Why there is another version; else empty.")
    responses: int
    drawn: int | None = Field(..., description="null where whoever wished took part")
    rates: dict[str, float | None] = Field(..., description="By AAPOR's names.")
    questions: list[SurveyQuestionOut]
    method: list[MethodLineOut] = Field(..., description="As on the page: who paid, whom, how.")
    cannot_say: list[str] = Field(..., description="What the figures do not show.")
    doubts: list[str] = Field(..., description="What is to be read with care.")
