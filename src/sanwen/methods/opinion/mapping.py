"""The opinion map of a table of votes: where people stand, in which groups if any, what unites."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sanwen.methods.opinion.apart import characteristic, dividing, tested
from sanwen.methods.opinion.chance import Chance, hangs_together
from sanwen.methods.opinion.results import Dividing, Group, OpinionMap
from sanwen.methods.opinion.sides import Found, find
from sanwen.methods.opinion.stability import Shaken, shaken
from sanwen.methods.opinion.table import Placed, placed
from sanwen.methods.opinion.tallies import counted, shown, tallies
from sanwen.methods.opinion.turnout import turnout
from sanwen.methods.opinion.united import united
from sanwen.methods.opinion.votes import Floats, Ints, Votes

# Votes scatter as much among so many people as among all.
_ENOUGH = 3_000


def opinion_map(
    votes: Votes,
    *,
    seed: int = 0,
    permutations: int = 99,
    resamples: int | None = None,
    at_least: int = 5,
    moderated_out: Iterable[int] = (),
) -> OpinionMap:
    """The map of these votes; the same, bit for bit, whatever the numbers of people and statements.

    `seed` deals the resamplings of `stability` and `core` alone; nothing else depends on it.
    `permutations` (at least 19) dealings test whether there is anything to see; `resamples` times
    a tenth of the people, and of the votes, is left out (0: stability is not asked; else 20, and
    fewer beyond 30,000 votes). No group is smaller than `at_least`. Statements `moderated_out`
    count nowhere.
    """
    if permutations < 19 or (resamples or 0) < 0 or at_least < 1:
        raise ValueError("permutations from 19, resamples from 0, at_least from 1")
    used = votes.without(moderated_out)
    where = placed(used)
    chance = hangs_together(where.table, permutations=permutations)
    found = find(where.table, chance, at_least=at_least)
    found = replace(found, label=found.label[where.same])
    again = resamples if resamples is not None else _resamples(len(used))
    tried = shaken(where.table, found, resamples=again, seed=seed)
    return _told(used, where, _Tried(chance, found, tried), at_least)


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """What was asked of the table, in this order."""

    chance: Chance
    found: Found
    shaken: Shaken


def _told(votes: Votes, where: Placed, told: _Tried, at_least: int) -> OpinionMap:
    found, stability = told.found, told.shaken.stability
    group = _spread_over(votes.participants, where.people, found.label, empty=-1)
    k = found.sides.k if found.sides else 0
    # Whoever is in no group is counted as one more, so that all are counted once.
    with_rest = counted(votes, np.where(group < 0, k, group), k + 1)
    counts, everybody = with_rest[:k], tallies(with_rest.sum(axis=0))
    groups, divided = _told_apart(votes, where, told, counts, at_least)
    return OpinionMap(
        positions=_spread_over(votes.participants, where.people, found.known.places(2)),
        spread=_spread_over(votes.participants, where.people, _doubt(where, found)),
        group=group,
        core=_spread_over(votes.participants, where.people, told.shaken.core, empty=False),
        statement_map=_spread_over(votes.statements, where.statements, found.loadings[:, :2]),
        k=len(groups) or 1,
        p_no_groups=told.chance.p,
        permutations=told.chance.draws,
        explained=found.explained,
        stability=stability,
        is_continuum=bool(groups) and stability.resamples > 0 and not stability.is_stable,
        groups=groups,
        consensus=tuple(united(counts, everybody, at_least=at_least)),
        dividing=divided,
        statements=everybody,
        turnout=turnout(votes, placed=len(where.people), needed=where.needed),
        at_least=at_least,
    )


def _resamples(votes: int) -> int:
    """The more votes, the less one resampling differs from the next."""
    return 20 if votes <= 30_000 else 10 if votes <= 200_000 else 5 if votes <= 500_000 else 2


def _told_apart(
    votes: Votes, where: Placed, told: _Tried, counts: Ints, at_least: int
) -> tuple[tuple[Group, ...], tuple[Dividing, ...]]:
    """Each group with what sets it apart, and what divides them; nothing where there are none."""
    found, tried = told.found, told.shaken
    if found.sides is None:
        return (), ()
    compared = tested(votes, where, found, at_least=at_least)
    sizes = np.bincount(found.label, minlength=found.sides.k)
    core = np.bincount(found.label[tried.core], minlength=found.sides.k)
    groups = tuple(
        Group(
            number=number,
            size=int(sizes[number]),
            core=int(core[number]),
            stability=float(tried.each[number]) if len(tried.each) else 0.0,
            tallies=shown(counts[number], at_least=at_least),
            characteristic=tuple(characteristic(compared, number)),
        )
        for number in range(found.sides.k)
    )
    return groups, tuple(dividing(compared, at_least=at_least))


def _doubt(where: Placed, found: Found) -> Floats:
    """How unsure each position is, from how far votes lie from what the map says."""
    table = where.table.of_rows(np.arange(min(where.table.rows, _ENOUGH)))
    places, loadings = found.known.places(2), found.loadings[:, :2]
    row = table.row
    expected = sum(places[row, axis] * loadings[table.column, axis] for axis in range(2))
    left = table.less(found.means) - expected
    variance = float((left * left).sum() / max(len(left), 1))
    return found.known.spread(2, variance)


def _spread_over(many: int, at: Ints, values: Any, *, empty: Any = np.nan) -> Any:
    """The values of some in an array for all."""
    found = np.full((many, *values.shape[1:]), empty, values.dtype)
    found[at] = values
    return found
