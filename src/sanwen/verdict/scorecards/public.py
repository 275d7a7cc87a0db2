"""What everybody may see of a card: nothing that tells of fewer than five people.

Quarters only. A rate is shown where its hits, its misses and its silence are nobody or at least
five, and where a month of it that is hidden elsewhere cannot be had by subtracting the others.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sanwen.methods.rates import Rate
from sanwen.methods.suppression import FEWEST, hidden
from sanwen.verdict.scorecards.card import Card, Counter, Part, Satisfaction


def is_safe(*counts: int) -> bool:
    return all(count == 0 or count >= FEWEST for count in counts)


def shown(rate: Rate, months: Sequence[Rate] = ()) -> Rate:
    """The rate, or a hidden one. `months`: the parts of the period that are told elsewhere."""
    parts = (rate.hits, rate.judged - rate.hits, rate.unsaid)
    if is_safe(*parts) and _is_left_over(months):
        return rate
    return replace(rate, hidden=True)


def _is_left_over(months: Sequence[Rate]) -> bool:
    """The period less the months that are shown: nothing, or at least two months and five people
    of each kind."""
    away = [
        (one.hits, one.judged - one.hits, one.unsaid)
        for one in months
        if not is_safe(one.hits, one.judged - one.hits, one.unsaid)
    ]
    if not away:
        return True
    return len(away) > 1 and is_safe(*(sum(part) for part in zip(*away, strict=True)))


def counter(one: Counter) -> Counter:
    rate = shown(one.rate)
    return replace(one, rate=rate, amount=None if rate.hidden else one.amount)


def satisfaction(one: Satisfaction) -> Satisfaction:
    """Levels that would tell are None; where nothing is left, all are."""
    levels = list(one.levels)
    hide = hidden([one.levels[level] for level in levels])
    if not is_safe(one.of - one.said):
        hide = [True] * len(levels)
    kept = {
        level: -1 if is_hidden else one.levels[level]
        for level, is_hidden in zip(levels, hide, strict=True)
    }
    return Satisfaction(kept, one.of)


def card(one: Card, months: Sequence[Card | Part] = ()) -> Card:
    return replace(
        one,
        solved=shown(one.solved, [month.solved for month in months]),
        contact=shown(one.contact, [month.contact for month in months]),
        people=shown(one.people, [month.people for month in months]),
        counters=tuple(counter(part) for part in one.counters),
        satisfaction=satisfaction(one.satisfaction),
        excluded=one.excluded if is_safe(one.excluded) else -1,
        closed=one.closed if is_safe(one.closed) else -1,
    )


def without_rates(one: Card) -> Card:
    """Where even that the others are shown would tell of it."""
    away = {
        name: replace(getattr(one, name), hidden=True) for name in ("solved", "contact", "people")
    }
    counters = tuple(
        replace(part, rate=replace(part.rate, hidden=True), amount=None) for part in one.counters
    )
    levels = dict.fromkeys(one.satisfaction.levels, -1)
    return replace(
        one, counters=counters, satisfaction=Satisfaction(levels, one.satisfaction.of), **away
    )


def units_shown(rates: Mapping[str, Rate]) -> Collection[str]:
    """Units whose rate is told beside that of the whole: what is hidden adds up to five or more.

    Where the hidden ones together would tell, the smallest of the others are hidden with them.
    """
    order = sorted(rates, key=lambda unit: (rates[unit].judged, unit))
    away = [unit for unit in order if rates[unit].hidden]
    rest = [unit for unit in order if not rates[unit].hidden]
    while away and rest and not _together(rates, away):
        away.append(rest.pop(0))
    return rest


def _together(rates: Mapping[str, Rate], away: Sequence[str]) -> bool:
    parts = (
        (rates[unit].hits, rates[unit].judged - rates[unit].hits, rates[unit].unsaid)
        for unit in away
    )
    return len(away) > 1 and is_safe(*(sum(part) for part in zip(*parts, strict=True)))
