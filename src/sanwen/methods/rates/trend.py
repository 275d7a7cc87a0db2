"""A unit beside its own past: did the last period differ from those before it?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanwen.methods.rates.rate import Rate


class Course(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    TOGETHER = "not_told_apart"
    FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Trend:
    """`points` as given; `change` of the last from all the earlier ones together, a difference of
    shares with its 95 % interval (None, -1 and 1 where one of them has no judgement)."""

    points: tuple[Rate, ...]
    change: float | None
    low: float
    high: float
    course: Course


def trend(points: Sequence[Rate], *, fewest: int = 30) -> Trend:
    """The last period against the earlier ones together, oldest first, by Newcombe's hybrid score
    interval (1998, method 10). "Too few" where either side has fewer than `fewest` judgements."""
    if len(points) < 2 or not points[-1].judged or not sum(one.judged for one in points[:-1]):
        return Trend(tuple(points), None, -1.0, 1.0, Course.FEW)
    before = Rate(
        *(sum(getattr(p, name) for p in points[:-1]) for name in ("hits", "judged", "of"))
    )
    change, low, high = newcombe(points[-1], before)
    course = Course.TOGETHER
    if min(points[-1].judged, before.judged) < fewest:
        course = Course.FEW
    elif low > 0:
        course = Course.ROSE
    elif high < 0:
        course = Course.FELL
    return Trend(tuple(points), change, low, high, course)


def newcombe(one: Rate, other: Rate) -> tuple[float, float, float]:
    """`one` minus `other` with its 95 % interval. ValueError where one has no judgement."""
    p, q = one.value, other.value
    if p is None or q is None:
        raise ValueError("Both need a judgement at least.")
    low = p - q - math.hypot(p - one.low, other.high - q)
    high = p - q + math.hypot(one.high - p, q - other.low)
    return p - q, low, high
