"""Topics keep their identity from night to night: which old one each new one continues.

The new topics are matched one to one with the old ones so that as many messages as possible stay
where they were: maximum-weight bipartite matching on shared keys (Kuhn 1955; Crouse 2016 for the
solver), as in event tracking by MONIC (Spiliopoulou et al. 2006) and Greene et al. 2010.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

# A match continues a topic where it keeps this share of the smaller of both.
FLOOR = 0.3
Shared = dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What became of yesterday's topics.

    `continues` gives for each new topic the old one it continues, or None; `ended` the old ones
    that no new one continues; `splits` for an old topic the positions of all new ones, two or
    more, that took a good share of it; `merges` for a new topic the old ones, two or more, of
    which it took a good share.
    """

    continues: tuple[int | None, ...]
    ended: tuple[int, ...]
    splits: Mapping[int, tuple[int, ...]]
    merges: Mapping[int, tuple[int, ...]]


def keep_identity(
    old: Mapping[int, Collection[int]], new: Sequence[Collection[int]], *, floor: float = FLOOR
) -> list[int | None]:
    """Which old topic each new one continues, one to one; None is a new topic.

    Keys are compared; a match counts where the shared keys are at least `floor` of the smaller of
    both. The same whatever the order of `old`; ties go by the smallest id and keys.
    """
    shared = _shared(old, new)
    order = sorted(range(len(new)), key=lambda at: sorted(new[at]))
    rank = {at: position for position, at in enumerate(order)}
    enough = {
        (theirs, rank[at]): many
        for (theirs, at), many in shared.items()
        if many >= floor * min(len(set(old[theirs])), len(set(new[at])))
    }
    found: list[int | None] = [None] * len(new)
    for theirs, position in _matched(enough):
        found[order[position]] = theirs
    return found


def lineage(
    old: Mapping[int, Collection[int]], new: Sequence[Collection[int]], *, floor: float = FLOOR
) -> Lineage:
    """`keep_identity`, with what ended, split and merged; a good share is `floor` of it."""
    continues = keep_identity(old, new, floor=floor)
    splits: dict[int, list[int]] = {}
    merges: dict[int, list[int]] = {}
    for (theirs, at), many in sorted(_shared(old, new).items()):
        if many >= floor * len(set(old[theirs])):
            merges.setdefault(at, []).append(theirs)
        if many >= floor * min(len(set(old[theirs])), len(set(new[at]))):
            splits.setdefault(theirs, []).append(at)
    return Lineage(
        tuple(continues),
        tuple(sorted(set(old) - set(continues))),
        {theirs: tuple(parts) for theirs, parts in splits.items() if len(parts) > 1},
        {at: tuple(parts) for at, parts in sorted(merges.items()) if len(parts) > 1},
    )


def _shared(old: Mapping[int, Collection[int]], new: Sequence[Collection[int]]) -> Shared:
    """How many keys each old and each new topic have in common, where they have any."""
    holders: dict[int, list[int]] = {}
    for theirs in old:
        for key in set(old[theirs]):
            holders.setdefault(key, []).append(theirs)
    shared: Shared = {}
    for at, keys in enumerate(new):
        for key in set(keys):
            for theirs in holders.get(key, ()):
                shared[theirs, at] = shared.get((theirs, at), 0) + 1
    return shared


def _matched(shared: Shared) -> Iterator[tuple[int, int]]:
    """The pairs of the best matching, solved for each knot of topics that touch by itself."""
    if not shared:
        return
    pairs = sorted(shared)
    olds, rows = np.unique([pair[0] for pair in pairs], return_inverse=True)
    news, columns = np.unique([pair[1] for pair in pairs], return_inverse=True)
    size = len(olds) + len(news)
    links = coo_array((np.ones(len(pairs)), (rows, len(olds) + columns)), shape=(size, size))
    knot = connected_components(links, directed=False)[1][rows]
    weight = np.array([shared[pair] for pair in pairs])
    order = np.argsort(knot, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(knot[order])) + 1):
        own_rows, at_row = np.unique(rows[part], return_inverse=True)
        own_columns, at_column = np.unique(columns[part], return_inverse=True)
        table = np.zeros((len(own_rows), len(own_columns)))
        table[at_row, at_column] = weight[part]
        for row, column in zip(*linear_sum_assignment(table, maximize=True), strict=True):
            if table[row, column]:
                yield int(olds[own_rows[row]]), int(news[own_columns[column]])
