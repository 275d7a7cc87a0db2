"""Weights that bring a sample to the known margins of its population: raking, with trimming."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sanwen.methods.unreadable import Unreadable

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
# So many rounds of trimming and raking again.
_ROUNDS = 50
_NEAR = 1e-4
# Beyond so many possible cells the empty ones are left out before going on.
_CELLS = 1 << 20


class Impossible(Unreadable):
    """Margins that no weights can reach; the sentence names margin and category."""

    def __init__(self, problem: str, **details: str) -> None:
        super().__init__(0, problem, **details)


@dataclass(frozen=True, slots=True)
class Margin:
    """One known margin: `codes` (people,) number the `categories`, `targets` (categories,) count
    the population in each, or are shares that add up to 1."""

    name: str
    categories: tuple[str, ...]
    codes: Ints
    targets: Floats

    @classmethod
    def of(cls, name: str, values: Sequence[str], targets: Mapping[str, float]) -> "Margin":
        """From each person's category. Impossible for one that the margin does not have."""
        at = {category: code for code, category in enumerate(targets)}
        unknown = next((value for value in values if value not in at), None)
        if unknown is not None:
            raise Impossible(
                "“%(category)s” of %(margin)s is not among its margins.",
                category=str(unknown),
                margin=name,
            )
        codes = np.array([at[value] for value in values], dtype=np.intp)
        return cls(name, tuple(targets), codes, np.array(list(targets.values()), float))


@dataclass(frozen=True, slots=True)
class Weights:
    """`values` (people,), adding up to the population (to the people, where margins are shares).

    `design_effect`: Kish's 1 + the relative variance of weights; `effective`: people divided by it.
    `trimmed`: how many were cut to the bound. `gaps`: by margin, the largest distance of a category
    from its target, as a share of the whole."""

    values: Floats
    design_effect: float
    effective: float
    trimmed: int
    iterations: int
    converged: bool
    gaps: dict[str, float]


def rake(
    margins: Sequence[Margin],
    *,
    base: ArrayLike | None = None,
    trim: float | None = None,
    tolerance: float = 1e-10,
    at_most: int = 500,
) -> Weights:
    """Iterative proportional fitting (Deming & Stephan 1940) of `base` weights to all margins.

    People in the same cell of all margins get the same factor, so cells are raked, not people.
    `trim`: no weight above so many times the mean one; what is cut goes to the others, raked again
    until both hold or 50 rounds are over. `converged`: they do, and every margin is met within
    `tolerance` (of the whole). Impossible for a category without people, people in a category
    without population, margins that do not add up to one another; ValueError for base weights that
    are not positive, or `trim` of 1 or less."""
    if not margins:
        raise ValueError("Raking needs a margin.")
    start = _base(base, len(margins[0].codes))
    targets = _targets(margins, len(start))
    cell, codes = _cells(margins)

    def fit(weights: Floats) -> tuple[Floats, int, bool]:
        return _raked(weights, cell, codes, targets, tolerance, at_most)

    weights, rounds, fits = fit(start)
    trimmed = 0
    if trim is not None:
        weights, more, fits, trimmed = _trimmed(weights, trim, fit)
        rounds += more
    effect = design_effect(weights)
    gaps = _gaps(weights, margins, targets)
    return Weights(weights, effect, len(weights) / effect, trimmed, rounds, fits, gaps)


def _trimmed(
    weights: Floats, trim: float, fit: Callable[[Floats], tuple[Floats, int, bool]]
) -> tuple[Floats, int, bool, int]:
    """Cut and raked until both hold; and how many were cut."""
    if trim <= 1:
        raise ValueError("Weights are trimmed to more than their mean.")
    # The mean stays the same however often it is raked.
    bound, rounds, fits = trim * float(weights.mean()), 0, True
    ever = np.zeros(len(weights), dtype=bool)
    for _ in range(_ROUNDS):
        over = weights > bound * (1 + _NEAR)
        if not over.any():
            break
        ever |= over
        weights, more, fits = fit(np.minimum(weights, bound))
        rounds += more
    holds = float(weights.max()) <= bound * (1 + _NEAR)
    # Where margins and bound cannot both be had, the bound is kept and the gaps show the rest.
    return np.minimum(weights, bound * (1 + _NEAR)), rounds, fits and holds, int(ever.sum())


