"""Do votes hang together more than chance makes them? Votes dealt anew within each statement.

Every statement keeps its voters and its counts of agreement, disagreement and pass; only who cast
which is dealt anew. The strength of the first direction in the real votes is compared with that in
the dealt ones (parallel analysis: Horn 1965, Buja & Eyuboglu 1992). Dealing ends early once chance
does it often (Besag & Clifford 1991).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.opinion.axes import leading, strength
from sanwen.methods.opinion.table import Table
from sanwen.methods.opinion.votes import Ints

# So many votes are enough for a first look; only where it shows nothing all are looked at.
SAMPLE = 30_000
# Groups are spoken of when chance does as well in at most one of a hundred.
LEVEL = 0.01
AXES = 6
_COUNTED = 19
_OFTEN = 5
# Of what was there before, what may be left inside groups that explain it.
_NOTHING, _LITTLE = 0.03, 0.1
# `strength` is a little short of the largest value.
_CLEAR = 1.02


@dataclass(frozen=True, slots=True)
class Chance:
    """`p`: how often dealt votes hang together as strongly. `axes`: how many directions are
    stronger than in any of the first dealings. `beyond`: the square of how strongly votes hang
    together, less that of dealt ones, among `looked` votes."""

    p: float
    draws: int
    axes: int
    beyond: float = 0.0
    looked: int = 0

    @property
    def is_real(self) -> bool:
        return bool(self.draws) and self.p <= max(LEVEL, 1 / (self.draws + 1))


def hangs_together(table: Table, *, permutations: int) -> Chance:
    """At least 19 dealings; below 99 the smallest p there can be is taken as enough."""
    if table.rows < 3 or table.columns < 2:
        return Chance(1.0, 0, 0)
    looked = SAMPLE if len(table) > 2 * SAMPLE else len(table)
    found = _looked(table, looked, permutations)
    if not found.is_real and looked < len(table):
        found = _looked(table, len(table), permutations)
    return found


def explains(table: Table, label: Ints, kinds: int, chance: Chance) -> bool:
    """Whether inside these groups hardly anything is left of what hung together beyond chance:
    next to nothing, or little that chance makes too."""
    rows = sample_of(table, chance.looked)
    part = table.of_rows(rows)
    dealer = _Dealer(part, label[rows], kinds)
    real = strength(part.matrix(dealer.centred))
    drawn = [strength(part.matrix(data)) for data in dealer.dealt(_COUNTED)]
    left = _squared_beyond(real, drawn)
    is_chance = _reaches(max(drawn), real)
    return left <= _NOTHING * chance.beyond or (is_chance and left <= _LITTLE * chance.beyond)


def _squared_beyond(real: float, drawn: list[float]) -> float:
    return real**2 - float(np.mean(np.square(drawn[:_COUNTED])))


def sampled(table: Table, votes: int) -> Table:
    rows = sample_of(table, votes)
    return table if len(rows) == table.rows else table.of_rows(rows)


def sample_of(table: Table, votes: int) -> Ints:
    """Rows in their order, drawn by a fixed seed, with about so many votes."""
    if len(table) <= votes:
        return np.arange(table.rows)
    many = max(1, int(table.rows * votes / len(table)))
    return np.sort(np.random.default_rng(many).permutation(table.rows)[:many])


def _looked(whole: Table, votes: int, permutations: int) -> Chance:
    table = sampled(whole, votes)
    dealer = _Dealer(table, np.zeros(table.rows, np.int64), 1)
    real = table.matrix(dealer.centred)
    drawn: list[float] = []
    top, beyond = strength(real), 0
    for data in dealer.dealt(permutations):
        drawn.append(strength(table.matrix(data)))
        beyond += _reaches(drawn[-1], top)
        if beyond == _OFTEN:
            return Chance(beyond / len(drawn), len(drawn), 0)
    values = leading(real, AXES)[0]
    axes = int((values > _CLEAR * max(drawn[:_COUNTED])).sum())
    p = (beyond + 1) / (len(drawn) + 1)
    return Chance(p, len(drawn), axes, _squared_beyond(top, drawn), votes)


def _reaches(value: float, real: float) -> bool:
    return value >= real * (1 - 1e-9)


class _Dealer:
    """Deals the votes of each statement, less their mean, anew among those of a group who cast
    one on it."""

    def __init__(self, table: Table, label: Ints, kinds: int) -> None:
        cell = table.column.astype(np.int64) * kinds + label[table.row]
        many = np.bincount(cell, minlength=1)
        mean = np.bincount(cell, table.value) / np.maximum(many, 1)
        self.centred = (table.value - mean[cell]).astype(np.float32)
        self._order = np.argsort(cell, kind="stable")
        self._cell = cell[self._order].astype(np.float64)

    def dealt(self, times: int) -> Iterator[NDArray[np.float32]]:
        chance = np.random.default_rng(len(self._order))
        votes = self.centred[self._order]
        for _time in range(times):
            # A random key inside the cell's own unit interval sorts each cell by itself.
            mixed = np.argsort(self._cell + chance.random(len(votes)))
            data = np.empty_like(votes)
            data[self._order] = votes[mixed]
            yield data
