"""Who stands together: groups found in a table of votes, or found again in a part of it."""

from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.axes import STEPS, leading, turned
from sanwen.methods.opinion.chance import Chance, explains
from sanwen.methods.opinion.classes import Classes, fitted
from sanwen.methods.opinion.parting import clearness, nearest, parted
from sanwen.methods.opinion.places import Evidence, evidence
from sanwen.methods.opinion.table import Table
from sanwen.methods.opinion.votes import Floats, Ints

MOST_GROUPS = 5
# The number of groups is seen on so many people.
_ENOUGH = 3_000
_NEARLY = 0.05
# In a larger table the directions change little when a part is left out: they are found from there.
_LARGE, _FEW_STEPS = 50_000, 12


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """How groups were found, so that anybody's votes can be asked which is theirs."""

    k: int
    means: Floats
    loadings: Floats
    centres: Floats
    classes: Classes | None

    def label(self, table: Table) -> Ints:
        if self.classes is not None:
            return self.classes.label(table)
        points = evidence(table, self.means, self.loadings).places(self.k - 1)
        return nearest(points, self.centres)


def sides(table: Table, k: int, *, as_classes: bool, start: Floats | None = None) -> Sides:
    """k groups, found from nothing but the table; `start` only saves steps in a
    large one."""
    means = table.means()
    centred = table.matrix(table.less(means))
    large = len(table) > _LARGE
    steps, guess = (_FEW_STEPS, start) if large and start is not None else (STEPS, None)
    loadings = leading(centred, k - 1, steps=steps, start=guess)[1]
    points = evidence(table, means, loadings).places(k - 1)
    parting = parted(points, k)
    classes = fitted(table, parting.label, k) if as_classes else None
    return Sides(k, means, loadings, parting.centres, classes)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The groups of a whole table; `sides` is None where there are none."""

    loadings: Floats
    known: Evidence
    means: Floats
    sides: Sides | None
    label: Ints
    explained: bool


def find(table: Table, chance: Chance, *, at_least: int) -> Found:
    """First: do few kinds of ballots explain all there is? Else: which parting is clearest?

    In k groups people differ along at most k - 1 directions. Where no more directions than that
    are beyond chance, kinds of ballots are tried; where votes within the groups still hang
    together, opinion is a field, and the clearest parting of it is told as what it is.
    """
    means = table.means()
    loadings = turned(leading(table.matrix(table.less(means)), MOST_GROUPS - 1)[1])
    known = evidence(table, means, loadings)
    if not chance.is_real:
        return Found(loadings, known, means, None, np.full(table.rows, -1), False)
    for k in _few(chance):
        classes = fitted(table, parted(known.places(k - 1), k).label, k)
        label = classes.label(table)
        if _all_large(label, k, at_least) and explains(table, label, k, chance):
            number = _by_size(label, k)
            found = Sides(k, means, loadings, np.zeros((k, k - 1)), classes.ordered(number))
            return Found(loadings, known, means, found, _inverse(number)[label], True)
    return _clearest(known, loadings, means, chance, at_least)


def _clearest(
    known: Evidence, loadings: Floats, means: Floats, chance: Chance, at_least: int
) -> Found:
    """The number of groups with the clearest parting in the directions beyond chance; each number
    is parted along one direction fewer."""
    few = known.first(_ENOUGH)
    points = few.places(min(max(chance.axes, 2), MOST_GROUPS - 1))
    numbers = range(2, min(MOST_GROUPS, len(points) - 1) + 1)
    clear = {k: round(clearness(points, parted(points, k)), 6) for k in numbers}
    for k in _fewest_first(clear):
        parting = parted(known.places(k - 1), k)
        if _all_large(parting.label, k, at_least):
            number = _by_size(parting.label, k)
            found = Sides(k, means, loadings[:, : k - 1], parting.centres[number], None)
            return Found(loadings, known, means, found, _inverse(number)[parting.label], False)
    return Found(loadings, known, means, None, np.full(len(known.said), -1), False)


def _fewest_first(clear: dict[int, float]) -> list[int]:
    """The fewest groups that are nearly as clear as the clearest, then the others by clearness."""
    enough = max(clear.values(), default=0.0) - _NEARLY
    near = [k for k in clear if clear[k] >= enough]
    return near + sorted(set(clear) - set(near), key=lambda k: -clear[k])


def _few(chance: Chance) -> range:
    """The numbers of kinds of ballots that could explain so many directions; none for many."""
    return range(2, max(chance.axes + 1, 3) + 1) if chance.axes < MOST_GROUPS else range(0)


def _by_size(label: Ints, k: int) -> Ints:
    """The groups, the largest first; of equal ones that of the first row."""
    first = np.array([int((label == group).argmax()) for group in range(k)])
    return np.lexsort((first, -np.bincount(label, minlength=k)))


def _inverse(order: Ints) -> Ints:
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place


def _all_large(label: Ints, k: int, at_least: int) -> bool:
    return bool((np.bincount(label, minlength=k) >= max(at_least, 1)).all())
