"""Scores become probabilities that can be taken at their word, and a page shows whether they are.

Each class's score goes through a logistic curve (Platt 1999), is multiplied with a power of what
the rules said beforehand, and the products are made to sum to 1 (Zadrozny & Elkan 2002). The few
numbers in it are found by maximum likelihood on examples that the scores were not learned from. A
greater score never makes a class less likely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# What few examples are drawn to: rules taken at their word, a class never seen left to them.
_START = np.array([0.7, 1.0, -0.5])
_PULL = np.array([0.5, 2.0, 0.5])
_LOWEST = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` ≥ 0 for the learned score, `prior` ≥ 0 for the log of the rules' probability; a
    class without examples has the score `unseen`."""

    slope: float = 2.0
    prior: float = 1.0
    unseen: float = -0.5

    @classmethod
    def fit(cls, scores: Floats, known: Bools, truth: NDArray[np.intp], log_prior: Floats) -> Self:
        """From held-out scores (n, k), which of the classes had examples (n, k), the right class
        (n,) and the rules' log probabilities (n, k)."""
        rows = np.arange(len(truth))

        def loss(at: Floats) -> float:
            made = cls(float(np.exp(at[0])), float(at[1]), float(at[2]))
            right = made.probabilities(scores, known, log_prior)[rows, truth]
            pull = float((_PULL * (at - _START) ** 2).sum())
            return float(-np.log(np.maximum(right, _LOWEST)).sum()) + pull

        limits = [(-4.0, 4.0), (0.0, 5.0), (-8.0, 2.0)]
        found = minimize(loss, _START, method="L-BFGS-B", bounds=limits).x
        return cls(float(np.exp(found[0])), float(found[1]), float(found[2]))

    def probabilities(self, scores: Floats, known: Bools, log_prior: Floats) -> Floats:
        """(n, k), rows summing to 1."""
        raw = self.slope * np.where(known, scores, self.unseen)
        # The log of each class's own logistic curve: errs half as much as a softmax of scores of
        # one class against all others.
        logits = self.prior * log_prior - np.logaddexp(0.0, -raw)
        logits = logits - logits.max(axis=1, keepdims=True)
        grown = np.exp(logits)
        return np.asarray(grown / grown.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Bin:
    """Among `n` guesses said with a probability from `low` to `high`: `said` on average, and the
    share `right`."""

    low: float
    high: float
    n: int
    said: float
    right: float


def curve(
    said: Sequence[float] | Floats, right: Sequence[bool] | Bools, bins: int = 10
) -> list[Bin]:
    """How often guesses were right, by how sure they were said; empty bins are left out."""
    p, hit = np.asarray(said, float), np.asarray(right, bool)
    place = np.minimum((p * bins).astype(int), bins - 1)
    found = []
    for number in range(bins):
        mine = place == number
        if mine.any():
            low, high = number / bins, (number + 1) / bins
            mean, share = float(p[mine].mean()), float(hit[mine].mean())
            found.append(Bin(low, high, int(mine.sum()), mean, share))
    return found


def expected_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between said and right, weighted by guesses."""
    total = sum(one.n for one in bins)
    return sum(one.n * abs(one.said - one.right) for one in bins) / total if total else 0.0
