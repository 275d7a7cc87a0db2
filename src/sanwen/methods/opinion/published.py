"""The published method from votes to groups, reproduced to compare with: what our map is not.

Statements' means stand in for missing votes, two principal components, positions stretched by the
square root of statements over votes seen, k-means of two to five groups from the first people in
the list, the number with the best silhouette. It always finds groups, and the order of the people
decides which.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sanwen.methods.opinion.axes import leading
from sanwen.methods.opinion.parting import nearest
from sanwen.methods.opinion.published_counts import (
    Representative,
    Shared,
    group_consensus,
    priorities,
    representative,
    shared,
)
from sanwen.methods.opinion.tallies import counted
from sanwen.methods.opinion.votes import Floats, Ints, Votes

NEEDED, FEW = 7, 15
_MOST_GROUPS, _ITERATIONS = 5, 20


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """`counts` (groups, statements, 3): agree, disagree, pass; `consensus` and `priority` have one
    entry a statement."""

    positions: Floats
    group: Ints
    counts: Ints
    consensus: Floats
    representative: tuple[tuple[Representative, ...], ...]
    agreed: tuple[Shared, ...]
    rejected: tuple[Shared, ...]
    priority: Floats
    extremity: Floats


def published(
    votes: Votes,
    *,
    group: Sequence[int] | Ints | None = None,
    extremity: Sequence[float] | Floats | None = None,
    moderated_out: Iterable[int] = (),
    meta: Iterable[int] = (),
) -> Published:
    """The published figures. `group` (-1: none) and `extremity` may be given, as production found
    them; else they are found. Votes on statements moderated out count for groups' counts only."""
    gone = sorted(set(moderated_out))
    center, axes = components(votes, gone)
    positions = projected(votes, center, axes, gone)
    own = found_groups(votes, positions) if group is None else np.asarray(group, np.int64)
    if len(own) != votes.participants:
        raise ValueError("group needs one entry a participant")
    groups = int(own.max()) + 1 if len(own) else 0
    counts = counted(votes, own, groups)
    far = extremities(center, axes) if extremity is None else np.asarray(extremity, np.float64)
    everybody = counted(votes, np.zeros(votes.participants, np.int64), 1)[0]
    agreed, rejected = shared(everybody, gone)
    return Published(
        positions=positions,
        group=own,
        counts=counts,
        consensus=group_consensus(counts),
        representative=representative(counts, gone),
        agreed=agreed,
        rejected=rejected,
        priority=priorities(counts, far, meta),
        extremity=far,
    )


def components(votes: Votes, gone: Sequence[int] = ()) -> tuple[Floats, Floats]:
    """The statements' means, and the two principal components (statements, 2)."""
    used = votes.without(gone)
    seen = np.bincount(used.column, minlength=used.statements)
    center = np.bincount(used.column, used.value, used.statements) / np.maximum(seen, 1)
    if not len(used):
        return np.asarray(center), np.zeros((votes.statements, 2))
    return np.asarray(center), leading(_centred(used, center), 2, steps=100)[1]


def projected(votes: Votes, center: Floats, axes: Floats, gone: Sequence[int] = ()) -> Floats:
    """Positions (participants, 2), stretched the more, the fewer votes there are."""
    used = votes.without(gone)
    seen = np.bincount(votes.row, minlength=votes.participants)
    stretch = np.sqrt(votes.statements / np.maximum(seen, 1))
    return np.asarray(_centred(used, center) @ axes) * stretch[:, None]


def extremities(center: Floats, axes: Floats) -> Floats:
    """How far out a statement lies: the place of somebody who agreed with it and saw no other."""
    stretch = np.sqrt(len(center))
    return np.asarray(stretch * np.abs(1 - center) * np.sqrt((axes**2).sum(axis=1)))


def found_groups(votes: Votes, positions: Floats) -> Ints:
    """Two to five groups, by the best silhouette; -1 for whoever voted too little."""
    inside = in_conversation(votes)
    points = positions[inside]
    group = np.full(votes.participants, -1)
    best = -np.inf
    for k in range(2, min(_MOST_GROUPS, 2 + len(points) // 12) + 1):
        label = _parted(points, k)
        clear = _silhouette(points, label) if label is not None else -np.inf
        if label is not None and clear > best:
            best, group[inside] = clear, label
    return group


def in_conversation(votes: Votes) -> Ints:
    """Whoever voted on seven statements, or on all; at least the fifteen with most votes."""
    each = np.bincount(votes.row, minlength=votes.participants)
    enough = each >= min(NEEDED, votes.statements)
    order = np.lexsort((np.arange(len(each)), -each, ~enough))
    many = max(int(enough.sum()), min(FEW, int((each > 0).sum())))
    return np.sort(order[:many])


def _centred(votes: Votes, center: Floats) -> sparse.csr_matrix:
    shape = (votes.participants, votes.statements)
    data = votes.value - center[votes.column]
    return sparse.csr_matrix((data, (votes.row, votes.column)), shape=shape)


def _parted(points: Floats, k: int) -> Ints | None:
    """k-means from the first k different points, as they stand in the list."""
    _each, first = np.unique(points, axis=0, return_index=True)
    if len(first) < k:
        return None
    centres = points[np.sort(first)[:k]]
    for _iteration in range(_ITERATIONS):
        label = nearest(points, centres)
        own = [points[label == group] for group in range(k)]
        centres = np.array(
            [part.mean(axis=0) if len(part) else centres[at] for at, part in enumerate(own)]
        )
    return nearest(points, centres)


def _silhouette(points: Floats, label: Ints) -> float:
    """The mean over people of (next nearest group's distance less own) over the larger."""
    kinds = np.unique(label)
    if len(kinds) < 2:
        return -1.0
    totals = np.zeros((len(points), len(kinds)))
    for at, point in enumerate(points):
        away = np.sqrt(((points - point) ** 2).sum(axis=1))
        totals[at] = np.bincount(np.searchsorted(kinds, label), away, len(kinds))
    own = np.searchsorted(kinds, label)
    sizes = np.bincount(own)
    here = np.arange(len(points))
    inner = totals[here, own] / np.maximum(sizes[own] - 1, 1)
    means = totals / sizes
    means[here, own] = np.inf
    outer = means.min(axis=1)
    return float(((outer - inner) / np.maximum(np.maximum(inner, outer), 1e-12)).mean())