def design_effect(weights: Floats) -> float:
    """Kish's (1965) n·Σw²/(Σw)²: what unequal weights cost."""
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)


def _base(base: ArrayLike | None, people: int) -> Floats:
    weights = np.ones(people) if base is None else np.asarray(base, float)
    if weights.shape != (people,) or not (np.isfinite(weights) & (weights > 0)).all():
        raise ValueError("A positive base weight for everybody.")
    return weights


def _targets(margins: Sequence[Margin], people: int) -> list[Floats]:
    """Counts of one total. Shares become counts: of the first margin's total, else of people."""
    totals = [float(margin.targets.sum()) for margin in margins]
    counted = [total for total in totals if abs(total - 1) > 1e-3]
    whole = counted[0] if counted else float(people)
    for margin, total in zip(margins, totals, strict=True):
        _reachable(margin)
        if abs(total - 1) > 1e-3 and abs(total - whole) > 1e-3 * whole:
            raise Impossible(
                "%(margin)s adds up to %(total)s, %(first)s to %(whole)s.",
                margin=margin.name,
                total=f"{total:.10g}",
                first=margins[totals.index(counted[0])].name,
                whole=f"{whole:.10g}",
            )
    return [margin.targets * (whole / total) for margin, total in zip(margins, totals, strict=True)]


def _reachable(margin: Margin) -> None:
    there = np.bincount(margin.codes, minlength=len(margin.categories))
    if not (np.isfinite(margin.targets) & (margin.targets >= 0)).all():
        raise Impossible("%(margin)s has a count below 0.", margin=margin.name)
    for category, people, target in zip(margin.categories, there, margin.targets, strict=True):
        if target > 0 and not people:
            raise Impossible(
                "Nobody answered in “%(category)s” of %(margin)s: join it with another category.",
                category=category,
                margin=margin.name,
            )
        if people and target <= 0:
            raise Impossible(
                "“%(category)s” of %(margin)s has nobody in the population, but people answered.",
                category=category,
                margin=margin.name,
            )


def _cells(margins: Sequence[Margin]) -> tuple[Ints, list[Ints]]:
    """Each person's cell, and each cell's code in every margin."""
    cell, many = np.zeros(len(margins[0].codes), dtype=np.intp), 1
    for margin in margins:
        if len(margin.codes) != len(cell):
            raise ValueError("Every margin codes everybody.")
        cell = cell * len(margin.categories) + margin.codes
        many *= len(margin.categories)
        if many > _CELLS:
            cell, many = _counted(cell, many)
    cell, many = _counted(cell, many)
    first = np.zeros(many, dtype=np.intp)
    first[cell] = np.arange(len(cell))
    return cell, [margin.codes[first] for margin in margins]


def _counted(cell: Ints, many: int) -> tuple[Ints, int]:
    """Only the cells that somebody is in, numbered anew; without sorting."""
    there = np.zeros(many, dtype=bool)
    there[cell] = True
    return (np.cumsum(there) - 1)[cell], int(there.sum())


def _raked(
    base: Floats,
    cell: Ints,
    codes: list[Ints],
    targets: list[Floats],
    tolerance: float,
    at_most: int,
) -> tuple[Floats, int, bool]:
    start = np.bincount(cell, base)
    now, whole = start.copy(), targets[0].sum()
    for done in range(1, at_most + 1):
        worst = 0.0
        for code, target in zip(codes, targets, strict=True):
            found = np.bincount(code, now, len(target))
            worst = max(worst, float(np.abs(found - target).max()) / whole)
            now *= np.divide(target, found, out=np.zeros_like(target), where=found > 0)[code]
        if worst <= tolerance:
            return base * (now / start)[cell], done, True
    return base * (now / start)[cell], at_most, False


def _gaps(weights: Floats, margins: Sequence[Margin], targets: list[Floats]) -> dict[str, float]:
    return {
        margin.name: float(
            np.abs(np.bincount(margin.codes, weights, len(target)) - target).max() / target.sum()
        )
        for margin, target in zip(margins, targets, strict=True)
    }
