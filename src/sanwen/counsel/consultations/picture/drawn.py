"""The opinion map as it is kept: no participant in it, no dot of fewer than five people."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sanwen.methods.microaggregation import microaggregate
from sanwen.methods.opinion.results import Consensus, Difference, Group, OpinionMap, Tally
from sanwen.methods.share import Share

# The groups are named in the order of their size.
LABELS = "ABCDEFGHIJ"
# Four digits tell a share; more would only make the page heavy.
_DIGITS = 4


def drawn(found: OpinionMap, numbers: tuple[int, ...]) -> dict[str, Any]:
    """`numbers` are the statements' own numbers, in the order in which the map has them.

    Groups that are not firm are kept as none: the people are a field then, and nobody has a side.
    """
    groups = () if found.is_continuum else found.groups
    return {
        "k": found.k,
        "p_no_groups": _short(found.p_no_groups),
        "permutations": found.permutations,
        "is_continuum": found.is_continuum,
        "stability": _stability(found),
        "turnout": _turnout(found),
        "dots": _dots(found, is_grouped=bool(groups)),
        "statements": [_statement(found, groups, at, number) for at, number in enumerate(numbers)],
        "groups": [_group(group, at, numbers) for at, group in enumerate(groups)],
        "consensus": [
            {
                "number": numbers[one.statement],
                "direction": one.direction,
                "all": _share(one.all),
                "against": _share(one.against),
                "least": _least(one, groups),
            }
            for one in found.consensus
        ],
        "dividing": [
            {
                "number": numbers[one.statement],
                "most": one.most,
                "least": one.least,
                "difference": _difference(one.difference),
                "opposed": one.opposed,
            }
            for one in (found.dividing if groups else ())
        ],
    }


def _least(one: Consensus, groups: Sequence[Group]) -> float:
    """The smallest share that goes this way, of all groups where enough voted."""
    tallies = [tally for group in groups if (tally := group.tallies[one.statement])]
    shares = [tally.side(one.direction) / tally.seen for tally in tallies]
    return _short(min(shares, default=one.all.value))


def _stability(found: OpinionMap) -> dict[str, float | int | bool]:
    how = found.stability
    return {
        "overall": _short(how.overall),
        "least": _short(how.least),
        "resamples": how.resamples,
        "is_stable": how.is_stable,
    }


def _turnout(found: OpinionMap) -> dict[str, Any]:
    who = found.turnout
    return {
        "participants": who.participants,
        "placed": who.placed,
        "needed": who.needed,
        "votes": who.votes,
        "each": list(who.each),
    }


def _dots(found: OpinionMap, *, is_grouped: bool) -> list[list[float]]:
    """x, y, how many people, which group (−1: no groups)."""
    labels = found.group if is_grouped else np.full(len(found.group), -1)
    cells = microaggregate(found.positions, labels, fewest=found.at_least)
    return [[_short(one.x), _short(one.y), one.count, one.label] for one in cells]


def _statement(found: OpinionMap, groups: Sequence[Group], at: int, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "at": [_short(place) for place in found.statement_map[at]],
        "all": _tally(found.statements[at], found.at_least),
        "groups": [_tally(group.tallies[at], found.at_least) for group in groups],
    }


def _tally(tally: Tally | None, at_least: int) -> list[int] | None:
    if tally is None or tally.seen < at_least:
        return None
    return [tally.agree, tally.disagree, tally.passed]


def _group(group: Group, at: int, numbers: tuple[int, ...]) -> dict[str, Any]:
    return {
        "label": LABELS[at],
        "size": group.size,
        "core": group.core,
        "stability": _short(group.stability),
        "characteristic": [
            {
                "number": numbers[one.statement],
                "direction": one.direction,
                "inside": _share(one.inside),
                "outside": _share(one.outside),
                "effect": _difference(one.effect),
                "q": _short(one.q),
            }
            for one in group.characteristic
        ],
    }


def _share(share: Share) -> list[float]:
    return _three(share.value, share.low, share.high)


def _difference(difference: Difference) -> list[float]:
    return _three(difference.value, difference.low, difference.high)


def _three(*numbers: float) -> list[float]:
    return [_short(number) for number in numbers]


def _short(number: float) -> float:
    return round(float(number), _DIGITS) if np.isfinite(number) else 0.0
