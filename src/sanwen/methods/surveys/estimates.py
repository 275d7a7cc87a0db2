"""Shares and means of a population from weighted, stratified answers, each with its interval."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from sanwen.methods.rates.score import exact
from sanwen.methods.surveys.proportion import Method, interval
from sanwen.methods.surveys.raking import Margin, design_effect

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


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


@dataclass(frozen=True, slots=True)
class Design:
    """How the answers came about: weights, strata numbered from 0, people in each stratum (or
    infinity), margins to which the weights were raked."""

    weights: Floats
    strata: Ints
    populations: Floats
    margins: tuple[Margin, ...] = ()

    @property
    def df(self) -> int:
        return max(1, len(self.weights) - len(self.populations))

    @property
    def is_plain(self) -> bool:
        """One stratum, equal weights: exact intervals exist."""
        return len(self.populations) == 1 and bool(np.ptp(self.weights) <= 1e-12)


def design(
    n: int,
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    population: int | Mapping[Any, int] | None = None,
    margins: Sequence[Margin] = (),
) -> Design:
    """ValueError for weights that are not positive, lengths that differ, a stratum whose people
    are not told while others are, or with fewer people than answers."""
    heavy = np.ones(n) if weights is None else np.asarray(weights, float)
    if heavy.shape != (n,) or not (np.isfinite(heavy) & (heavy > 0)).all():
        raise ValueError("A positive weight for every answer.")
    names = [None] * n if strata is None else list(strata)
    if len(names) != n:
        raise ValueError("A stratum for every answer.")
    seen: dict[Hashable, int] = {}
    codes = np.array([seen.setdefault(name, len(seen)) for name in names], dtype=np.intp)
    of = population if isinstance(population, Mapping) else dict.fromkeys(seen, population)
    if isinstance(population, int) and len(seen) > 1:
        raise ValueError("The people in each stratum, not in all together.")
    if any(name not in of for name in seen):
        raise ValueError("The people in every stratum.")
    many = np.array([np.inf if of[name] is None else of[name] for name in seen], float)
    if (np.bincount(codes, minlength=len(seen)) > many).any():
        raise ValueError("A stratum has more answers than people.")
    return Design(heavy, codes, many, tuple(margins))


def estimate(
    values: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    population: int | Mapping[Any, int] | None = None,
    margins: Sequence[Margin] = (),
    level: float = 0.95,
) -> Estimate:
    """The share of yes: `values` (people,) are 1, 0 or NaN for no answer to this question.

    Variance by Taylor linearisation with finite population correction, on the residuals from
    `margins` where the weights were raked to them (Deville & Särndal 1992). Interval of Korn and
    Graubard (1998): Clopper and Pearson's at the effective sample, with the degrees of freedom
    allowed for; the effective sample counts for no more than the answers themselves, so that
    nothing collapses where all said the same. Equal weights, one stratum and a known population
    have the exact interval of `interval`. A stratum with one answer is set beside the mean of all.
    Those who answered are taken for a random part of those drawn. ValueError for other values."""
    y = np.asarray(values, float)
    said = ~np.isnan(y)
    if y.ndim != 1 or not np.isin(y[said], (0.0, 1.0)).all():
        raise ValueError("Answers are 1, 0 or NaN, in one row.")
    how = design(len(y), weights, strata, population, margins)
    n = int(said.sum())
    if not n:
        return Estimate(None, 0.0, 1.0, 0.0, 0, len(y), 0.0, how.df, Method.NOBODY)
    if how.is_plain and not margins:
        return _exact(y[said], len(y), how, level)
    value, variance = ratio(np.where(said, y, 0.0), said.astype(float), how)
    effective = effective_sample(value, variance, said, how)
    low, high = korn_graubard(value, effective, n, how.df, level)
    low, high = _one_open(value, low, high, how)
    if not variance and _asked_all(said, how):
        low, high, effective = value, value, float(n)
    method = Method.CENSUS if low == high else Method.WEIGHTED
    return Estimate(value, low, high, variance**0.5, n, len(y), effective, how.df, method)


def mean(
    values: ArrayLike,
    *,
    scale: tuple[float, float],
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    population: int | Mapping[Any, int] | None = None,
    margins: Sequence[Margin] = (),
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
    how = design(len(y), weights, strata, population, margins)
    n = int(said.sum())
    if not n:
        return Estimate(None, bottom, top, 0.0, 0, len(y), 0.0, how.df, Method.NOBODY)
    value, variance = ratio(np.where(said, y, 0.0), said.astype(float), how)
    effective = kish(said, how)
    half = float(stdtrit(how.df, 0.5 + level / 2)) * variance**0.5
    low, high, method = value - half, value + half, Method.LINEAR
    if not variance and _asked_all(said, how):
        method = Method.CENSUS
    elif n < 2 or not variance or low < 0 or high > 1:
        safe = effective_sample(value, 0.0, said, how)
        low, high = korn_graubard(value, safe, n, how.df, level)
        method = Method.WEIGHTED
    ends = [bottom + (top - bottom) * part for part in (value, low, high, variance**0.5)]
    se = ends[3] - bottom
    return Estimate(ends[0], ends[1], ends[2], se, n, len(y), effective, how.df, method)


def ratio(above: Floats, below: Floats, how: Design) -> tuple[float, float]:
    """Σw·above / Σw·below and its linearised variance (Woodruff 1971), at least 0."""
    total = float((how.weights * below).sum())
    value = float((how.weights * above).sum() / total)
    rest = above - value * below
    if how.margins:
        rest = _beyond_margins(rest, how)
    return value, _variance(how.weights * rest / total, how)


def _variance(scores: Floats, how: Design) -> float:
    """Of a total of `scores` over strata drawn without replacement."""
    strata = len(how.populations)
    n = np.bincount(how.strata, minlength=strata).astype(float)
    centre = np.bincount(how.strata, scores, strata) / n
    # One answer has no spread of its own: it is set beside the mean of all.
    centre = np.where(n == 1, scores.mean(), centre)
    squares = np.bincount(how.strata, (scores - centre[how.strata]) ** 2, strata)
    left = 1 - n / how.populations
    factor = np.where(n > 1, n / np.maximum(n - 1, 1), 1.0)
    found = float((left * factor * squares).sum())
    return found if found > 1e-18 else 0.0


def _beyond_margins(rest: Floats, how: Design) -> Floats:
    """What the margins leave of the residuals, by weighted least squares on their categories.

    Divided by one minus each answer's leverage: few answers in a category fit themselves too well
    (MacKinnon & White 1985, HC3); without it 91 intervals of a hundred held among fifty answers."""
    columns = [np.eye(len(one.categories))[one.codes] for one in how.margins]
    x = np.concatenate(columns, axis=1)
    heavy = x * how.weights[:, None]
    inverse = np.linalg.pinv(heavy.T @ x, rcond=1e-10, hermitian=True)
    leverage = ((heavy @ inverse) * x).sum(axis=1)
    left = rest - x @ (inverse @ (heavy.T @ rest))
    return np.asarray(left / np.maximum(1 - leverage, 0.1))


def kish(said: NDArray[np.bool_], how: Design) -> float:
    """Answers divided by what unequal weights cost, and more where much of the people answered."""
    weights = how.weights[said]
    return float(len(weights) / design_effect(weights)) / max(_left(said, how), 1e-12)


def effective_sample(value: float, variance: float, said: NDArray[np.bool_], how: Design) -> float:
    """value(1-value)/variance, but no more than the answers count for."""
    n = float(said.sum())
    most = n / max(_left(said, how), 1e-12)
    if not variance or value <= 0 or value >= 1:
        return min(most, kish(said, how))
    return min(most, value * (1 - value) / variance)


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


def _left(said: NDArray[np.bool_], how: Design) -> float:
    """1 - answers/people, over all strata; 1 where people are as good as endless."""
    people = float(how.populations.sum())
    return 1.0 if np.isinf(people) else 1 - float(said.sum()) / people


def _asked_all(said: NDArray[np.bool_], how: Design) -> bool:
    return float(said.sum()) == float(how.populations.sum())


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
