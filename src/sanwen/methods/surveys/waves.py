"""Two waves of one question: did it change, or can that not be told?"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike


class Told(Protocol):
    """What has a value and an interval: a Rate, an Interval, an Estimate."""

    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class Reading(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    TOGETHER = "not_told_apart"
    NOBODY = "nobody_answered"


@dataclass(frozen=True, slots=True)
class Difference:
    """The second wave minus the first, with its interval at the level of the two."""

    value: float | None
    low: float
    high: float
    reading: Reading


def difference(first: Told, second: Told, *, correlation: float = 0.0) -> Difference:
    """By the method of variance estimates recovery (Zou & Donner 2008): from the two intervals
    alone, so it never collapses while one of them has width. For two plain shares with Wilson's
    intervals it is Newcombe's (1998).

    Samples drawn anew each time (repeated cross-sections): `correlation` 0. Where people were asked
    twice, `overlapping` gives it; leaving it 0 there is on the safe side, as answers agree more
    often than not. ValueError for a correlation outside (-1, 1)."""
    if not -1 < correlation < 1:
        raise ValueError("A correlation lies between -1 and 1.")
    if first.value is None or second.value is None:
        return Difference(None, -math.inf, math.inf, Reading.NOBODY)
    down = _joined(second.value - second.low, first.high - first.value, correlation)
    up = _joined(second.high - second.value, first.value - first.low, correlation)
    value = second.value - first.value
    low, high = value - down, value + up
    reading = Reading.HIGHER if low > 0 else Reading.LOWER if high < 0 else Reading.TOGETHER
    return Difference(value, low, high, reading)


def overlapping(first: ArrayLike, second: ArrayLike, *, n_first: int, n_second: int) -> float:
    """The correlation of two waves' estimates, from the answers of those asked in both, paired:
    their own correlation times both/√(n1·n2) (Kish 1965, §12.4). 0 where all said the same."""
    x, y = np.asarray(first, float), np.asarray(second, float)
    if x.shape != y.shape or x.ndim != 1 or len(x) > min(n_first, n_second):
        raise ValueError("Pairs of answers, no more than either wave has.")
    if len(x) < 2 or not np.ptp(x) or not np.ptp(y):
        return 0.0
    found = float(np.corrcoef(x, y)[0, 1]) * len(x) / math.sqrt(n_first * n_second)
    return min(0.999, max(-0.999, found))


def _joined(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one * one + other * other - 2 * correlation * one * other))
