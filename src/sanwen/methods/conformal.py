"""Sets of classes that contain the right one as often as promised (split conformal prediction).

Vovk, Gammerman & Shafer 2005; Sadinle, Lei & Wasserman 2019 (least ambiguous sets). The promise
holds on average over messages that are like those the threshold was found on, whatever the model.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
COVER = 0.95


def threshold(of_truth: Sequence[float] | Floats, cover: float = COVER) -> float:
    """The probability from which a class belongs to the set.

    `of_truth`: what held-out examples gave their right class. With n of them the ceil((n+1)·cover)-
    th largest is taken; with too few for the promise it is 0, and every class belongs to the set.
    """
    p = np.sort(np.asarray(of_truth, float))[::-1]
    # The tolerance: 0.95 · 20 is 19.000000000000004 to a computer.
    rank = math.ceil((len(p) + 1) * cover - 1e-9)
    return float(p[rank - 1]) if 0 < rank <= len(p) else 0.0


def members(p: Floats, at_least: float) -> Bools:
    """Which classes (n, k) belong to the sets; the likeliest always does."""
    inside = p >= at_least
    inside[np.arange(len(p)), p.argmax(axis=1)] = True
    return np.asarray(inside, bool)


@dataclass(frozen=True, slots=True)
class Sets:
    """How sets did: the share that held the truth, and their mean size."""

    n: int
    covered: float
    size: float


def judged(inside: Bools, truth: NDArray[np.intp]) -> Sets:
    held = inside[np.arange(len(truth)), truth]
    n = len(truth)
    return Sets(n, float(held.mean()) if n else 0.0, float(inside.sum(axis=1).mean()) if n else 0.0)
