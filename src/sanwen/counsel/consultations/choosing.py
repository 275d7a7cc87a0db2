"""Which statement comes next: what there is most to learn from, drawn so that it can be redone."""

from collections.abc import Iterable
from hashlib import sha256

# Nobody has reacted to it yet: as much to learn as a statement can have.
FRESH = 5.0625


def priority(agree: int, disagree: int, skip: int) -> float:
    """The published weighting of Polis without its map term: what is agreed to and not passed
    counts more, and what few have seen counts up to nine times as much; then squared."""
    seen = agree + disagree + skip
    passed, agreed = (skip + 1) / (seen + 2), (agree + 1) / (seen + 2)
    fresh = float(2 ** (-seen / 5))
    return float(((1 - passed) * agreed * (1 + 8 * fresh)) ** 2)


def drawn(seed: str, code: str, answered: int) -> float:
    """A number from 0 to 1 out of what both sides know: the published seed, the voter's code, how
    many statements they have answered. Who knows these can draw it again."""
    found = sha256(f"{seed}\n{code}\n{answered}".encode()).digest()
    return int.from_bytes(found[:8], "big") / 2**64


def choose(weights: Iterable[tuple[int, float]], at: float) -> int | None:
    """The statement on which the number falls when each has a stretch as long as its weight, in
    the order of their numbers."""
    ordered = sorted(weights)
    rest = at * sum(weight for _, weight in ordered)
    for number, weight in ordered:
        rest -= weight
        if rest < 0:
            return number
    return ordered[-1][0] if ordered else None
