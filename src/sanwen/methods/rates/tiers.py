"""Units set beside the whole, in three tiers and never in a row."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrc

from sanwen.methods.rates.pooling import pooled
from sanwen.methods.rates.rate import Rate
from sanwen.methods.rates.standard import Standardised

Floats = NDArray[np.float64]
FEWEST = 30
_FALSE = 0.05


class Standing(StrEnum):
    ABOVE = "above"
    BELOW = "below"
    TOGETHER = "not_told_apart"
    FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Tier:
    """One unit beside `whole`: its pooled share (standardised where that was given) with its 95 %
    interval; `q` the smallest false discovery rate at which it would be set apart, None for too
    few. `unit` is the key in a `Standardised`, else the place in the list."""

    unit: Hashable
    standing: Standing
    judged: int
    value: float
    low: float
    high: float
    whole: float
    q: float | None


def tiers(rates: Sequence[Rate] | Standardised, *, fewest: int = FEWEST) -> list[Tier]:
    """A tier for each unit, in the order given: tiers are not ranks and have no order inside.

    "Above" and "below" need both: an exact binomial test against the whole (at the mean chance of
    the unit's cases, which is on the safe side for unequal ones, Hoeffding 1956) that survives
    Benjamini and Hochberg (1995) at 5 % over all units with `fewest` judged or more; and a pooled
    95 % interval that lies wholly on that side. Where all units are alike, the chance that any at
    all is set apart is at most 5 %. Other units are "not told apart", or "too few to tell"."""
    units, cases, observed, expected, share, whole = _read(rates)
    if not units:
        return []
    found = pooled(share * cases, cases)
    enough = cases >= fewest
    q = np.ones(len(units))
    q[enough] = _adjusted(_tails(observed[enough], cases[enough], expected[enough]))
    apart = enough & (q <= _FALSE)
    above = apart & (found.low > whole) & (observed > expected)
    below = apart & (found.high < whole) & (observed < expected)
    return [
        Tier(
            unit,
            _standing(bool(enough[k]), bool(above[k]), bool(below[k])),
            int(cases[k]),
            float(found.values[k]),
            float(found.low[k]),
            float(found.high[k]),
            whole,
            float(q[k]) if enough[k] else None,
        )
        for k, unit in enumerate(units)
    ]


def _read(
    rates: Sequence[Rate] | Standardised,
) -> tuple[list[Hashable], Floats, Floats, Floats, Floats, float]:
    """Units, judged, observed, expected, share, and the share of the whole."""
    if isinstance(rates, Standardised):
        rows = [(one.judged, one.observed, one.expected, one.rate) for one in rates.units]
        cases, observed, expected, share = np.array(rows, float).reshape(-1, 4).T
        return [one.unit for one in rates.units], cases, observed, expected, share, rates.whole
    cases = np.array([one.judged for one in rates], float)
    observed = np.array([one.hits for one in rates], float)
    whole = float(observed.sum() / cases.sum()) if cases.sum() else 0.0
    share = observed / np.maximum(cases, 1)
    return list(range(len(rates))), cases, observed, cases * whole, share, whole


def _tails(observed: Floats, cases: Floats, expected: Floats) -> Floats:
    """Twice the smaller tail of the binomial."""
    chance = np.clip(expected / np.maximum(cases, 1), 0, 1)
    down = bdtr(observed, cases.astype(int), chance)
    up = np.where(observed > 0, bdtrc(np.maximum(observed - 1, 0), cases.astype(int), chance), 1.0)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(down, up)))


def _adjusted(p: Floats) -> Floats:
    """Benjamini and Hochberg's q."""
    order = np.argsort(p)[::-1]
    rank = np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(p[order] * len(p) / rank) if len(p) else p
    return q


def _standing(enough: bool, above: bool, below: bool) -> Standing:
    if not enough:
        return Standing.FEW
    if above:
        return Standing.ABOVE
    return Standing.BELOW if below else Standing.TOGETHER
