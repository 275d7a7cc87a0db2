"""Every so-manieth of a list, or in proportion to size, from a start that anyone can check."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Drawn:
    """`id` and the chance it had to be drawn: its weight is 1/chance."""

    id: str
    chance: float


def systematic(
    ids: Sequence[str], *, seed: str, size: int, measure: Sequence[int] | None = None
) -> list[Drawn]:
    """Draws `size` of the list in its own order: every (total/size)-th, from a random start.

    With `measure` (households, people) the chance is in proportion to it (Madow 1949). The start
    is SHA-256(seed) as a fraction of 2^256, times the step: whoever has list and seed gets the
    same. The list decides by its order, so it is published before the seed. ValueError without a
    seed, for more than the list has, an id twice, or a measure larger than the step (draw that one
    for certain, apart)."""
    weights = [1] * len(ids) if measure is None else list(measure)
    if not seed.strip() or not 0 < size <= len(ids) or len(weights) != len(ids):
        raise ValueError("A draw needs a seed, and as many on the list as are drawn.")
    if len(set(ids)) < len(ids):
        raise ValueError("Somebody is on the list twice.")
    step = Fraction(sum(weights), size)
    if min(weights) < 0 or max(weights) > step:
        raise ValueError(f"A measure is below 0 or above the step of {float(step):.6g}.")
    start = Fraction(int(hashlib.sha256(seed.encode()).hexdigest(), 16), 2**256) * step
    found, passed, wanted = [], Fraction(0), start
    for id, weight in zip(ids, weights, strict=True):
        passed += weight
        if wanted < passed:
            found.append(Drawn(id, float(weight / step)))
            wanted += step
    return found
