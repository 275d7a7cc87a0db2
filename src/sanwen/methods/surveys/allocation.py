"""How many to ask, and how many of them in each stratum."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sanwen.methods.rates.score import normal

Name = TypeVar("Name", bound=Hashable)


class How(StrEnum):
    PROPORTIONAL = "proportional"
    SQUARE_ROOT = "square_root"
    EQUAL = "equal"
    NEYMAN = "neyman"


@dataclass(frozen=True, slots=True)
class Size:
    """`complete` answers are wanted, so `asked` are drawn. `everybody`: that is the whole list.
    `margin`: the half width to be expected with what can be had, wider than the one wanted where
    even the whole list does not answer often enough."""

    complete: int
    asked: int
    everybody: bool
    margin: float


def size(
    margin: float,
    population: int | None = None,
    *,
    share: float = 0.5,
    design_effect: float = 1.0,
    response: float = 1.0,
    level: float = 0.95,
) -> Size:
    """The sample for a half width `margin` (0.05: five points) about a share of `share`.

    n0 = z²p(1-p)/margin², times the design effect, then n = n0/(1 + (n0-1)/N) for a population of
    N (Cochran 1977, §4.4); divided by the expected `response` for those to ask. A share of one half
    needs most. ValueError for figures outside their range."""
    _checked(margin, population, share, design_effect, response)
    z = normal(level)
    first = z * z * share * (1 - share) / margin**2 * design_effect
    wanted = first / (1 + (first - 1) / population) if population else first
    complete = max(1, math.ceil(wanted - 1e-9))
    asked = math.ceil(complete / response - 1e-9)
    if population is not None and asked >= population:
        asked = population
        complete = min(complete, max(1, math.floor(population * response + 1e-9)))
    got = z * math.sqrt(
        share * (1 - share) * design_effect / complete * _left(complete, population)
    )
    return Size(complete, asked, asked == population, got)


def allocate(
    strata: Mapping[Name, int],
    size: int,
    how: How | str = How.PROPORTIONAL,
    *,
    spread: Mapping[Name, float] | None = None,
    fewest: int = 2,
) -> dict[Name, int]:
    """Whole numbers of a sample of `size` for strata of so many people each.

    In proportion to N, to its root, equally, or to N times the `spread` (standard deviation) of
    each stratum (Neyman 1934). Every stratum gets `fewest` (its variance needs two), or everybody
    in it; none gets more than it has; the rest goes by largest remainder, of equal ones to the
    first given. ValueError where `size` is too small for that or more than there are."""
    measure = _measures(strata, How(how), spread)
    given = {name: min(fewest, many) for name, many in strata.items()}
    if not sum(given.values()) <= size <= sum(strata.values()):
        raise ValueError(
            f"{size} for {len(strata)} strata: at least {sum(given.values())}, "
            f"at most {sum(strata.values())}."
        )
    quotas = _quotas(strata, measure, given, size)
    seats = {name: math.floor(quota + 1e-9) for name, quota in quotas.items()}
    line = sorted(strata, key=lambda name: seats[name] - quotas[name])
    line = [name for name in line if seats[name] < strata[name]]
    for name in line[: size - sum(seats.values())]:
        seats[name] += 1
    return seats


def _measures(
    strata: Mapping[Name, int], how: How, spread: Mapping[Name, float] | None
) -> dict[Name, float]:
    if any(many < 1 for many in strata.values()) or not strata:
        raise ValueError("Every stratum has somebody in it.")
    if how is How.NEYMAN and (spread is None or any(spread.get(name, -1) < 0 for name in strata)):
        raise ValueError("Neyman's allocation needs the spread of every stratum.")
    wide = spread or {}
    return {name: _measure(many, how, wide.get(name, 1.0)) for name, many in strata.items()}


def _measure(many: int, how: How, spread: float) -> float:
    if how is How.EQUAL:
        return 1.0
    if how is How.SQUARE_ROOT:
        return math.sqrt(many)
    return many * (spread if how is How.NEYMAN else 1.0)


def _quotas(
    strata: Mapping[Name, int], measure: Mapping[Name, float], least: Mapping[Name, int], size: int
) -> dict[Name, float]:
    """Shares in proportion; whoever falls below its least or above its all is held there."""
    held: dict[Name, float] = {}
    while True:
        free = [name for name in strata if name not in held]
        left = size - sum(held.values())
        total = sum(measure[name] for name in free)
        quotas = {
            name: left * measure[name] / total if total else left / len(free) for name in free
        }
        low = {name: float(least[name]) for name in free if quotas[name] < least[name]}
        high = {name: float(strata[name]) for name in free if quotas[name] > strata[name]}
        if not low and not high:
            return {name: held.get(name, quotas.get(name, 0.0)) for name in strata}
        missing = sum(low.values()) - sum(quotas[name] for name in low)
        spare = sum(quotas[name] for name in high) - sum(high.values())
        held |= low if missing >= spare else high


def _checked(
    margin: float, population: int | None, share: float, design_effect: float, response: float
) -> None:
    if not 0 < margin < 1 or not 0 < share < 1 or not 0 < response <= 1:
        raise ValueError("Margin, share and response lie between 0 and 1.")
    if design_effect <= 0 or (population is not None and population < 1):
        raise ValueError("The design effect and the population are more than nothing.")


def _left(complete: int, population: int | None) -> float:
    """The finite population correction."""
    if population is None or population == 1:
        return 1.0 if population is None else 0.0
    return (population - complete) / (population - 1)
