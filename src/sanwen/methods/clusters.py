"""Average linkage over a million texts: clusters merge while their members are alike on average.

The mean likeness of two clusters' members is the product of their mean vectors, so no table of all
pairs is needed. Clusters that are each other's nearest merge at once, which gives the same tree as
merging the nearest pair again and again (reciprocal agglomerative clustering: Murtagh 1983,
Sumengen et al. 2021). Near copies are gathered first, or a text with a hundred copies would have
no neighbour but those (star clusters: Aslam, Pelekhov & Rus 2004).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sanwen.methods.nearest import Floats, Ints, Pairs, nearest, products
from sanwen.methods.pairs import Weighed, weigh

# How alike the members of a group are on average: with the names of places weighing double, and
# within such a group plainly.
PLACE, SUBJECT = 0.105, 0.10
# Texts as alike as this are copies, with slips or in other words.
COPY = 0.6
_PASSES = 12
# So many clusters are compared all with all.
DENSE = 400


def groups(texts: Sequence[str], *, at_least: int = 5) -> list[list[int]]:
    """Positions of the texts of each group of at least so many, ascending, smallest first."""
    if len(texts) < 2:
        return [[0]] if len(texts) >= at_least else []
    weighed = weigh(texts)
    copies = star_cover(weighed.named)
    where = merged(summed(weighed.named, copies), _sizes(copies), PLACE)[copies]
    found = []
    for members in by_label(where):
        if len(members) >= at_least:
            found += _by_subject(members, copies[members], weighed)
    return sorted(sorted(group.tolist()) for group in found if len(group) >= at_least)


def _by_subject(members: Ints, copies: Ints, weighed: Weighed) -> list[Ints]:
    """The messages about one place, parted by what they are about; copies stay together."""
    own = np.unique(copies, return_inverse=True)[1]
    sums, sizes = summed(_narrow(weighed.plain[members]), own), _sizes(own)
    small = len(sizes) <= DENSE
    what = linked(sums, sizes, SUBJECT) if small else merged(sums, sizes, SUBJECT)
    return [members[part] for part in by_label(what[own])]


def linked(sums: sparse.csr_matrix, sizes: Ints, least: float) -> Ints:
    """What `merged` gives, from the table of all pairs, for few clusters."""
    means = _scaled(sums, 1 / sizes)
    near = (means @ means.T).toarray().astype(np.float64)
    np.fill_diagonal(near, -1.0)
    weight, labels = sizes.astype(np.float64), np.arange(len(sizes))
    while True:
        a, b = divmod(int(near.argmax()), len(near))
        if near[a, b] < least:
            return labels
        # Lance and Williams: the mean of both, weighed by how many they are.
        both = (weight[a] * near[a] + weight[b] * near[b]) / (weight[a] + weight[b])
        both[near[a] < 0], both[[a, b]] = -1.0, -1.0
        near[a], near[:, a], near[b], near[:, b] = both, both, -1.0, -1.0
        weight[a] += weight[b]
        labels[labels == b] = a


def _narrow(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """The same rows without the columns that none of them has."""
    used, column = np.unique(rows.indices, return_inverse=True)
    return sparse.csr_matrix((rows.data, column, rows.indptr), shape=(rows.shape[0], len(used)))


def star_cover(rows: sparse.csr_matrix, *, least: float = COPY) -> Ints:
    """A label for each row: those of one label are copies of the one with most copies among them.

    Repeated on the means until little is gained, as a row finds only some of its many copies.
    """
    labels = np.arange(rows.shape[0])
    while True:
        sums = summed(rows, labels)
        unit = _unit(sums)
        pairs = nearest(unit, least=least)
        near = products(unit, pairs)
        kept = near >= least
        own = _stars((pairs[0][kept], pairs[1][kept]), sums.shape[0])
        labels = own[labels]
        if own.max() + 1 > 0.98 * sums.shape[0]:
            return labels


def _stars(pairs: Pairs, many: int) -> Ints:
    """The row with most copies takes them, then the next that is not taken; labels from 0."""
    here, there = np.concatenate(pairs), np.concatenate(pairs[::-1])
    order = np.argsort(here, kind="stable")
    there = there[order]
    degree = np.bincount(here, minlength=many)
    ends = np.cumsum(degree)
    label = np.full(many, -1, np.int64)
    for one in np.lexsort((np.arange(many), -degree))[: np.count_nonzero(degree)]:
        if label[one] < 0:
            copies = there[ends[one] - degree[one] : ends[one]]
            label[copies[label[copies] < 0]] = one
            label[one] = one
    alone = label < 0
    label[alone] = np.flatnonzero(alone)
    return np.unique(label, return_inverse=True)[1]


def merged(sums: sparse.csr_matrix, sizes: Ints, least: float) -> Ints:
    """A label for each cluster given by the sum of its rows, merged by average linkage while the
    average product of the members of two is at least `least`."""
    labels = np.arange(len(sizes))
    asking = labels
    for _ in range(_PASSES):
        means = _scaled(sums, 1 / sizes)
        pairs = nearest(means, asking=asking, least=least * 0.9)
        own = _settled(sums, sizes, pairs, least)
        if own.max() + 1 == len(sizes):
            break
        labels, sums = own[labels], summed(sums, own)
        grown = np.bincount(own) > 1
        sizes = np.bincount(own, sizes).astype(np.int64)
        asking = np.flatnonzero(grown)
    return labels


def _settled(sums: sparse.csr_matrix, sizes: Ints, pairs: Pairs, least: float) -> Ints:
    """Merge along the pairs until no two are each other's nearest with at least `least`."""
    labels = np.arange(len(sizes))
    near = products(sums, pairs) / (sizes[pairs[0]] * sizes[pairs[1]])
    while True:
        good = near >= least
        pairs, near = (pairs[0][good], pairs[1][good]), near[good]
        best = _nearest_of(pairs, near, len(sizes))
        mutual = np.flatnonzero((best >= 0) & (best[best] == np.arange(len(best))))
        if not len(mutual):
            return labels
        joined = np.arange(len(sizes))
        joined[mutual] = np.minimum(mutual, best[mutual])
        own = np.unique(joined, return_inverse=True)[1]
        changed = np.zeros(own.max() + 1, bool)
        changed[own[mutual]] = True
        labels, sums = own[labels], summed(sums, own)
        sizes = np.bincount(own, sizes).astype(np.int64)
        pairs, near = _contracted(pairs, near, own, changed)
        again = np.isnan(near)
        some = (pairs[0][again], pairs[1][again])
        near[again] = products(sums, some) / (sizes[some[0]] * sizes[some[1]])


