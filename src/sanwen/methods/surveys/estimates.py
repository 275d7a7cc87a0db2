"""Shares and means of a population from weighted, stratified answers, each with its interval."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from sanwen.methods.rates.score import exact
from sanwen.methods.surveys.design import (
    Design,
    asked_all,
    design,
    effective_sample,
    kish,
    ratio,
)
from sanwen.methods.surveys.proportion import Method, interval
from sanwen.methods.surveys.raking import Margin

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """`value` with `low`, `high`, its standard error `se`, `n` answers of so many `asked`.

    `effective`: of how many equal independent answers it is worth; `df`: degrees of freedom;
    `design_effect`: n/effective. `value` is None where nobody answered."""

    value: float | None
    low: float
    high: float
    se: float
    n: int
    asked: int
    effective: float
    df: int
    method: Method

    @property
    def design_effect(self) -> float:
        return self.n / self.effective if self.effective else 1.0

    @property
    def item_response(self) -> float | None:
        """The share of those asked who answered this."""
        return self.n / self.asked if self.asked else None


def estimate(
    values: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    population: int | Mapping[Any, int] | None = None,
    margins: Sequence[Margin] = (),
    clusters: Sequence[Hashable] | None = None,
    level: float = 0.95,
) -> Estimate:
    """The share of yes: `values` (people,) are 1, 0 or NaN for no answer to this question.

    Variance by Taylor linearisation with finite population correction, on the residuals from
    `margins` where the weights were raked to them (Deville & Särndal 1992). Interval of Korn and
    Graubard (1998): Clopper and Pearson's at the effective sample, with the degrees of freedom
    allowed for; the effective sample counts for no more than the answers themselves, so that
    nothing collapses where all said the same. Equal weights, one stratum and a known population
    have the exact interval of `interval`. A stratum with one answer is set beside the mean of all.
    `clusters`: the village or household of each answer, where those were drawn; the variance is
    then that of their totals, of `df` clusters less strata, without correction for a finite number
    of them; where all said the same, it counts for as many answers as there are clusters.
    Those who answered are taken for a random part of those drawn. ValueError for other values."""
    y = np.asarray(values, float)
    said = ~np.isnan(y)
    if y.ndim != 1 or not np.isin(y[said], (0.0, 1.0)).all():
        raise ValueError("Answers are 1, 0 or NaN, in one row.")
    how = design(len(y), weights, strata, population, margins, clusters)
    n = int(said.sum())
    if not n:
        return Estimate(None, 0.0, 1.0, 0.0, 0, len(y), 0.0, how.df, Method.NOBODY)
    if how.is_plain and not margins:
        return _exact(y[said], len(y), how, level)
    value, variance = ratio(np.where(said, y, 0.0), said.astype(float), how)
    if asked_all(said, how):
        return Estimate(value, value, value, 0.0, n, len(y), float(n), how.df, Method.CENSUS)
    effective = effective_sample(value * (1 - value), variance, said, how)
    low, high = korn_graubard(value, effective, n, how.df, level)
    low, high = _one_open(value, low, high, how)
    se = variance**0.5
    return Estimate(value, low, high, se, n, len(y), effective, how.df, Method.WEIGHTED)


def mean(
    values: ArrayLike,
    *,
    scale: tuple[float, float],
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    population: int | Mapping[Any, int] | None = None,
    margins: Sequence[Margin] = (),
    clusters: Sequence[Hashable] | None = None,
    level: float = 0.95,
) -> Estimate:
    """The mean of answers on a `scale` (lowest, highest), NaN for no answer.

    As `estimate`, with Student's interval; where all answers are the same, or the interval would
    leave the scale, Korn and Graubard's on the scale as a share, which is wider. The interval of a
    share is on the safe side for anything between 0 and 1. ValueError for values off the scale."""
    bottom, top = scale
    y = (np.asarray(values, float) - bottom) / (top - bottom)
    said = ~np.isnan(y)
    if y.ndim != 1 or not ((y[said] >= 0) & (y[said] <= 1)).all():
        raise ValueError("Answers lie on the scale, in one row.")
    how = design(len(y), weights, strata, population, margins, clusters)
    n = int(said.sum())
    if not n:
        return Estimate(None, bottom, top, 0.0, 0, len(y), 0.0, how.df, Method.NOBODY)
    value, variance = ratio(np.where(said, y, 0.0), said.astype(float), how)
    if asked_all(said, how):
        known = float(bottom + (top - bottom) * value)
        return Estimate(known, known, known, 0.0, n, len(y), float(n), how.df, Method.CENSUS)
    effective = kish(said, how)
    if how.clusters is not None:
        spread = float(np.average((y[said] - value) ** 2, weights=how.weights[said]))
        effective = effective_sample(spread, variance, said, how)
    low, high, method = _of_mean(value, variance, said, how, level)
    at, low, high = (bottom + (top - bottom) * part for part in (value, low, high))
    se = (top - bottom) * variance**0.5
    return Estimate(at, low, high, se, n, len(y), effective, how.df, method)


def _of_mean(
    value: float, variance: float, said: NDArray[np.bool_], how: Design, level: float
) -> tuple[float, float, Method]:
    n = int(said.sum())
    half = float(stdtrit(how.df, 0.5 + level / 2)) * variance**0.5
    low, high = value - half, value + half
    if n > 1 and variance and low >= 0 and high <= 1:
        return low, high, Method.LINEAR
    safe = min(kish(said, how), effective_sample(value * (1 - value), variance, said, how))
    return *korn_graubard(value, safe, n, how.df, level), Method.WEIGHTED


def korn_graubard(
    value: float, effective: float, n: int, df: int, level: float
) -> tuple[float, float]:
    """Clopper and Pearson's interval at the effective sample, allowing for few degrees of freedom:
    effective·(t(n-1)/t(df))² (Korn & Graubard 1998)."""
    tail = 0.5 + level / 2
    if n > 1:
        effective = effective * float(stdtrit(n - 1, tail) / stdtrit(df, tail)) ** 2
    low, high = exact(np.clip(value * effective, 0, effective), effective, level)
    return min(float(low), value), max(float(high), value)


def _one_open(value: float, low: float, high: float, how: Design) -> tuple[float, float]:
    """While somebody has not answered, one person of them at least is not known."""
    people = float(how.populations.sum())
    if np.isinf(people) or high - low >= 1 / people:
        return low, high
    return (value - 1 / people, value) if value > 0.5 else (value, value + 1 / people)


def _exact(y: Floats, asked: int, how: Design, level: float) -> Estimate:
    people = how.populations[0]
    found = interval(int(y.sum()), len(y), None if np.isinf(people) else int(people), level=level)
    value, n = float(y.mean()), len(y)
    left = 1 - n / people
    se = float((left * value * (1 - value) / max(n - 1, 1)) ** 0.5)
    return Estimate(
        value, found.low, found.high, se, n, asked, float(n), max(1, n - 1), found.method
    )
