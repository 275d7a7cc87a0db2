"""Groups of matters that are probably the same and were not joined: proposals, for a person.

Cautious on purpose: a wrong proposal costs the trust in the next ones. Links between alike matters
of one place, cut by average linkage (Sokal & Michener 1958), so that a chain of half-alike ones
does not become one group.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from sanwen.methods.duplicates import Item, compared, same_place, shared
from sanwen.methods.sameness import weighed

ALIKE = 0.3
# Two places far apart: only words that are nearly the same count then.
ALIKE_ELSEWHERE = 0.6
# Pairs of characters in a larger share of the texts count, but nominate nobody.
COMMON, RARE_ENOUGH = 0.05, 200
# More than these are cut into smaller heaps first: average linkage wants all their distances.
HEAP = 2000
_BLOCK = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that may be one matter, ascending; how alike on average; what the first two share."""

    keys: tuple[int, ...]
    alike: float
    shared: tuple[str, ...]


def groups(items: Sequence[Item], *, alike: float = ALIKE, at_least: int = 2) -> list[Group]:
    """Groups of at least so many items, the largest and most alike first.

    The same whatever the order of the items. Time and memory grow with the number of alike pairs.
    """
    items = sorted(items, key=lambda item: item.key)
    if len(items) < max(at_least, 2):
        return []
    texts = [compared(item.text, item.title) for item in items]
    rows = weighed(texts).rows(texts)
    links = _links(items, rows, alike)
    found = [
        _told(items, links, members)
        for members in _heaps(links, alike)
        for members in _cut(links, members, alike)
        if len(members) >= at_least
    ]
    return sorted(found, key=lambda group: (-len(group.keys), -group.alike, group.keys))


def _links(items: Sequence[Item], rows: sparse.csr_matrix, alike: float) -> sparse.csr_matrix:
    """Likeness of every pair of items that may be linked, both ways."""
    first, second, value = [], [], []
    for left, right in _nominated(rows, alike / 2):
        likes = np.asarray(rows[left].multiply(rows[right]).sum(1)).ravel()
        near = likes >= alike
        for at in np.flatnonzero(near & (likes < ALIKE_ELSEWHERE)):
            near[at] = not _elsewhere(items[left[at]], items[right[at]])
        first.append(left[near])
        second.append(right[near])
        value.append(likes[near])
    one, other = np.concatenate(first), np.concatenate(second)
    likes = np.concatenate(value)
    shape = (len(items), len(items))
    half = sparse.csr_matrix((likes, (one, other)), shape=shape)
    return (half + half.T).tocsr()


def _elsewhere(a: Item, b: Item) -> bool:
    return bool(a.place and b.place) and not same_place(a, b)


def _nominated(
    rows: sparse.csr_matrix, least: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of rows, the smaller first, that share enough weight of not too common grams."""
    many = np.bincount(rows.indices, minlength=rows.shape[1])
    few = rows[:, many <= max(RARE_ENOUGH, COMMON * rows.shape[0])].tocsr()
    across = few.T.tocsr()
    for start in range(0, rows.shape[0], _BLOCK):
        block = (few[start : start + _BLOCK] @ across).tocoo()
        keep = (block.data >= least) & (block.row + start < block.col)
        yield block.row[keep].astype(np.int64) + start, block.col[keep].astype(np.int64)


def _heaps(links: sparse.csr_matrix, alike: float) -> Iterator[NDArray[np.int64]]:
    """Connected items; a heap too large is connected anew by stronger links only."""
    waiting = [(np.arange(links.shape[0]), alike)]
    while waiting:
        members, least = waiting.pop()
        part = links[members][:, members]
        part.data[part.data < least] = 0
        part.eliminate_zeros()
        label = connected_components(part, directed=False)[1]
        for heap in _by_label(label):
            if len(heap) > HEAP and least < 1:
                waiting.append((members[heap], least + 0.1))
            elif 1 < len(heap) <= HEAP:
                yield members[heap]


def _cut(
    links: sparse.csr_matrix, members: NDArray[np.int64], alike: float
) -> list[NDArray[np.int64]]:
    far = np.maximum(1 - links[members][:, members].toarray(), 0)
    np.fill_diagonal(far, 0)
    tree = linkage(squareform(far, checks=False), "average")
    return [members[part] for part in _by_label(fcluster(tree, 1 - alike, "distance"))]


def _by_label(labels: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _told(items: Sequence[Item], links: sparse.csr_matrix, members: NDArray[np.int64]) -> Group:
    part = links[members][:, members]
    pairs = len(members) * (len(members) - 1)
    a, b = items[members[0]], items[members[1]]
    return Group(
        keys=tuple(items[at].key for at in members),
        alike=round(float(part.sum()) / pairs, 3) if pairs else 1.0,
        shared=shared(f"{a.title}\n{a.text}", f"{b.title}\n{b.text}"),
    )
