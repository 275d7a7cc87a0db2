"""Would the groups be the same if a tenth of the people, or of the votes, had not come?"""

from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.agreement import Compared
from sanwen.methods.opinion.results import Stability
from sanwen.methods.opinion.sides import Found, Sides, sides
from sanwen.methods.opinion.table import Table
from sanwen.methods.opinion.votes import Flags, Floats

LEFT_OUT = 0.1
# Below this agreement groups are not named as sides (prediction strength: Tibshirani & Walther
# 2005, who take 0.8 to 0.9).
STABLE = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Shaken:
    stability: Stability
    core: Flags
    each: Floats


def shaken(table: Table, found: Found, *, resamples: int, seed: int) -> Shaken:
    """`resamples` times without a tenth of the people, and as often of the votes."""
    if found.sides is None or resamples < 1:
        return Shaken(_told([], [], 0), np.zeros(table.rows, np.bool_), np.zeros(0))
    core = np.ones(table.rows, np.bool_)
    people: list[float] = []
    votes: list[float] = []
    overlaps: list[Floats] = []
    for number in range(2 * resamples):
        chance = np.random.default_rng([seed, number])
        by_people = number % 2 == 0
        again, asked, kept = _again(table, found, chance, by_people=by_people)
        label = again.label(asked)
        compared = Compared.of(found.label[kept], label[kept], again.k)
        (people if by_people else votes).append(compared.rand())
        overlaps.append(compared.overlaps())
        core &= compared.matched()[label] == found.label
    return Shaken(_told(people, votes, resamples), core, np.mean(overlaps, axis=0))


def _again(
    table: Table, found: Found, chance: np.random.Generator, *, by_people: bool
) -> tuple[Sides, Table, Flags]:
    """The groups found again, the votes to ask everybody by, and who was there."""
    own = found.sides
    assert own is not None
    kept = np.ones(table.rows, np.bool_)
    asked = table
    if by_people:
        kept = chance.random(table.rows) >= LEFT_OUT
        rows = np.flatnonzero(kept)
    else:
        asked = table.of_votes(chance.random(len(table)) >= LEFT_OUT)
        rows = np.arange(table.rows)
    part = asked if len(rows) == asked.rows else asked.of_rows(rows)
    start = found.loadings[:, : own.k - 1].sum(axis=1)
    return sides(part, own.k, as_classes=own.classes is not None, start=start), asked, kept


def _told(people: list[float], votes: list[float], resamples: int) -> Stability:
    if not people:
        return Stability(0.0, 0.0, 0.0, 0.0, 0, False)
    overall = float(np.mean(people + votes))
    return Stability(
        overall,
        float(np.mean(people)),
        float(np.mean(votes)),
        min(people + votes),
        resamples,
        overall >= STABLE,
    )
