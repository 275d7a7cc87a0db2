"""Counts of agreement, disagreement and passing, by group and statement."""

from collections.abc import Sequence

import numpy as np

from sanwen.methods.opinion.results import Tally
from sanwen.methods.opinion.votes import Ints, Votes

# Where a vote of -1, 0 or +1 is counted, in the order agree, disagree, pass.
_PLACE = np.array([1, 2, 0], np.int64)


def counted(votes: Votes, group: Ints, groups: int) -> Ints:
    """(groups, statements, 3): agree, disagree, pass; whoever has group -1 is not counted."""
    return counted_each(votes, group[votes.row], groups)


def counted_each(votes: Votes, own: Ints, groups: int) -> Ints:
    """The same with a group for each vote."""
    cell = (own * votes.statements + votes.column) * 3
    cell += _PLACE[votes.value + np.int8(1)]
    if len(own) and own.min() < 0:
        cell = cell[own >= 0]
    shape = (groups, votes.statements, 3)
    return np.bincount(cell, minlength=groups * votes.statements * 3).reshape(shape)


def tallies(counts: Ints) -> tuple[Tally, ...]:
    """From (statements, 3)."""
    return tuple(Tally(*each) for each in counts.tolist())


def shown(counts: Ints, *, at_least: int) -> tuple[Tally | None, ...]:
    """The same, None where fewer voted."""
    told: Sequence[Tally] = tallies(counts)
    return tuple(each if each.seen >= at_least else None for each in told)
