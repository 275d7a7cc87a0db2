"""The published method's figures for given groups: counts, what represents whom, what is shared.

As published by the Polis project (Small, Bjorkegren, Erkkilä, Shaw & Megill 2021, "Polis: Scaling
deliberation by mapping high dimensional opinion spaces", Recerca 26(2)) and as its service computes
them, to compare with; the map itself tells what it finds otherwise (docs/why/opinion-map.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sanwen.methods.opinion.votes import Floats, Ints

# One-sided, 90 %.
SIGNIFICANT = 1.2816
MOST = 5
_META = 7.0


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement that represents a group: votes on its side of all there, the share with one
    vote of either kind added, how far it is above half, and how it compares with the others."""

    statement: int
    direction: int
    hits: int
    trials: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    is_best_agree: bool = False

    @property
    def weight(self) -> float:
        return self.ratio * self.ratio_test * self.share * self.test


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement most people are of one mind about, whatever their group."""

    statement: int
    hits: int
    trials: int
    share: float
    test: float


def group_consensus(counts: Ints) -> Floats:
    """The product over groups of (agree + 1) / (seen + 2); counts (groups, statements, 3)."""
    return np.asarray(((counts[..., 0] + 1) / (counts.sum(axis=2) + 2)).prod(axis=0))


def priorities(counts: Ints, extremity: Floats, meta: Iterable[int] = ()) -> Floats:
    """How much there is to learn from showing a statement next, over all people in groups.

    Few votes, few passes, much agreement and a place far out on the map raise it."""
    total = counts.sum(axis=0)
    agree, passed, seen = total[:, 0], total[:, 2], total.sum(axis=1)
    importance = (1 - (passed + 1) / (seen + 2)) * (extremity + 1) * ((agree + 1) / (seen + 2))
    found = importance * (1 + 8 * np.power(2.0, seen / -5))
    found[list(meta)] = _META
    return np.asarray(found**2)


def shared(counts: Ints, gone: Iterable[int] = ()) -> tuple[tuple[Shared, ...], tuple[Shared, ...]]:
    """What most agree with, and what most disagree with; counts (statements, 3) of everybody."""
    told = []
    left = [at for at in range(len(counts)) if at not in set(gone)]
    for side in (0, 1):
        found = [_shared(counts[at], at, side) for at in left]
        kept = [one for one in found if one.share > 0.5 and one.test > SIGNIFICANT]
        told.append(tuple(sorted(kept, key=lambda one: -one.share * one.test)[:MOST]))
    return told[0], told[1]


def _shared(counts: Ints, statement: int, side: int) -> Shared:
    hits, trials = int(counts[side]), int(counts.sum())
    return Shared(statement, hits, trials, (hits + 1) / (trials + 2), one_share(hits, trials))


def representative(
    counts: Ints, gone: Iterable[int] = ()
) -> tuple[tuple[Representative, ...], ...]:
    """What represents each group against the others; counts (groups, statements, 3)."""
    left = [at for at in range(counts.shape[1]) if at not in set(gone)]
    everybody = counts.sum(axis=0)
    return tuple(
        _chosen([_both(own[at], everybody[at] - own[at], at) for at in left]) for own in counts
    )


def one_share(hits: int, trials: int) -> float:
    """How far a share is above half, in standard errors, one hit added."""
    return 2 * float(np.sqrt(trials + 1)) * ((hits + 1) / (trials + 1) - 0.5)


def two_shares(hits: int, other_hits: int, trials: int, other_trials: int) -> float:
    """How far a share is above another, in standard errors, one hit added to each."""
    one, other, here, there = hits + 1, other_hits + 1, trials + 1, other_trials + 1
    pooled = (one + other) / (here + there)
    if pooled == 1:
        return 0.0
    error = np.sqrt(pooled * (1 - pooled) * (1 / here + 1 / there))
    return float((one / here - other / there) / error)


@dataclass(frozen=True, slots=True)
class _Both:
    """A statement as one that a group agrees with, and as one that it disagrees with."""

    agree: Representative
    disagree: Representative

    @property
    def told(self) -> Representative:
        return self.agree if self.agree.ratio_test > self.disagree.ratio_test else self.disagree

    @property
    def is_enough(self) -> bool:
        return any(
            side.ratio_test > SIGNIFICANT and side.test > SIGNIFICANT
            for side in (self.agree, self.disagree)
        )


def _both(own: Ints, others: Ints, statement: int) -> _Both:
    return _Both(*(_side(own, others, statement, side) for side in (0, 1)))


def _side(own: Ints, others: Ints, statement: int, side: int) -> Representative:
    hits, trials = int(own[side]), int(own.sum())
    other_hits, other_trials = int(others[side]), int(others.sum())
    share = (hits + 1) / (trials + 2)
    return Representative(
        statement=statement,
        direction=1 - 2 * side,
        hits=hits,
        trials=trials,
        share=share,
        test=one_share(hits, trials),
        ratio=share / ((other_hits + 1) / (other_trials + 2)),
        ratio_test=two_shares(hits, other_hits, trials, other_trials),
    )


def _chosen(all_of_them: list[_Both]) -> tuple[Representative, ...]:
    """The best agreement first, then the weightiest that pass both tests, five in all; where none
    passes, the best there is. Agreements stand before disagreements."""
    best_agree = _best_agree(all_of_them)
    head = [] if best_agree is None else [replace(best_agree.told, is_best_agree=True)]
    enough = [one.told for one in all_of_them if one.is_enough and one is not best_agree]
    if not any(one.is_enough for one in all_of_them):
        best = _best(all_of_them)
        return tuple(head or ([best.told] if best else []))
    ranked = head + sorted(enough, key=lambda one: -one.weight)
    return tuple(sorted(ranked[:MOST], key=lambda one: -one.direction))


def _best(all_of_them: list[_Both]) -> _Both | None:
    found: _Both | None = None
    for one in all_of_them:
        highest = max(one.agree.ratio_test, one.disagree.ratio_test)
        if found is None or highest > found.told.ratio_test:
            found = one
    return found


def _best_agree(all_of_them: list[_Both]) -> _Both | None:
    found: _Both | None = None
    for one in all_of_them:
        if one.agree.hits + one.disagree.hits and _is_better(one.agree, found):
            found = one
    return found


def _is_better(one: Representative, best: _Both | None) -> bool:
    if best is None:
        return one.test > SIGNIFICANT or (one.ratio > 1.0 and one.share > 0.5)
    if best.agree.ratio > 1.0:
        return one.weight > best.agree.weight
    return one.share * one.test > best.agree.share * best.agree.test
