"""Who stands together: groups found in a table of votes, or found again in a part of it."""

from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.axes import STEPS, leading, turned
from sanwen.methods.opinion.chance import Chance, explains
from sanwen.methods.opinion.classes import Classes, fitted
from sanwen.methods.opinion.parting import Parting, clearness, nearest, parted
from sanwen.methods.opinion.places import Evidence, evidence
from sanwen.methods.opinion.table import Table
from sanwen.methods.opinion.votes import Floats, Ints

MOST_GROUPS = 5
# The number of groups is seen on so many people.
_ENOUGH = 3_000


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
    """k groups, found from nothing but the table; `start` only saves steps."""
    means = table.means()
    centred = table.matrix(table.less(means))
    steps = STEPS if start is None else 10
    loadings = leading(centred, k - 1, steps=steps, start=start)[1]
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
        if _all_large(label, k, at_least) and explains(table, label, k):
            number = _by_size(label, k)
            found = Sides(k, means, loadings, np.zeros((k, k - 1)), classes.ordered(number))
            return Found(loadings, known, means, found, _inverse(number)[label], True)
    return _clearest(known, loadings, means, chance, at_least)


def _clearest(
    known: Evidence, loadings: Floats, means: Floats, chance: Chance, at_least: int
) -> Found:
    """The number of groups with the clearest parting in the directions beyond chance; each number
    is parted along one direction fewer."""
    points = known.places(min(max(chance.axes, 2), MOST_GROUPS - 1))[:_ENOUGH]
    best: tuple[float, Parting] | None = None
    for k in range(2, MOST_GROUPS + 1):
        clear = round(clearness(points, parted(points, k)), 6) if len(points) > k else 0.0
        if best is None or clear > best[0]:
            parting = parted(known.places(k - 1), k) if len(points) > k else None
            if parting and _all_large(parting.label, k, at_least):
                best = clear, parting
    if best is None:
        return Found(loadings, known, means, None, np.full(len(known.said), -1), False)
    k = len(best[1].centres)
    number = _by_size(best[1].label, k)
    found = Sides(k, means, loadings[:, : k - 1], best[1].centres[number], None)
    return Found(loadings, known, means, found, _inverse(number)[best[1].label], False)


def _few(chance: Chance) -> range:
    """The numbers of kinds of ballots that could explain so many directions; none for many."""
    return range(2, chance.axes + 2) if chance.axes < MOST_GROUPS else range(0)


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
