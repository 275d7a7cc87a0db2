"""Rates that carry their denominator, their silence and their interval; units set side by side."""

from sanwen.methods.rates.pooling import Pooled, pooled
from sanwen.methods.rates.rate import Rate
from sanwen.methods.rates.score import wilson
from sanwen.methods.rates.standard import Standard, Standardised, standardised
from sanwen.methods.rates.tiers import Standing, Tier, tiers
from sanwen.methods.rates.trend import Course, Trend, trend

__all__ = [
    "Course",
    "Pooled",
    "Rate",
    "Standard",
    "Standardised",
    "Standing",
    "Tier",
    "Trend",
    "pooled",
    "standardised",
    "tiers",
    "trend",
    "wilson",
]
