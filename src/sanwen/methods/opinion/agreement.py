"""How far two ways of grouping the same people agree."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from sanwen.methods.opinion.votes import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Counts (one way, the other way)."""

    counts: Floats

    @classmethod
    def of(cls, one: Ints, other: Ints, kinds: int) -> "Compared":
        return cls(
            np.bincount(one * kinds + other, minlength=kinds * kinds)
            .reshape(kinds, kinds)
            .astype(np.float64)
        )

    def rand(self) -> float:
        """Adjusted Rand index (Hubert & Arabie 1985): 1 the same, 0 as by chance."""
        both, one, other = (_pairs(x).sum() for x in (self.counts, *self._sums()))
        everybody = _pairs(self.counts.sum())
        expected = one * other / everybody if everybody else 0.0
        most = (one + other) / 2
        return 1.0 if most == expected else float((both - expected) / (most - expected))

    def matched(self) -> Ints:
        """For each group of the other way, the group of the first that it is."""
        _other, first = linear_sum_assignment(-self.counts.T)
        return np.asarray(first)

    def overlaps(self) -> Floats:
        """Jaccard overlap of each group of the first way with its match."""
        one, other = self._sums()
        match = self.matched()
        here = np.empty(len(match), np.int64)
        here[match] = np.arange(len(match))
        shared = self.counts[np.arange(len(here)), here]
        return np.asarray(shared / np.maximum(one + other[here] - shared, 1))

    def _sums(self) -> tuple[Floats, Floats]:
        return self.counts.sum(axis=1), self.counts.sum(axis=0)


def _pairs(many: Floats) -> Floats:
    return np.asarray(many * (many - 1) / 2)