def _nearest_of(pairs: Pairs, near: Floats, many: int) -> Ints:
    """The nearest of each cluster, of equally near ones the first; -1 where it has none."""
    here, there = np.concatenate(pairs), np.concatenate(pairs[::-1])
    order = np.lexsort((there, -np.concatenate((near, near)), here))
    found = np.full(many, -1, np.int64)
    # Written from the last to the first, so that the first stays.
    found[here[order][::-1]] = there[order][::-1]
    return found


def _contracted(
    pairs: Pairs, near: Floats, own: Ints, changed: NDArray[np.bool_]
) -> tuple[Pairs, Floats]:
    """The pairs between what has merged, each once; NaN where the likeness has to be told anew."""
    here, there = own[pairs[0]], own[pairs[1]]
    apart = here != there
    low, high = np.minimum(here, there)[apart], np.maximum(here, there)[apart]
    key, first = np.unique(low * len(changed) + high, return_index=True)
    low, high, near = key // len(changed), key % len(changed), near[apart][first]
    return (low, high), np.where(changed[low] | changed[high], np.nan, near)


def summed(rows: sparse.csr_matrix, labels: Ints) -> sparse.csr_matrix:
    """The sum of the rows of each label."""
    many = len(labels)
    gather = sparse.csr_matrix(
        (np.ones(many, np.float32), (labels, np.arange(many))), shape=(labels.max() + 1, many)
    )
    return gather @ rows


def by_label(labels: Ints) -> list[Ints]:
    """The positions of each label, ascending."""
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _sizes(labels: Ints) -> Ints:
    return np.bincount(labels)


def _unit(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return _scaled(rows, 1 / np.maximum(length, 1e-30))


def _scaled(rows: sparse.csr_matrix, by: Floats) -> sparse.csr_matrix:
    data = rows.data * np.repeat(by, np.diff(rows.indptr)).astype(np.float32)
    return sparse.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)
