"""Score and exact intervals of many shares at once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, ndtri

Floats = NDArray[np.float64]
# The same constant as in `methods.share`, so that one and many agree to the last digit shown.
Z = 1.959964


def counts(hits: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats]:
    """Both as float arrays of one shape; ValueError where hits are below 0 or above `of`."""
    x, n = np.broadcast_arrays(np.asarray(hits, float), np.asarray(of, float))
    if not (np.isfinite(x) & np.isfinite(n) & (x >= 0) & (x <= n)).all():
        raise ValueError("Every count of hits lies between 0 and the count of cases.")
    return x, n


def wilson(hits: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats]:
    """Wilson's score interval (1927), 95 %, of each share `hits` among `of`: (low, high).

    Of nothing, everything is possible: (0, 1). ValueError for more hits than cases."""
    x, n = counts(hits, of)
    some = np.maximum(n, 1)
    p, square = x / some, Z * Z
    middle = (p + square / (2 * some)) / (1 + square / some)
    half = Z / (1 + square / some) * np.sqrt(p * (1 - p) / some + square / (4 * some * some))
    # As for one: rounding does not leave the share itself outside.
    low = np.maximum(0.0, np.minimum(p, middle - half))
    high = np.minimum(1.0, np.maximum(p, middle + half))
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)


def exact(hits: ArrayLike, of: ArrayLike, level: ArrayLike = 0.95) -> tuple[Floats, Floats]:
    """Clopper and Pearson's interval (1934): never narrower than it says. Counts need not be
    whole (an effective sample seldom is); `level` may differ from one to the next."""
    x, n = counts(hits, of)
    tail = (1 - np.asarray(level, float)) / 2
    low = np.where(x > 0, betaincinv(np.where(x > 0, x, 1), n - x + 1, tail), 0.0)
    none = n - x <= 0
    high = np.where(none, 1.0, betaincinv(x + 1, np.where(none, 1, n - x), 1 - tail))
    return low, high


def normal(level: float) -> float:
    """How many standard errors a two-sided interval of that level reaches."""
    if not 0 < level < 1:
        raise ValueError("The level lies between 0 and 1.")
    return float(ndtri(0.5 + level / 2))
