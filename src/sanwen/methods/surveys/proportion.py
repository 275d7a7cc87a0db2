"""What so many of those asked tell of all: exact intervals that collapse only when all answered."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from sanwen.methods.rates.score import exact

Floats = NDArray[np.float64]


class Method(StrEnum):
    CENSUS = "census"
    FINITE = "exact_finite"
    INFINITE = "clopper_pearson"
    NOBODY = "nobody_answered"
    WEIGHTED = "korn_graubard"
    LINEAR = "taylor_t"


@dataclass(frozen=True, slots=True)
class Interval:
    """`hits` among `n` answers from `population` (None: as good as endless), with `low`, `high`.

    `bounds` is what holds however the silent among `asked` would have answered; it assumes nothing.
    The interval assumes that those who answered are a random draw from the population."""

    hits: int
    n: int
    population: int | None
    asked: int
    value: float | None
    low: float
    high: float
    method: Method

    @property
    def bounds(self) -> tuple[float, float]:
        if not self.asked:
            return 0.0, 1.0
        return self.hits / self.asked, (self.hits + self.asked - self.n) / self.asked


def interval(
    hits: int,
    n: int,
    population: int | None = None,
    *,
    asked: int | None = None,
    level: float = 0.95,
) -> Interval:
    """An exact interval for the share in a population of which `n` answered and `hits` said yes.

    Endless population: Clopper and Pearson (1934). Finite: the hypergeometric test inverted in both
    tails (Buonaccorsi 1987; Konijn 1973), counted in whole people. Both hold at least as often as
    they say. Everybody answered: what was found is so ("census"). While anybody has not, at least
    one person stays open, even where the test alone would leave none: it never collapses.

    `asked`: how many were asked, answered or not; `n` if not told. ValueError for counts that do
    not fit in one another or a level outside (0, 1)."""
    asked = n if asked is None else asked
    if not 0 <= hits <= n <= asked or (population is not None and asked > population):
        raise ValueError(f"{hits} of {n} answers of {asked} asked of {population}.")
    if not 0 < level < 1:
        raise ValueError("The level lies between 0 and 1.")
    value = hits / n if n else None
    low, high, method = _limits(hits, n, population, level)
    return Interval(hits, n, population, asked, value, low, high, method)


def _limits(hits: int, n: int, population: int | None, level: float) -> tuple[float, float, Method]:
    if not n:
        return 0.0, 1.0, Method.NOBODY
    if population is None:
        low, high = exact(hits, n, level)
        return float(low), float(high), Method.INFINITE
    if n == population:
        return hits / n, hits / n, Method.CENSUS
    tail = (1 - level) / 2
    least = _least(hits, n, population, tail)
    most = population - _least(n - hits, n, population, tail)
    # What was found must stay inside; and of those not asked, at least one is not known.
    least, most = min(least, hits * population // n), max(most, -(-hits * population // n))
    if least == most:
        least, most = (least - 1, most) if least > hits else (least, most + 1)
    return least / population, most / population, Method.FINITE


def _least(hits: int, n: int, population: int, tail: float) -> int:
    """The smallest number of yes in the population with P(`hits` or more) above `tail`."""
    return _first(
        lambda yes: _or_more(hits, n, yes, population) > tail, hits, population - (n - hits)
    )


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first number from `low` to `high` for which it holds; it holds from there on."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _or_more(hits: int, n: int, yes: int, population: int) -> float:
    """P(X >= hits) when n are drawn from a population with so many yes."""
    first, last = max(hits, n - (population - yes)), min(n, yes)
    if first > last:
        return 0.0
    if first <= 0 or first == n - (population - yes):
        return 1.0
    x = np.arange(first, last + 1, dtype=float)
    logs = _log_choose(yes, x) + _log_choose(population - yes, n - x) - _log_choose(population, n)
    return float(min(1.0, np.exp(logs).sum()))


def _log_choose(of: float, some: Floats | float) -> Floats:
    return np.asarray(gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1))
