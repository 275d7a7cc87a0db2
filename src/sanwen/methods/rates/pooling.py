"""Small units borrow from all units: beta-binomial shares whose intervals do not collapse."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import betaincinv, expit, gammaln, logit

from sanwen.methods.rates.score import counts, wilson

Floats = NDArray[np.float64]
# Below this many units nothing can be learned of how units differ.
FEWEST_UNITS = 3
# The prior is summed over so many strengths, and so many means for each.
_STRENGTHS, _MEANS = 24, 21
# Beyond a million cases' worth of strength units are alike for every purpose.
_ALIKE = math.log(1e6)
# Variances grow by a twentieth and by 3 divided by the units: a share near 0 or 1 has no beta's
# tails, and a handful of units do not show how all differ. Without it, simulated intervals held in
# 90 to 94 of a hundred.
_ALWAYS, _FOR_FEW = 0.05, 3.0
# Likelihood ratio at which "alike" is given up: chi-square(0.5·0 + 0.5·1 degrees), 5 %.
_DIFFER = 2.705543


@dataclass(frozen=True, slots=True)
class Pooled:
    """Per unit `values`, `low`, `high` (95 %), in the order given.

    `mean`: the share units gather around. `strength`: how many cases of that mean each unit
    borrows: infinite where the units differ no more than chance makes them, 0 where there were
    too few units to borrow from (`alone`: then the plain shares with Wilson's interval).
    `differ`: the units differ by more than chance (likelihood ratio, 5 %)."""

    values: Floats
    low: Floats
    high: Floats
    mean: float
    strength: float
    differ: bool

    @property
    def alone(self) -> bool:
        return self.strength == 0


@dataclass(frozen=True, slots=True)
class _Counted:
    """Each different count once: the likelihood is a sum over hits, over misses and over cases."""

    hits: tuple[Floats, Floats]
    misses: tuple[Floats, Floats]
    cases: tuple[Floats, Floats]

    def log_likelihood(self, mean: Floats, strength: float) -> Floats:
        """Of the beta-binomial, without its constant (Skellam 1948), at each of the means."""
        a, b = mean * strength, (1 - mean) * strength
        parts = ((self.hits, a), (self.misses, b), (self.cases, np.array([strength])))
        hits, misses, cases = (
            (many[:, None] * (gammaln(count[:, None] + part) - gammaln(part))).sum(axis=0)
            for (count, many), part in parts
        )
        return np.asarray(hits + misses - cases)

    def log_alike(self, mean: float) -> float:
        """The same where all units have one share."""
        (hits, of_hits), (misses, of_misses) = self.hits, self.misses
        return float(
            (hits * of_hits).sum() * math.log(mean) + (misses * of_misses).sum() * math.log1p(-mean)
        )


def pooled(hits: ArrayLike, of: ArrayLike) -> Pooled:
    """Beta-binomial empirical Bayes for `hits` among `of` per unit, each of shape (units,).

    The prior's mean and strength are fitted by moments, then by marginal maximum likelihood
    (Skellam 1948). Values and intervals do not take that fit for the truth: they are averaged
    over all priors by their likelihood, with a uniform prior on the mean and on the shrinkage
    (Deely & Lindley 1981; Christiansen & Morris 1997); mean and variance of that mixture (Kass
    & Steffey 1989) give the beta whose quantiles are the interval, so it has width for any unit; a
    small allowance is added, more for few units.
    Counts need not be whole. ValueError for more hits than cases, or not one row."""
    x, n = counts(hits, of)
    if x.ndim != 1:
        raise ValueError("One count a unit, in one row.")
    if (n > 0).sum() < FEWEST_UNITS:
        return _plain(x, n)
    counted = _Counted(_each(x[n > 0]), _each((n - x)[n > 0]), _each(n[n > 0]))
    mean, strength, differ = _fitted(counted, x, n)
    means, strengths, weights = _priors(counted, x, n)
    values, variances = _mixed(x, n, means, strengths, weights)
    low, high = _quantiles(values, variances * (1 + _ALWAYS + _FOR_FEW / (n > 0).sum()))
    return Pooled(values, low, high, mean, strength, differ)


def _plain(x: Floats, n: Floats) -> Pooled:
    low, high = wilson(x, n)
    mean = float(x.sum() / n.sum()) if n.sum() else 0.5
    return Pooled(np.where(n > 0, x / np.maximum(n, 1), mean), low, high, mean, 0.0, False)


def _each(count: Floats) -> tuple[Floats, Floats]:
    found, many = np.unique(count, return_counts=True)
    return found, many.astype(float)


def _moments(x: Floats, n: Floats) -> tuple[float, float]:
    """Mean and strength by Kleinman's moments (1973); the mean kept off 0 and 1."""
    mean = (x.sum() + 0.5) / (n.sum() + 1)
    some, units = n[n > 0], int((n > 0).sum())
    spread = (some * (x[n > 0] / some - mean) ** 2).sum() / (mean * (1 - mean))
    total = some.sum()
    room = total - (some**2).sum() / total - (units - 1)
    rho = (spread - (units - 1)) / room if room > 0 else 0.0
    return float(mean), float(1 / min(max(rho, 1e-5), 0.9) - 1)


def _fitted(counted: _Counted, x: Floats, n: Floats) -> tuple[float, float, bool]:
    mean, strength = _moments(x, n)
    start = np.array([logit(mean), math.log(max(strength, 1e-2))])

    def loss(at: Floats) -> float:
        return -float(counted.log_likelihood(expit(at[:1]), math.exp(at[1]))[0])

    bounds = ((-12.0, 12.0), (-4.0, _ALIKE))
    best = minimize(loss, start, method="L-BFGS-B", bounds=bounds)
    share = min(max(x.sum() / n.sum(), 1e-9), 1 - 1e-9)
    gain = 2 * (-float(best.fun) - counted.log_alike(share))
    if gain <= 1e-6 or best.x[1] >= _ALIKE - 0.1:
        return float(x.sum() / n.sum()), math.inf, False
    return float(expit(best.x[0])), math.exp(float(best.x[1])), gain > _DIFFER


def _priors(counted: _Counted, x: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """Means, strengths and their weights on a grid, each of shape (points,)."""
    some = n[n > 0]
    typical = len(some) / (1 / some).sum()
    shrinkage = (np.arange(_STRENGTHS) + 0.5) / _STRENGTHS
    centre, _ = _moments(x, n)
    means, strengths, logs = [], [], []
    for strength in typical * shrinkage / (1 - shrinkage):
        information = (some * (strength + 1) / (strength + some)).sum()
        step = 1 / math.sqrt(centre * (1 - centre) * information)
        at = expit(logit(centre) + np.linspace(-6, 6, _MEANS) * step)
        at = np.clip(at, 1e-9, 1 - 1e-9)
        likely = counted.log_likelihood(at, float(strength))
        means.append(at)
        strengths.append(np.full(_MEANS, strength))
        logs.append(likely + np.log(at * (1 - at) * step))
    weights = np.concatenate(logs)
    weights = np.exp(weights - weights.max())
    kept = weights > 1e-7 * weights.sum()
    weights = weights[kept] / weights[kept].sum()
    return np.concatenate(means)[kept], np.concatenate(strengths)[kept], weights


def _mixed(
    x: Floats, n: Floats, means: Floats, strengths: Floats, weights: Floats
) -> tuple[Floats, Floats]:
    """Mean and variance of each unit's share over the priors."""
    first, second = np.zeros_like(x), np.zeros_like(x)
    for mean, strength, weight in zip(means, strengths, weights, strict=True):
        total = n + strength
        value = (x + mean * strength) / total
        first += weight * value
        second += weight * (value * (1 - value) / (total + 1) + value * value)
    return first, np.maximum(second - first * first, 1e-12)


def _quantiles(values: Floats, variances: Floats) -> tuple[Floats, Floats]:
    strength = np.maximum(values * (1 - values) / variances - 1, 1e-3)
    a, b = values * strength, (1 - values) * strength
    low, high = betaincinv(a, b, 0.025), betaincinv(a, b, 0.975)
    # A very skewed beta can have its mean outside: the interval always holds its estimate.
    return np.minimum(low, values), np.maximum(high, values)
