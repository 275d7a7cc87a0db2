"""The nouns of a review, in the order in which they know each other."""

from sanwen.verdict.reviews.models.hearing import Hearing
from sanwen.verdict.reviews.models.opinion import Opinion, OpinionItem, Result, Served
from sanwen.verdict.reviews.models.request import How, Request
from sanwen.verdict.reviews.models.review import Review, ReviewBody

__all__ = [
    "Hearing",
    "How",
    "Opinion",
    "OpinionItem",
    "Request",
    "Result",
    "Review",
    "ReviewBody",
    "Served",
]
