"""Surveys: who is asked (the list), what is asked, what was answered, what was published."""

from sanwen.verdict.surveys.models.answer import Answer, Missing, Response, Tie
from sanwen.verdict.surveys.models.case import (
    MOST_ATTEMPTS,
    Attempt,
    Interviewer,
    Listed,
    PartOfDay,
    Stratum,
)
from sanwen.verdict.surveys.models.hold import Hold, time_to_ask
from sanwen.verdict.surveys.models.question import MOST_QUESTIONS, Item, Margin, Question, Shape
from sanwen.verdict.surveys.models.result import Result
from sanwen.verdict.surveys.models.survey import INSIDE, MOST_REMINDERS, Moment, Survey

__all__ = [
    "INSIDE",
    "MOST_ATTEMPTS",
    "MOST_QUESTIONS",
    "MOST_REMINDERS",
    "Answer",
    "Attempt",
    "Hold",
    "Interviewer",
    "Item",
    "Listed",
    "Margin",
    "Missing",
    "Moment",
    "PartOfDay",
    "Question",
    "Response",
    "Result",
    "Shape",
    "Stratum",
    "Survey",
    "Tie",
    "time_to_ask",
]
