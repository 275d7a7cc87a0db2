"""Surveys: whom to ask, how many, what the answers tell of those not asked, and what to doubt."""

from sanwen.methods.surveys.aapor import Disposition, Outcomes, disposition, dispositions
from sanwen.methods.surveys.allocation import How, Size, allocate, size
from sanwen.methods.surveys.doubts import Asked, Doubt, Doubtful, doubtful
from sanwen.methods.surveys.estimates import Estimate, estimate, mean
from sanwen.methods.surveys.proportion import Interval, Method, interval
from sanwen.methods.surveys.raking import Impossible, Margin, Weights, rake
from sanwen.methods.surveys.reached import Reach, reach
from sanwen.methods.surveys.systematic import Drawn, systematic
from sanwen.methods.surveys.waves import Difference, Reading, difference, overlapping
from sanwen.methods.unreadable import Unreadable

__all__ = [
    "Asked",
    "Difference",
    "Disposition",
    "Doubt",
    "Doubtful",
    "Drawn",
    "Estimate",
    "How",
    "Impossible",
    "Interval",
    "Margin",
    "Method",
    "Outcomes",
    "Reach",
    "Reading",
    "Size",
    "Unreadable",
    "Weights",
    "allocate",
    "difference",
    "disposition",
    "dispositions",
    "doubtful",
    "estimate",
    "interval",
    "mean",
    "overlapping",
    "rake",
    "reach",
    "size",
    "systematic",
]
