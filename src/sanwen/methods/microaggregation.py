"""Points of people drawn so that none of them is one person's: each stands for several."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sanwen.methods.suppression import FEWEST

# More points than this say nothing more on a screen.
MOST = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """`count` people of one label, at their mean."""

    x: float
    y: float
    count: int
    label: int


def microaggregate(
    points: ArrayLike, labels: ArrayLike, *, fewest: int = FEWEST, most: int = MOST
) -> list[Cell]:
    """Cells of at least `fewest` people each, of one label, near one another; `most` about.

    `points` is n × 2, NaN for whoever has no place; `labels` has n whole numbers. A label of fewer
    than `fewest` people gets no cell. Means are rounded to a hundredth of the picture's width, so
    that one more vote moves none visibly. The order of the people does not matter.

    Multivariate microaggregation by halving at the median of the wider side (after J.
    Domingo-Ferrer and J. M. Mateo-Sanz, IEEE TKDE 14, 2002, and K. LeFevre et al., ICDE 2006).

    Raises ValueError where points and labels do not fit, or `fewest` is none.
    """
    where, which = np.asarray(points, float).reshape(-1, 2), np.asarray(labels)
    if len(where) != len(which) or fewest < 1:
        raise ValueError("one label a point, and at least one person a cell")
    placed = ~np.isnan(where).any(axis=1)
    where, which = where[placed], which[placed]
    if not len(where):
        return []
    size = max(fewest, -(-len(where) // most))
    step = max(float(np.ptp(where, axis=0).max()), 1e-9) / 100
    cells = []
    for label in np.unique(which):
        for part in _halved(where[which == label], size, fewest):
            x, y = np.round(part.mean(axis=0) / step) * step
            cells.append(Cell(float(x), float(y), len(part), int(label)))
    return sorted(cells, key=lambda cell: (cell.label, cell.x, cell.y, cell.count))


def _halved(points: NDArray[np.float64], size: int, fewest: int) -> list[NDArray[np.float64]]:
    """No part has fewer than `size`, unless the label has no more than that."""
    if len(points) < fewest:
        return []
    waiting, done = [points], []
    while waiting:
        part = waiting.pop()
        if len(part) < 2 * size:
            done.append(part)
            continue
        wide = int(np.ptp(part[:, 1]) > np.ptp(part[:, 0]))
        order = np.lexsort((part[:, 1 - wide], part[:, wide]))
        middle = len(part) // 2
        waiting += [part[order[:middle]], part[order[middle:]]]
    return done
