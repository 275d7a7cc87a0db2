"""Opinion maps for tests: two groups of six, four statements, written down by hand."""

from dataclasses import replace

import numpy as np

from sanwen.methods.opinion.results import (
    Characteristic,
    Consensus,
    Difference,
    Dividing,
    Group,
    OpinionMap,
    Stability,
    Tally,
    Turnout,
)
from sanwen.methods.share import share

SIX = 6
# What the six of A, and the six of B, think of statements 1 to 4.
A = (Tally(6, 0, 0), Tally(6, 0, 0), Tally(5, 0, 1), Tally(0, 5, 1))
B = (Tally(5, 1, 0), Tally(0, 6, 0), None, Tally(0, 6, 0))
ALL = (Tally(11, 1, 0), Tally(6, 6, 0), Tally(5, 0, 3), Tally(0, 11, 1))


def two_groups(**changes: object) -> OpinionMap:
    """Statement 1 unites, 2 divides, 3 was seen by too few of B, 4 unites against it."""
    people = np.array(
        [[-1.0 - i / 10, 0.1 * i] for i in range(SIX)] + [[1.0, 0.2 * i] for i in range(SIX)]
    )
    made = OpinionMap(
        positions=people,
        spread=np.full((12, 2), 0.2),
        group=np.array([0] * SIX + [1] * SIX),
        core=np.array([True] * 5 + [False] + [True] * SIX),
        statement_map=np.array([[0.1, 0.2], [-1.0, 0.0], [-0.4, 0.3], [0.0, -0.2]]),
        k=2,
        p_no_groups=0.005,
        permutations=199,
        explained=True,
        stability=Stability(0.95, 0.94, 0.96, 0.8, 20, is_stable=True),
        is_continuum=False,
        groups=(_group(0, A, 5, +1), _group(1, B, 6, -1)),
        consensus=(_uniting(0, +1), _uniting(3, -1)),
        dividing=(Dividing(1, 0, 1, Difference(1.0, 0.6, 1.0), opposed=True, p=0.001, q=0.004),),
        statements=ALL,
        turnout=Turnout(13, 13, 12, 3, 44, (1, 3, 4, 4, 4)),
        at_least=5,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def no_groups() -> OpinionMap:
    return two_groups(
        k=1,
        p_no_groups=0.41,
        groups=(),
        dividing=(),
        group=np.full(12, -1),
        core=np.zeros(12, bool),
    )


def _group(number: int, tallies: tuple[Tally | None, ...], core: int, direction: int) -> Group:
    one = Characteristic(
        1, direction, share(6, 6), share(0, 6), Difference(1.0, 0.6, 1.0), p=0.001, q=0.004
    )
    return Group(number, SIX, core, 0.93, tallies, (one,))


def _uniting(statement: int, direction: int) -> Consensus:
    tally = ALL[statement]
    most = tally.side(direction)
    return Consensus(
        statement, direction, share(most, 12), share(12 - most, 12), share(5, 6), 0.66, tally
    )
