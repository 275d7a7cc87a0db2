"""Equal treatment: among like matters, did those of louder voices go faster or get more?

Loudness is a property of the messages on a matter (how often it was said, through which channel,
to which level), never of a person. Two answers stand side by side: a permutation test inside strata
of like matters, which assumes nothing but that within a stratum loudness could have fallen on any
matter, and a regression with fixed effects of the strata whose errors may go together in a unit.

Neither shows why: a louder matter may be a graver one in a way the strata do not hold. Where they
disagree, or where few matters could be compared, the honest reading is "we do not know".
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sanwen.methods.coding import coded

# Below this many clusters the error of the regression is known to come out too small.
FEW_CLUSTERS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """Mean outcome of loud less quiet matters inside strata, in its own unit, with an interval.

    `compared` and `loud` count the matters of strata that hold both kinds; `left_out` those of
    strata that hold one kind alone and so say nothing. Where nothing could be compared the numbers
    are None. `few` warns that there are too few clusters to trust the interval.
    """

    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    compared: int
    loud: int
    left_out: int
    strata: int
    few: bool = False


@dataclass(frozen=True, slots=True)
class _Compared:
    """The matters of strata with both kinds: outcome and loudness less their stratum's mean."""

    outcome: Floats
    loud: NDArray[np.bool_]
    stratum: NDArray[np.intp]
    kept: NDArray[np.bool_]

    @property
    def nothing(self) -> bool:
        return not len(self.outcome)

    def centred(self, values: Floats) -> Floats:
        many = np.bincount(self.stratum)
        return np.asarray(values - (np.bincount(self.stratum, values) / many)[self.stratum])

    def effect(self, value: float, low: float, high: float, p: float, few: bool = False) -> Effect:
        return Effect(value, low, high, p, *self.counted(), few)

    def counted(self) -> tuple[int, int, int, int]:
        strata = len(np.unique(self.stratum))
        left_out = int((~self.kept).sum())
        return len(self.outcome), int(self.loud.sum()), left_out, strata


def permutation(
    outcome: Sequence[float],
    loud: Sequence[bool],
    stratum: Sequence[Hashable],
    *,
    draws: int = 4999,
    level: float = 0.95,
    seed: int = 0,
) -> Effect:
    """The stratified permutation test of a difference in means, with the interval that inverts it.

    `outcome`, `loud` and `stratum` have one entry a matter. Loudness is dealt anew `draws` times
    inside each stratum; the strata are weighted by how much they can tell, n1·n0/(n1+n0). The
    interval holds every constant shift that the same draws do not reject (Ernst 2004, "Permutation
    methods", Statistical Science 19(4); Rosenbaum 2002, "Observational Studies", ch. 2).
    ValueError where the lengths differ.
    """
    cases = _compared(outcome, loud, stratum)
    if cases.nothing:
        return Effect(None, None, None, None, *cases.counted())
    held = cases.centred(cases.loud.astype(float))
    scale = float(held @ held)
    estimate = float(held @ cases.outcome) / scale
    # The statistic of a draw, of the outcomes and of loudness itself: a shift is linear in both.
    moved, itself = _dealt(cases, held, draws, np.random.default_rng(seed)) / scale
    p = _share_beyond(estimate, moved)
    low, high = (_edge(estimate, moved, itself, 1 - level, side) for side in (-1.0, 1.0))
    return cases.effect(estimate, low, high, p)


def regression(
    outcome: Sequence[float],
    loud: Sequence[bool],
    stratum: Sequence[Hashable],
    cluster: Sequence[Hashable],
    *,
    level: float = 0.95,
) -> Effect:
    """Least squares on loudness with a fixed effect of every stratum and errors clustered by unit.

    The sandwich of Liang & Zeger 1986 with the correction G/(G-1)·(n-1)/(n-k) and Student's t with
    G-1 degrees of freedom (Cameron & Miller 2015, "A practitioner's guide to cluster-robust
    inference", J. Human Resources 50(2)). Below ten clusters `few` says not to rely on it.
    ValueError where the lengths differ.
    """
    if len(cluster) != len(outcome):
        raise ValueError("outcome and cluster must have one entry a matter")
    cases = _compared(outcome, loud, stratum)
    groups = coded(cluster)[1][cases.kept]
    count = len(np.unique(groups))
    if cases.nothing or count < 2:
        return Effect(None, None, None, None, *cases.counted(), few=True)
    held = cases.centred(cases.loud.astype(float))
    scale = float(held @ held)
    estimate = float(held @ cases.outcome) / scale
    residual = cases.centred(cases.outcome) - estimate * held
    sums = np.bincount(groups, held * residual)
    n, k = len(held), len(np.unique(cases.stratum)) + 1
    correction = count / (count - 1) * (n - 1) / max(n - k, 1)
    error = float(np.sqrt(correction * (sums @ sums))) / scale
    reach = float(stats.t.ppf((1 + level) / 2, count - 1)) * error
    p = float(2 * stats.t.sf(abs(estimate) / error, count - 1)) if error else float(not estimate)
    return cases.effect(estimate, estimate - reach, estimate + reach, p, count < FEW_CLUSTERS)


def _compared(
    outcome: Sequence[float], loud: Sequence[bool], stratum: Sequence[Hashable]
) -> _Compared:
    if not len(outcome) == len(loud) == len(stratum):
        raise ValueError("outcome, loud and stratum must have one entry a matter")
    values, is_loud = np.asarray(outcome, np.float64), np.asarray(loud, bool)
    number = coded(stratum)[1]
    many, louds = np.bincount(number), np.bincount(number, is_loud)
    kept = ((louds > 0) & (louds < many))[number] if len(number) else np.zeros(0, bool)
    _, inside = np.unique(number[kept], return_inverse=True)
    return _Compared(values[kept], is_loud[kept], inside, kept)


def _dealt(cases: _Compared, held: Floats, draws: int, chance: np.random.Generator) -> Floats:
    """Loudness dealt anew inside every stratum, against the outcomes and against itself as it was;
    shape (2, draws)."""
    order = np.argsort(cases.stratum, kind="stable")
    held, outcome = held[order], cases.outcome[order]
    number = cases.stratum[order].astype(np.float64)
    found = np.empty((2, draws))
    for draw in range(draws):
        # A random key inside the stratum's own unit interval sorts each stratum by itself.
        dealt = held[np.argsort(number + chance.random(len(held)), kind="stable")]
        found[:, draw] = dealt @ outcome, dealt @ held
    return found


def _share_beyond(value: float, drawn: Floats) -> float:
    """Two-sided, counting the deal that happened as one of them: never zero."""
    beyond = np.abs(drawn) >= abs(value) - 1e-12 * max(abs(value), 1.0)
    return float((beyond.sum() + 1) / (len(drawn) + 1))


def _edge(estimate: float, moved: Floats, itself: Floats, alpha: float, side: float) -> float:
    """The farthest shift on this side that the draws do not reject, found by halving."""

    def stands(shift: float) -> bool:
        return _share_beyond(estimate - shift, moved - shift * itself) > alpha

    step = max(float(np.std(moved)), abs(estimate) * 1e-6, 1e-9)
    inside, outside = estimate, estimate + side * step
    while stands(outside):
        step *= 2
        inside, outside = outside, estimate + side * step
        if step > 1e12:
            return side * float("inf")
    for _halving in range(50):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if stands(middle) else (inside, middle)
    return inside
