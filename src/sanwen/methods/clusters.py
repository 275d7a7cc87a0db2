"""Texts about the same thing, gathered: links between alike ones, cut by average linkage."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from sanwen.methods.grams import Vocabulary

ALIKE = 0.2


def groups(texts: Sequence[str], *, at_least: int = 5) -> list[list[int]]:
    """Positions of the texts of each group of at least so many, each ascending."""
    if not texts:
        return []
    rows = Vocabulary.of(texts, at_least=2).rows(texts)
    links = rows @ rows.T
    links.data[links.data < ALIKE] = 0
    links.eliminate_zeros()
    knots = connected_components(links, directed=False)[1]
    found: list[list[int]] = []
    for members in _by_label(knots):
        if len(members) >= max(at_least, 2):
            found += [members[part].tolist() for part in _cut(links[members][:, members])]
    return sorted(group for group in found if len(group) >= at_least)


def _cut(links: sparse.csr_matrix) -> list[NDArray[np.int64]]:
    far = np.maximum(1 - links.toarray(), 0)
    np.fill_diagonal(far, 0)
    tree = linkage(squareform(far, checks=False), "average")
    return _by_label(fcluster(tree, 1 - ALIKE / 2, "distance"))


def _by_label(labels: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
