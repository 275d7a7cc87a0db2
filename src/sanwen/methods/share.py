"""A share of a count, with the interval that so few or so many cases allow."""

import math
from dataclasses import dataclass

# Two-sided 95 %.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Share:
    """Wilson's score interval (1927) of `hits` among `of`; of nothing, everything is possible.

    Raises ValueError for more hits than cases."""
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of}")
    if not of:
        return Share(0.0, 0.0, 1.0)
    p, square = hits / of, _Z * _Z
    middle = (p + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * math.sqrt(p * (1 - p) / of + square / (4 * of * of))
    # Of none and of all, rounding would leave the share itself just outside.
    return Share(p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))
