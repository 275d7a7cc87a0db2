"""An election as arrays of whole numbers: who supports what, how strongly, and what it costs.

Money and points are scaled by their common denominators, so that nothing is ever rounded.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.ballots.election import Election, Kind, Marks, Points

Ints = NDArray[np.int64]


class Utility(StrEnum):
    """What a funded project is worth to one who supports it: its cost, or the same as any other."""

    COST = "cost"
    VOTES = "votes"


class Count(StrEnum):
    """What a ballot gives to a project: the points written on it, or one vote for being named."""

    POINTS = "points"
    NAMED = "named"


class Ties(StrEnum):
    """Who goes first among equals. `ID`: the number first in the order of its characters, which is
    known before anyone votes. `COST`: more votes, then the lower cost, then the number."""

    ID = "id"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Support:
    """Project by project: `costs` in units of 1/`money`, `totals` in units of 1/`unit` points,
    `named` ballots, `supporters` (places of groups of equal ballots) with their `weights`, and
    `rank` among equals. `many` voters are in each group."""

    ids: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    money: int
    unit: int
    voters: int
    many: Ints
    supporters: tuple[Ints, ...]
    weights: tuple[Ints, ...]
    totals: tuple[int, ...]
    named: tuple[int, ...]
    rank: tuple[int, ...]

    def amount(self, scaled: int | Fraction) -> Fraction:
        """Money in the units of the election."""
        return Fraction(scaled) / self.money


def support(election: Election, *, count: Count = Count.POINTS, ties: Ties = Ties.ID) -> Support:
    """The arrays of an election. A project is supported by whom gave it more than nothing."""
    money = _denominator([election.budget, *(project.cost for project in election.projects)])
    unit = 1 if count is Count.NAMED else _denominator(_all_points(election.ballots))
    many = np.fromiter(election.ballots.values(), np.int64, len(election.ballots))
    columns = _columns(election, count, unit)
    totals = tuple(int(weights @ many[groups]) for groups, weights in columns)
    kept = [(groups[weights > 0], weights[weights > 0]) for groups, weights in columns]
    costs = tuple(int(project.cost * money) for project in election.projects)
    ids = tuple(project.id for project in election.projects)
    return Support(
        ids=ids,
        costs=costs,
        budget=int(election.budget * money),
        money=money,
        unit=unit,
        voters=election.voters,
        many=many,
        supporters=tuple(groups for groups, _ in kept),
        weights=tuple(weights for _, weights in kept),
        totals=totals,
        named=tuple(int(many[groups].sum()) for groups, _ in columns),
        rank=_ranks(ids, totals, costs, ties),
    )


def _columns(election: Election, count: Count, unit: int) -> list[tuple[Ints, Ints]]:
    """For each project the groups of ballots that name it, ascending, with their weights."""
    ballots = election.ballots
    sizes = np.fromiter(map(len, ballots), np.int64, len(ballots))
    marks = list(chain.from_iterable(ballots))
    places = np.fromiter((place for place, _ in marks), np.int64, len(marks))
    weights = np.ones(len(marks), np.int64)
    if count is Count.POINTS and election.kind is not Kind.APPROVAL:
        weights = np.fromiter((int(points * unit) for _, points in marks), np.int64, len(marks))
    order = np.argsort(places, kind="stable")
    ends = np.cumsum(np.bincount(places, minlength=len(election.projects)))[:-1]
    groups = np.repeat(np.arange(len(ballots)), sizes)[order]
    return list(zip(np.split(groups, ends), np.split(weights[order], ends), strict=True))


def _all_points(ballots: Iterable[Marks]) -> set[Points]:
    return set(map(itemgetter(1), chain.from_iterable(ballots)))


def _denominator(amounts: Iterable[Points]) -> int:
    return math.lcm(1, *(amount.denominator for amount in amounts))


def _ranks(
    ids: tuple[str, ...], totals: tuple[int, ...], costs: tuple[int, ...], ties: Ties
) -> tuple[int, ...]:
    def key(place: int) -> tuple[int, int, str]:
        if ties is Ties.ID:
            return 0, 0, ids[place]
        return -totals[place], costs[place], ids[place]

    ranks = [0] * len(ids)
    for rank, place in enumerate(sorted(range(len(ids)), key=key)):
        ranks[place] = rank
    return tuple(ranks)
