"""Did it reach the people? The share who got all, and how much was lost on the way."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sanwen.methods.surveys.design import Design, asked_all, design, effective_sample, ratio
from sanwen.methods.surveys.estimates import Estimate, estimate, korn_graubard
from sanwen.methods.surveys.proportion import Method
from sanwen.methods.surveys.raking import design_effect

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reach:
    """Shares of intended recipients who got `all`, a `part` or `nothing` of what was meant for
    them, and the `leakage`: the share of the whole amount that did not arrive.

    These speak of those who were reached. `unreachable` of `drawn` were not: `all_bounds` and
    `leakage_bounds` are what holds in the sample whatever they would have said. `over`: how many
    got more than was meant (counted as all)."""

    all: Estimate
    part: Estimate
    nothing: Estimate
    leakage: Estimate
    drawn: int
    unreachable: int
    all_bounds: tuple[float, float]
    leakage_bounds: tuple[float, float]
    over: int


def reach(
    entitled: ArrayLike,
    received: ArrayLike,
    *,
    strata: Sequence[Hashable] | None = None,
    weights: ArrayLike | None = None,
    population: int | Mapping[Any, int] | None = None,
    level: float = 0.95,
) -> Reach:
    """`entitled` and `received` (people drawn,), in one unit of money or goods; NaN in `received`
    for whoever was not reached.

    Leakage is 1 - Σw·received/Σw·entitled, a ratio (Woodruff 1971). Each person's loss is a share
    of their own due, so the interval is Korn and Graubard's at the effective sample of the amounts
    w·entitled, and no amount counts for more than a yes or no would: that is on the safe side.
    Where all got all, it ends at 1 - 0.025^(1/n), about 3.7/n: the two-sided "rule of three".
    ValueError for an entitlement that is not above 0 or a receipt below 0."""
    due, got = np.asarray(entitled, float), np.asarray(received, float)
    said = ~np.isnan(got)
    if due.shape != got.shape or due.ndim != 1 or not (due > 0).all() or (got[said] < 0).any():
        raise ValueError("Everybody's due is above 0, and what they got is not below 0.")
    how = design(len(due), weights, strata, population)
    arrived = np.minimum(got, due)
    lost = np.where(said, due - arrived, 0.0)

    def told(kind: NDArray[np.bool_]) -> Estimate:
        share = np.where(said, kind, np.nan)
        return estimate(share, weights=weights, strata=strata, population=population, level=level)

    return Reach(
        all=told(arrived >= due),
        part=told((arrived > 0) & (arrived < due)),
        nothing=told(arrived <= 0),
        leakage=_leakage(lost, due * said, said, how, level),
        drawn=len(due),
        unreachable=int((~said).sum()),
        all_bounds=_bounds((arrived >= due).astype(float), np.ones(len(due)), said, how),
        leakage_bounds=_bounds(lost, due, said, how),
        over=int((got[said] > due[said]).sum()),
    )


def _leakage(
    lost: Floats, due: Floats, said: NDArray[np.bool_], how: Design, level: float
) -> Estimate:
    n = int(said.sum())
    if not n:
        return Estimate(None, 0.0, 1.0, 0.0, 0, len(said), 0.0, how.df, Method.NOBODY)
    value, variance = ratio(lost, due, how)
    value = min(1.0, max(0.0, value))
    heavy = how.weights[said] * due[said]
    worth = design_effect(heavy) / design_effect(how.weights[said])
    effective = effective_sample(value * (1 - value), variance, said, how)
    if not variance or not 0 < value < 1:
        effective /= max(1.0, worth)
    low, high = korn_graubard(value, effective, n, how.df, level)
    method = Method.WEIGHTED
    if asked_all(said, how):
        low, high, method = value, value, Method.CENSUS
    return Estimate(value, low, high, variance**0.5, n, len(said), effective, how.df, method)


def _bounds(
    part: Floats, whole: Floats, said: NDArray[np.bool_], how: Design
) -> tuple[float, float]:
    """The sample's share if the unreached had none of it, and if they had all."""
    total = float((how.weights * whole).sum())
    if not total:
        return 0.0, 1.0
    sure = float((how.weights * part).sum())
    open_ = float((how.weights * whole)[~said].sum())
    return sure / total, (sure + open_) / total
