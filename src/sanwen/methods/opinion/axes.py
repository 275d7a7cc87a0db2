"""The directions in which people differ most: leading singular vectors of a sparse table.

Lanczos's method on the statements' side with full reorthogonalisation (Golub & Van Loan 2013,
ch. 10). Sums are made in one fixed order and by no threaded library, so that the same table gives
the same bits everywhere; the start is a fixed vector, never a random one of the day.
"""

import numpy as np
from scipy import linalg, sparse

from sanwen.methods.opinion.votes import Floats

STEPS = 32
_SEED = 20261122
_NOTHING = 1e-6


def leading(
    table: sparse.csr_matrix, many: int, *, steps: int = STEPS, start: Floats | None = None
) -> tuple[Floats, Floats]:
    """Singular values (many,), falling, and loadings (statements, many); zeros where there are no
    more. `start` is a guess that saves steps."""
    wide = table.shape[1]
    basis, diagonal, beside = _lanczos(table, min(steps, *table.shape), start)
    values, vectors = np.zeros(many), np.zeros((wide, many))
    if not len(diagonal):
        return values, vectors
    found, mixes = linalg.eigh_tridiagonal(diagonal, beside)
    best = np.argsort(-found, kind="stable")[:many]
    squared = np.maximum(found[best], 0.0)
    squared[squared <= _NOTHING * max(float(squared[0]), 1.0)] = 0.0
    values[: len(best)] = np.sqrt(squared)
    combined = np.einsum("sm,sq->mq", basis, mixes[:, best])
    vectors[:, : len(best)] = combined * (squared > 0)
    return values, vectors


def strength(table: sparse.csr_matrix, *, steps: int = 14) -> float:
    """Nearly the largest singular value (from below): enough to compare tables of one shape."""
    _basis, diagonal, beside = _lanczos(table, min(steps, *table.shape), None)
    if not len(diagonal):
        return 0.0
    found = linalg.eigh_tridiagonal(diagonal, beside, eigvals_only=True)
    return float(np.sqrt(max(float(found[-1]), 0.0)))


def _lanczos(
    table: sparse.csr_matrix, steps: int, start: Floats | None
) -> tuple[Floats, Floats, Floats]:
    """An orthonormal basis (found, statements) and the tridiagonal matrix in it."""
    turned = table.T
    basis = np.zeros((steps, table.shape[1]))
    diagonal, beside = np.zeros(steps), np.zeros(max(steps, 1))
    now = _first(table.shape[1]) if start is None else start
    # One product takes the start into the space of the votes: nothing else is ever found.
    now = _product(table, turned, now)
    length = _length(now)
    scale = max(length, 1.0)
    for step in range(steps):
        if length <= _NOTHING * scale:
            return basis[:step], diagonal[:step], beside[: max(step - 1, 0)]
        basis[step] = now / length
        now = _product(table, turned, basis[step])
        diagonal[step] = _dot(basis[step], now)
        for _twice in range(2):
            parts = (basis[: step + 1] * now).sum(axis=1)
            now = now - (basis[: step + 1] * parts[:, None]).sum(axis=0)
        length = beside[step] = _length(now)
        scale = max(scale, abs(diagonal[step]))
    return basis, diagonal, beside[: max(steps - 1, 0)]


def _product(table: sparse.csr_matrix, turned: sparse.csc_matrix, vector: Floats) -> Floats:
    return np.asarray(turned @ (table @ vector.astype(table.dtype)), np.float64)


def _first(wide: int) -> Floats:
    return np.random.default_rng(_SEED).normal(size=wide)


def _dot(a: Floats, b: Floats) -> float:
    return float((a * b).sum())


def _length(a: Floats) -> float:
    return float(np.sqrt(_dot(a, a)))


def turned(vectors: Floats) -> Floats:
    """Each direction with the sign that makes its weightiest statement point ahead."""
    if not vectors.size:
        return vectors
    weight = np.round(np.abs(vectors), 9)
    top = vectors[weight.argmax(axis=0), np.arange(vectors.shape[1])]
    return np.asarray(vectors * np.where(top < 0, -1.0, 1.0))
