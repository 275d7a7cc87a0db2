"""What sets a group apart, tested on votes that had no part in forming it.

The statements are dealt into folds; the groups are found again without a fold, and its statements
are compared between those groups (cross-fitting: Chernozhukov et al. 2018). So a group cannot be
called typical for the very votes that made it one. Shares are compared by Fisher's exact test,
many findings at once by Benjamini & Hochberg 1995.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from sanwen.methods.opinion.agreement import Compared
from sanwen.methods.opinion.chance import sampled
from sanwen.methods.opinion.results import Characteristic, Difference, Dividing
from sanwen.methods.opinion.sides import Found, sides
from sanwen.methods.opinion.table import Placed, Table
from sanwen.methods.opinion.tallies import counted_each
from sanwen.methods.opinion.votes import Floats, Ints, Votes
from sanwen.methods.share import Share, share

FOLDS = 5
LEVEL = 0.05
_MANY = 50
# Groups without a fold are found among people with so many votes; then everybody is asked.
SAMPLE = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """`counts` (groups, statements, 3) by groups formed without the statement; `p` (2, groups,
    statements): that the group agrees, disagrees, no more than the others; `q` the same for all
    findings at once."""

    counts: Ints
    p: Floats
    q: Floats


def tested(votes: Votes, placed: Placed, found: Found, *, at_least: int) -> Tested:
    """`found` has groups."""
    assert found.sides is not None
    k = found.sides.k
    some = sampled(placed.table, SAMPLE)
    folds = min(FOLDS, placed.table.columns)
    # One fold more, in which nobody has a group, for statements none of the placed voted on.
    group = np.full((folds + 1, votes.participants), -1)
    for fold in range(folds):
        group[fold, placed.people] = _without(placed, some, found, fold)
    fold_of = np.full(votes.statements, folds)
    fold_of[placed.statements] = np.arange(len(placed.statements)) % FOLDS
    counts = counted_each(votes, group[fold_of[votes.column], votes.row], k)
    p = np.stack([_chance(counts, side, at_least) for side in (0, 1)])
    return Tested(counts, p, false_share(p))


def _without(placed: Placed, some: Table, found: Found, fold: int) -> Ints:
    """Everybody's group, found without every fifth statement beginning with this.

    Where a statement had no votes, it weighs nothing: everybody's whole ballot can be asked."""
    assert found.sides is not None
    k, as_classes = found.sides.k, found.sides.classes is not None
    part = some.of_votes(some.column % FOLDS != fold)
    start = found.loadings[:, : k - 1].sum(axis=1)
    label = sides(part, k, as_classes=as_classes, start=start).label(placed.table)[placed.same]
    return np.asarray(Compared.of(found.label, label, k).matched()[label])


def _chance(counts: Ints, side: int, at_least: int) -> Floats:
    """One-sided: so many or more on this side in the group, were all alike; NaN where few saw."""
    hits, seen = counts[..., side], counts.sum(axis=2)
    all_hits, all_seen = hits.sum(axis=0), seen.sum(axis=0)
    known = (seen >= at_least) & (all_seen - seen >= at_least)
    p = np.full(hits.shape, np.nan)
    total, good = np.broadcast_to(all_seen, seen.shape), np.broadcast_to(all_hits, seen.shape)
    p[known] = _tail(hits[known], total[known], good[known], seen[known])
    return p


def _tail(hits: Ints, total: Ints, good: Ints, seen: Ints) -> Floats:
    """P(so many or more) by the hypergeometric law; by its normal limit where all is many."""
    expected = seen * good / total
    rest = np.minimum.reduce([expected, seen - expected, good - expected])
    many = np.minimum(rest, total - seen - good + expected) >= _MANY
    p = np.empty(len(hits))
    error = np.sqrt(expected * (1 - good / total) * (total - seen) / np.maximum(total - 1, 1))
    p[many] = special.ndtr(-(hits[many] - 0.5 - expected[many]) / error[many])
    few = ~many
    p[few] = stats.hypergeom.sf(hits[few] - 1, total[few], good[few], seen[few])
    return p


def false_share(p: Floats) -> Floats:
    """q: the share of false ones among all findings with a p-value as small; NaN stays NaN."""
    flat = p.ravel()
    known = np.flatnonzero(~np.isnan(flat))
    order = known[np.argsort(flat[known], kind="stable")]
    many = len(order)
    raised = flat[order] * many / np.arange(1, many + 1)
    q = np.full(len(flat), np.nan)
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q.reshape(p.shape)


def characteristic(found: Tested, group: int, *, level: float = LEVEL) -> list[Characteristic]:
    """What the group agrees or disagrees with more than the others, the largest effect first."""
    named = []
    for side, statement in np.argwhere(found.q[:, group] <= level).tolist():
        own, all_groups = found.counts[group, statement], found.counts[:, statement].sum(axis=0)
        others = all_groups - own
        inside, outside = _share(own, side), _share(others, side)
        named.append(
            Characteristic(
                statement=statement,
                direction=1 - 2 * side,
                inside=inside,
                outside=outside,
                effect=difference(inside, outside),
                p=float(found.p[side, group, statement]),
                q=float(found.q[side, group, statement]),
            )
        )
    return sorted(named, key=lambda one: (-one.effect.low, one.p, one.statement))


def dividing(found: Tested, *, at_least: int, level: float = LEVEL) -> list[Dividing]:
    """Where the share of agreement differs most between two groups."""
    named = []
    seen = found.counts.sum(axis=2)
    for statement in range(seen.shape[1]):
        known = np.flatnonzero(seen[:, statement] >= at_least)
        values = found.counts[known, statement, 0] / np.maximum(seen[known, statement], 1)
        if len(known) < 2 or values.max() == values.min():
            continue
        most, least = int(known[values.argmax()]), int(known[values.argmin()])
        p, q = (float(table[0, most, statement]) for table in (found.p, found.q))
        if q <= level:
            named.append(_divided(found.counts[:, statement], statement, (most, least), p, q))
    return sorted(named, key=lambda one: (-one.difference.low, one.p, one.statement))


def _divided(counts: Ints, statement: int, groups: tuple[int, int], p: float, q: float) -> Dividing:
    most, least = groups
    up, down = _share(counts[most], 0), _share(counts[least], 0)
    against = _share(counts[least], 1)
    opposed = up.value > 0.5 and against.value > 0.5
    return Dividing(statement, most, least, difference(up, down), opposed, p, q)


def difference(one: Share, other: Share) -> Difference:
    """One share less the other, with Newcombe's interval (1998, method 10)."""
    value = one.value - other.value
    down = float(np.hypot(one.value - one.low, other.high - other.value))
    up = float(np.hypot(one.high - one.value, other.value - other.low))
    return Difference(value, value - down, value + up)


def _share(counts: Sequence[int] | Ints, side: int) -> Share:
    return share(int(counts[side]), int(sum(counts)))
