"""From answers to a result: weights, shares with their intervals, doubts, waves, the method.

Everything here ends as plain data for a snapshot: what was published is never computed again."""

from sanwen.verdict.surveys.figuring.whole import Whole, whole

__all__ = ["Whole", "whole"]
