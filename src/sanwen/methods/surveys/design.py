"""How answers came about, and how uncertain a weighted total of them is."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sanwen.methods.coding import coded
from sanwen.methods.surveys.raking import Margin, design_effect

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Design:
    """How the answers came about: weights, strata numbered from 0, people in each stratum (or
    infinity), margins to which the weights were raked, and the cluster of each answer, numbered
    from 0, where whole villages or households were drawn and not single people."""

    weights: Floats
    strata: Ints
    populations: Floats
    margins: tuple[Margin, ...] = ()
    clusters: Ints | None = None

    @property
    def df(self) -> int:
        drawn = len(self.weights) if self.clusters is None else int(self.clusters.max()) + 1
        return max(1, drawn - len(self.populations))

    @property
    def is_plain(self) -> bool:
        """One stratum, equal weights, single people: exact intervals exist."""
        alike = len(self.populations) == 1 and bool(np.ptp(self.weights) <= 1e-12)
        return alike and self.clusters is None


def design(
    n: int,
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    population: int | Mapping[Any, int] | None = None,
    margins: Sequence[Margin] = (),
    clusters: Sequence[Hashable] | None = None,
) -> Design:
    """A cluster lies in one stratum: the same name in another one is another cluster.

    ValueError for weights that are not positive, lengths that differ, a stratum whose people are
    not told while others are, or with fewer people than answers."""
    heavy = np.ones(n) if weights is None else np.asarray(weights, float)
    if heavy.shape != (n,) or not (np.isfinite(heavy) & (heavy > 0)).all():
        raise ValueError("A positive weight for every answer.")
    names = [None] * n if strata is None else list(strata)
    if len(names) != n:
        raise ValueError("A stratum for every answer.")
    seen, codes = coded(names)
    of = population if isinstance(population, Mapping) else dict.fromkeys(seen, population)
    if isinstance(population, int) and len(seen) > 1:
        raise ValueError("The people in each stratum, not in all together.")
    if any(name not in of for name in seen):
        raise ValueError("The people in every stratum.")
    many = np.array([np.inf if of[name] is None else of[name] for name in seen], float)
    if (np.bincount(codes, minlength=len(seen)) > many).any():
        raise ValueError("A stratum has more answers than people.")
    return Design(heavy, codes, many, tuple(margins), _clusters(names, clusters))


def _clusters(strata: Sequence[Hashable], names: Sequence[Hashable] | None) -> Ints | None:
    if names is None:
        return None
    if len(names) != len(strata):
        raise ValueError("A cluster for every answer.")
    return coded(list(zip(strata, names, strict=True)))[1]


def ratio(above: Floats, below: Floats, how: Design) -> tuple[float, float]:
    """Σw·above / Σw·below and its linearised variance (Woodruff 1971), at least 0."""
    total = float((how.weights * below).sum())
    value = float((how.weights * above).sum() / total)
    rest = above - value * below
    if how.margins:
        rest = _beyond_margins(rest, how)
    return value, _variance(how.weights * rest / total, how)


def _variance(scores: Floats, how: Design) -> float:
    """Of a total of `scores` over strata drawn without replacement; of the totals of clusters
    where those were drawn (Hansen, Hurwitz & Madow 1953), as if with replacement: how many there
    are is not told, and it is on the safe side."""
    strata = len(how.populations)
    at, left = how.strata, np.ones(strata)
    if how.clusters is None:
        left = 1 - np.bincount(at, minlength=strata) / how.populations
    else:
        scores, at = _of_clusters(scores, at, how.clusters)
    n = np.bincount(at, minlength=strata).astype(float)
    centre = np.bincount(at, scores, strata) / n
    # One draw has no spread of its own: it is set beside the mean of all.
    centre = np.where(n == 1, scores.mean(), centre)
    squares = np.bincount(at, (scores - centre[at]) ** 2, strata)
    factor = np.where(n > 1, n / np.maximum(n - 1, 1), 1.0)
    found = float((left * factor * squares).sum())
    return found if found > 1e-18 else 0.0


def _of_clusters(scores: Floats, strata: Ints, clusters: Ints) -> tuple[Floats, Ints]:
    """The total of each cluster, and the stratum it lies in."""
    first: Ints = np.unique(clusters, return_index=True)[1]
    return np.bincount(clusters, scores).astype(float), strata[first]


def _beyond_margins(rest: Floats, how: Design) -> Floats:
    """What the margins leave of the residuals, by weighted least squares on their categories.

    Divided by one minus each answer's leverage: few answers in a category fit themselves too well
    (MacKinnon & White 1985, HC3); without it 91 intervals of a hundred held among fifty answers."""
    columns = [np.eye(len(one.categories))[one.codes] for one in how.margins]
    x = np.concatenate(columns, axis=1)
    heavy = x * how.weights[:, None]
    inverse = np.linalg.pinv(heavy.T @ x, rcond=1e-10, hermitian=True)
    leverage = ((heavy @ inverse) * x).sum(axis=1)
    left = rest - x @ (inverse @ (heavy.T @ rest))
    return np.asarray(left / np.maximum(1 - leverage, 0.1))


def kish(said: NDArray[np.bool_], how: Design) -> float:
    """Answers divided by what unequal weights cost, and more where much of the people answered."""
    weights = how.weights[said]
    return float(len(weights) / design_effect(weights)) / max(_left(said, how), 1e-12)


def effective_sample(spread: float, variance: float, said: NDArray[np.bool_], how: Design) -> float:
    """The variance of one answer by that of the estimate, but no more than the answers count for;
    where all said the same, no more than the clusters, which may be of one mind each."""
    n = float(said.sum())
    most = n / max(_left(said, how), 1e-12)
    if not variance or spread <= 0:
        if how.clusters is not None:
            most = min(most, len(np.unique(how.clusters[said])))
        return min(most, kish(said, how))
    return min(most, spread / variance)


def _left(said: NDArray[np.bool_], how: Design) -> float:
    """1 - answers/people, over all strata; 1 where people are as good as endless, or not drawn
    one by one."""
    people = float(how.populations.sum())
    return 1.0 if np.isinf(people) or how.clusters is not None else 1 - float(said.sum()) / people


def asked_all(said: NDArray[np.bool_], how: Design) -> bool:
    return float(said.sum()) == float(how.populations.sum())
