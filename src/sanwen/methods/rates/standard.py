"""What a unit would be expected to reach with the cases it had: indirect standardisation."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from sanwen.methods.coding import coded
from sanwen.methods.rates.score import counts, exact

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Stratum = tuple[Hashable, ...]
# A stratum with fewer cases, or of one unit alone, says too little of what is to be expected.
FEWEST_IN_STRATUM = 30


@dataclass(frozen=True, slots=True)
class Standard:
    """One unit: `observed` hits among `judged`, and how many were `expected` of its cases.

    `ratio` is observed/expected, None (with its interval) where nothing was expected. `rate` is
    the share that the whole's cases would have had at this unit's odds. Each has its 95 % interval.
    """

    unit: Hashable
    judged: int
    observed: int
    expected: float
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standardised:
    """`units` in the order of first appearance; `whole` the share of all; `merged` the strata that
    were too thin, each with what it was counted in."""

    whole: float
    units: tuple[Standard, ...]
    merged: dict[Stratum, Stratum]


def standardised(
    hits: Sequence[int],
    judged: Sequence[int],
    stratum: Sequence[Stratum],
    unit: Sequence[Hashable],
    *,
    fewest: int = FEWEST_IN_STRATUM,
) -> Standardised:
    """Indirect standardisation by stratum. The four sequences have one length: a row is one case,
    or one cell of a unit and a stratum. A stratum is a tuple, the most important part first, such
    as (category, severity, place); all tuples have one length.

    A stratum of fewer than `fewest` judged cases, or of one unit alone, loses its last part and is
    counted with the others that lost theirs, until it suffices or nothing is left. The reference is
    the whole, the unit itself included, so ratios lean towards 1 for units that are much of it.

    The interval of observed/expected is Clopper and Pearson's at the mean chance of the unit's
    cases; for unequal chances it is on the safe side (Hoeffding 1956). `rate` shifts the odds of
    all strata alike until the unit's own number comes out. ValueError for lengths that differ."""
    if not len(hits) == len(judged) == len(stratum) == len(unit):
        raise ValueError("Hits, judged, strata and units have one length.")
    x, n = counts(hits, judged)
    units, at = coded(unit)
    place, merged = _places(stratum, n, at, fewest)
    chance = _shares(x, n, place)
    observed, cases = (np.bincount(at, part, len(units)).astype(float) for part in (x, n))
    expected = np.bincount(at, n * chance[place], len(units))
    low, high = exact(observed, cases)
    value = np.where(cases > 0, observed / np.maximum(cases, 1), 0.0)
    shares = [
        _at_odds(part, cases, n, chance[place], at, len(units)) for part in (value, low, high)
    ]
    whole = float(x.sum() / n.sum()) if n.sum() else 0.0
    rows = zip(units, cases, observed, expected, low, high, *shares, strict=True)
    return Standardised(whole, tuple(_told(*row) for row in rows), merged)


def _told(
    unit: Hashable,
    cases: float,
    observed: float,
    expected: float,
    low: float,
    high: float,
    rate: float,
    rate_low: float,
    rate_high: float,
) -> Standard:
    found = expected > 0
    return Standard(
        unit,
        round(cases),
        round(observed),
        float(expected),
        float(observed / expected) if found else None,
        float(low * cases / expected) if found else None,
        float(high * cases / expected) if found else None,
        float(rate),
        float(rate_low),
        float(rate_high),
    )


def _places(
    stratum: Sequence[Stratum], n: Floats, unit: Ints, fewest: int
) -> tuple[Ints, dict[Stratum, Stratum]]:
    """The stratum each row is counted in, coded, and the ones that gave way."""
    if len({len(one) for one in stratum}) > 1:
        raise ValueError("All strata have the same parts.")
    coded = _prefixes(stratum)
    whole = len(coded) - 1
    kept = np.full(len(stratum), whole)
    for length in range(whole, 0, -1):
        here = kept == length
        thin = _thin(coded[length][here], n[here], unit[here], fewest)
        kept[here] = length - thin
    gave_way = np.flatnonzero(kept < whole).tolist()
    merged = {stratum[row]: stratum[row][: int(kept[row])] for row in gave_way}
    place = np.choose(kept, coded) if whole else coded[0]
    return np.unique(kept * (place.max(initial=0) + 1) + place, return_inverse=True)[1], merged


def _prefixes(stratum: Sequence[Stratum]) -> list[Ints]:
    """For each length from nought on, the first so many parts of each row, coded."""
    found = [np.zeros(len(stratum), dtype=np.intp)]
    for part in zip(*stratum, strict=True):
        names, code = coded(part)
        found.append(np.unique(found[-1] * len(names) + code, return_inverse=True)[1])
    return found


def _thin(place: Ints, n: Floats, unit: Ints, fewest: int) -> NDArray[np.bool_]:
    """Whether each row stands in a place of too few cases, or of one unit's cases alone."""
    cases = np.bincount(place, n)
    units = unit.max(initial=0) + 1
    pairs = np.unique((place * units + unit)[n > 0]) // units
    many = np.bincount(pairs, minlength=len(cases))
    return np.asarray(((cases < fewest) | (many < 2))[place])


def _shares(x: Floats, n: Floats, place: Ints) -> Floats:
    cases = np.bincount(place, n)
    return np.asarray(np.bincount(place, x) / np.maximum(cases, 1))


def _at_odds(
    wanted: Floats, cases: Floats, n: Floats, chance: Floats, unit: Ints, units: int
) -> Floats:
    """For each unit the whole's share at the odds that give it the `wanted` share of its cases."""
    odds: Floats = logit(np.clip(chance, 1e-9, 1 - 1e-9))
    against = np.exp(-odds)
    down, up = np.full(units, -45.0), np.full(units, 45.0)
    for _ in range(36):
        middle = (down + up) / 2
        found = np.bincount(unit, n / (1 + against * np.exp(-middle)[unit]), units)
        below = found < wanted * cases
        down, up = np.where(below, middle, down), np.where(below, up, middle)
    different, many = _different(odds, n)
    shift = (down + up) / 2
    out = np.zeros(units)
    for one, weight in zip(different, many, strict=True):
        out += weight * expit(one + shift)
    out = out / max(many.sum(), 1e-300)
    return np.asarray(np.where(wanted <= 0, 0.0, np.where(wanted >= 1, 1.0, out)))


def _different(odds: Floats, n: Floats) -> tuple[Floats, Floats]:
    found, where = np.unique(odds, return_inverse=True)
    return found, np.bincount(where, n, len(found)).astype(float)
