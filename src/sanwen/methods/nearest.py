"""The nearest rows of a large sparse matrix, all compared where that is cheap, else by impact.

Where comparing all is too dear, each column is read only in the rows in which it weighs most
(impact-ordered postings: Anh & Moffat 2006), and each row asks with its heaviest columns. A column
is shortened, never left out, so that the name of a hot place still leads to that place.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pairs = tuple[Ints, Ints]

NEIGHBOURS = 10
# Multiplications for each row that are cheap enough, and what a row asks and a column holds beyond.
CHEAP = 15_000
ASKED, HELD = 64, 96
_BLOCK = 4_000_000


def nearest(rows: sparse.csr_matrix, *, asking: Ints | None = None, least: float = 0.0) -> Pairs:
    """Pairs (low, high) of different rows, each once, sorted: the `NEIGHBOURS` with the largest
    products of every row of `asking` (else of all), where the product is above `least`."""
    asked, held = rows if asking is None else rows[asking], rows
    asking = np.arange(rows.shape[0]) if asking is None else asking
    if _cost(asked, held) > CHEAP * max(len(asking), 1):
        asked = _heaviest(asked, ASKED)
        held = _heaviest(_heaviest(held, 2 * ASKED).T.tocsr(), HELD).T.tocsr()
        least /= 3
    turned = held.T.tocsr()
    each = max(1, int(_BLOCK * max(len(asking), 1) / max(_cost(asked, held), 1)))
    low, high = [], []
    for start in range(0, len(asking), each):
        block = asking[start : start + each]
        found = (asked[start : start + each] @ turned).tocoo()
        here, there, value = block[found.row], found.col.astype(np.int64), found.data
        good = (value > least) & (here != there)
        here, there = _best(here[good], there[good], value[good])
        low.append(np.minimum(here, there))
        high.append(np.maximum(here, there))
    return _once(low, high, rows.shape[0])


def _cost(asked: sparse.csr_matrix, held: sparse.csr_matrix) -> int:
    holders = np.bincount(held.indices, minlength=held.shape[1])
    return int(holders[asked.indices].sum())


def _heaviest(rows: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """Each row with its heaviest entries only, a part of the rows at a time to spare memory."""
    parts = max(1, int(rows.nnz) // _BLOCK)
    edges = np.linspace(0, rows.shape[0], parts + 1).astype(int)
    kept = [_cut(rows[a:b], most) for a, b in zip(edges, edges[1:], strict=False)]
    return sparse.vstack(kept, "csr") if len(kept) > 1 else kept[0]


def _cut(rows: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    many = np.diff(rows.indptr)
    row = np.repeat(np.arange(rows.shape[0]), many)
    long = np.flatnonzero(many[row] > most)
    # One number to sort by: the row, then the weight's bits, which rank as weights do, downwards.
    weight = rows.data[long].astype(np.float32).view(np.uint32).astype(np.uint64)
    order = long[np.argsort((row[long].astype(np.uint64) << 32) | (0xFFFFFFFF - weight))]
    starts = np.cumsum(np.where(many > most, many, 0)) - np.where(many > most, many, 0)
    place = np.arange(len(order)) - starts[row[order]]
    keep = np.ones(len(row), bool)
    keep[order[place >= most]] = False
    ends = np.append(0, np.cumsum(np.minimum(many, most)))
    return sparse.csr_matrix((rows.data[keep], rows.indices[keep], ends), shape=rows.shape)


def _best(here: Ints, there: Ints, value: Floats) -> Pairs:
    order = np.lexsort((there, -value, here))
    here, there = here[order], there[order]
    first = np.flatnonzero(np.append(True, here[1:] != here[:-1])) if len(here) else here
    rank = np.arange(len(here)) - np.repeat(first, np.diff(np.append(first, len(here))))
    return here[rank < NEIGHBOURS], there[rank < NEIGHBOURS]


def _once(low: list[Ints], high: list[Ints], many: int) -> Pairs:
    if not low:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    key = np.unique(np.concatenate(low) * many + np.concatenate(high))
    return key // many, key % many


def products(rows: sparse.csr_matrix, pairs: Pairs) -> Floats:
    """The product of both rows of each pair."""
    found = np.empty(len(pairs[0]))
    for start in range(0, len(found), 20_000):
        part = slice(start, start + 20_000)
        both = rows[pairs[0][part]].multiply(rows[pairs[1][part]])
        found[part] = np.asarray(both.sum(axis=1)).ravel()
    return found
