"""How fast a topic grows against what its place and season normally bring, with an interval.

Given how many messages came in all, the share that came lately follows a binomial when nothing
changed, whatever the unknown rate: the exact conditional test of two Poisson rates (Przyborowski
& Wilenski 1940), its interval by Clopper & Pearson 1934. Messages come in bouts, so counts are
divided by the overdispersion seen before the recent window (quasi-likelihood, Wedderburn 1974; the
first two moments of a negative binomial), never by less than 1. Many topics are judged at once by
Benjamini & Hochberg 1995.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Growth:
    """The recent rate as a multiple of the earlier one: 1 is as ever, 2 twice as many.

    `low` and `high` hold it with the asked confidence; `high` is infinite where nothing came
    before. `expected` and `seen` are counts in the recent window. `p` is the chance of so many
    where nothing changed; `is_rising` says that `low` is above 1.
    """

    ratio: float
    low: float
    high: float
    expected: float
    seen: int
    is_rising: bool
    p: float = 1.0


def growth(
    days: Sequence[int],
    *,
    recent: int,
    season: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> Growth:
    """How the last `recent` counts compare with those before them.

    `days` are counts of one topic by day or week, oldest first. `season` is what the place brought
    in all on the same days (same length), or any other weight of a day; without it every day
    weighs the same. ValueError where lengths, counts or the window make no sense.
    """
    own = _counts(days)
    weight = np.ones(len(own)) if season is None else _counts(season)
    if len(weight) != len(own):
        raise ValueError("season needs one count for each count of days")
    if not 0 < recent < len(own):
        raise ValueError("recent needs to be shorter than days, and at least 1")
    seen, before = own[-recent:].sum(), own[:-recent].sum()
    now_weight, then_weight = weight[-recent:].sum(), weight[:-recent].sum()
    if then_weight == 0 or now_weight == 0:
        # Nothing is known of what is normal: no claim.
        return Growth(1.0, 0.0, float("inf"), float(seen), int(seen), False)
    scale = now_weight / then_weight
    spread = _overdispersion(own[:-recent], weight[:-recent], recent)
    low, high = _interval(seen / spread, before / spread, scale, 1 - confidence)
    share = scale / (1 + scale)
    p = _upper_tail(seen / spread, before / spread, share)
    # Half a message on both sides keeps the ratio finite where nothing came before.
    ratio = (seen + 0.5) / ((before + 0.5) * scale)
    return Growth(float(ratio), low, high, float(before * scale), int(seen), bool(low > 1), p)


def rising(
    series: Sequence[Sequence[int]],
    *,
    recent: int,
    alpha: float = 0.05,
    seasons: Sequence[Sequence[int] | None] | None = None,
) -> list[bool]:
    """Which of many topics rise, with at most a share `alpha` of false ones among those named."""
    weights = seasons if seasons is not None else [None] * len(series)
    found = [
        growth(days, recent=recent, season=weight)
        for days, weight in zip(series, weights, strict=True)
    ]
    return discovered([one.p for one in found], alpha=alpha)


def discovered(chances: Sequence[float], *, alpha: float = 0.05) -> list[bool]:
    """Which findings stand when many are looked at: Benjamini-Hochberg at the level `alpha`."""
    many = len(chances)
    order = sorted(range(many), key=lambda at: (chances[at], at))
    standing = [rank for rank, at in enumerate(order, 1) if chances[at] <= alpha * rank / many]
    kept = set(order[: max(standing, default=0)])
    return [at in kept for at in range(many)]


def _counts(days: Sequence[int]) -> Counts:
    counts = np.asarray(days, float)
    if counts.ndim != 1 or (counts < 0).any() or not np.isfinite(counts).all():
        raise ValueError("counts are finite and not negative")
    return counts


def _overdispersion(own: Counts, weight: Counts, width: int) -> float:
    """Pearson's dispersion of the earlier windows of the same width; at least 1."""
    windows = len(own) // width
    if windows < 3 or own.sum() == 0:
        return 1.0
    cut = len(own) - windows * width
    mine = own[cut:].reshape(windows, width).sum(axis=1)
    theirs = weight[cut:].reshape(windows, width).sum(axis=1)
    if theirs.sum() == 0:
        return 1.0
    expected = theirs * (mine.sum() / theirs.sum())
    known = expected > 0
    pearson = ((mine[known] - expected[known]) ** 2 / expected[known]).sum()
    return max(1.0, float(pearson / max(int(known.sum()) - 1, 1)))


def _interval(seen: float, before: float, scale: float, alpha: float) -> tuple[float, float]:
    """Clopper-Pearson limits of the recent share, as multiples of the earlier rate."""
    low = stats.beta.ppf(alpha / 2, seen, before + 1) if seen > 0 else 0.0
    high = stats.beta.ppf(1 - alpha / 2, seen + 1, before) if before > 0 else 1.0
    return float(_odds(low) / scale), float(_odds(high) / scale)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")


def _upper_tail(seen: float, before: float, share: float) -> float:
    """P(at least so many lately), the binomial's tail as a beta integral, for broken counts too."""
    return float(stats.beta.cdf(share, seen, before + 1)) if seen > 0 else 1.0
