"""What is published: how many got all, how much was lost on the way, why; small counts are gone."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from sanwen.methods.suppression import FEWEST, hidden
from sanwen.methods.surveys import Estimate, Reach, reach
from sanwen.verdict.reach import questions
from sanwen.verdict.reach.answers import Told
from sanwen.verdict.surveys.states import Disposition

# A way is shown by itself from so many answers on, and only where chance does not explain it.
FEWEST_OF_A_WAY = 30


def figures(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = {
        "population": sum(told.population.values()),
        "drawn": told.drawn,
        "meant": len(told.entitled),
        "answered": told.answered,
        "refused": told.outcomes[Disposition.REFUSED],
        "not_meant": told.outcomes[Disposition.NOT_MEANT],
        "is_hidden": told.answered < FEWEST,
        "few_lost": False,
    }
    if found["is_hidden"]:
        return found
    return found | _shares(told, whole(told))


def whole(told: Told) -> Reach:
    of: dict[Hashable, int] = dict(told.population.items())
    return reach(
        told.entitled,
        told.received,
        strata=told.strata,
        weights=told.weights,
        population=of,
    )


def _shares(told: Told, found: Reach) -> dict[str, Any]:
    got = told.received[~np.isnan(told.received)]
    due = told.entitled[~np.isnan(told.received)]
    counts = [int((got >= due).sum()), int(((got > 0) & (got < due)).sum()), int((got <= 0).sum())]
    away = hidden(counts)
    kinds = ("all", "part", "nothing")
    estimates = (found.all, found.part, found.nothing)
    few_lost = 0 < counts[1] + counts[2] < FEWEST or 0 < counts[0] < FEWEST
    shares = {
        kind: None if is_away or few_lost else plain(each, count)
        for kind, each, count, is_away in zip(kinds, estimates, counts, away, strict=True)
    }
    return {
        "few_lost": few_lost,
        "shares": shares,
        "leakage": None if few_lost else plain(found.leakage, None),
        "all_bounds": None if few_lost else list(found.all_bounds),
        "leakage_bounds": None if few_lost else list(found.leakage_bounds),
        "unaware": _safe(told.shares[questions.UNAWARE]),
        "reasons": _table(questions.reasons(), told.reasons),
        "through": _table(questions.through(), told.through),
        "ways": [] if few_lost else ways(told),
    }


def plain(found: Estimate, hits: int | None) -> dict[str, Any]:
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "hits": hits,
        "n": found.n,
        "asked": found.asked,
        "method": str(found.method),
    }


def _safe(count: int) -> int | None:
    return None if 0 < count < FEWEST else count


def _table(options: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> list[list[Any]]:
    """[[key, count or nothing], …], commonest first; what is hidden stands last."""
    known = [(key, counts.get(key, 0)) for key, _text in options]
    away = hidden([count for _key, count in known])
    shown = [
        [key, None if is_away else count]
        for (key, count), is_away in zip(known, away, strict=True)
        if count or is_away
    ]
    return sorted(shown, key=lambda row: (row[1] is None, -(row[1] or 0)))


def ways(told: Told) -> list[dict[str, Any]]:
    """Each way by itself, where it has thirty answers and chance does not explain a difference."""
    names = np.array(told.strata)
    found = []
    for name in sorted(set(told.strata)):
        of = names == name
        known = of & ~np.isnan(told.received)
        lost = int((told.received[known] < told.entitled[known]).sum())
        whole_way = int(known.sum()) - lost
        if known.sum() < FEWEST_OF_A_WAY or any(0 < each < FEWEST for each in (lost, whole_way)):
            continue
        each = reach(told.entitled[of], told.received[of], population=told.population[name])
        found.append({"name": name, **plain(each.all, whole_way)})
    return [one for one in found if any(_apart(one, other) for other in found)]


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["low"] > other["high"] or one["high"] < other["low"])
