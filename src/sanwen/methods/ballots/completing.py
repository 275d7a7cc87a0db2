"""What to do with the money that equal shares leaves."""

from enum import StrEnum
from fractions import Fraction

from sanwen.methods.ballots.buying import bought, everyone
from sanwen.methods.ballots.greedy import greedy
from sanwen.methods.ballots.shares import Unsettled, worth
from sanwen.methods.ballots.support import Support, Utility


class Completion(StrEnum):
    """`NONE`: the rest stays unspent. `GREEDY`: the most supported of what still fits. `ADD1`: the
    shares grow one unit of money at a time, as long as what is then bought can really be paid."""

    NONE = "none"
    GREEDY = "greedy"
    ADD1 = "add1"


def equal_shares(
    support: Support, *, utility: Utility, completion: Completion
) -> tuple[list[int], list[int], Fraction]:
    """Places bought, places added by greedy, and the share that each voter had in the end.

    With `ADD1` the last increment counts at which the money suffices (not the first outcome to
    which nothing could be added: Wieliczka 2023 went on, and so was decided there)."""
    if not support.voters:
        return [], [], Fraction(0)
    share = Fraction(support.budget, support.voters)
    if completion is Completion.ADD1:
        places, share = _grown(support, utility, share)
        return places, [], share
    places = bought(support, utility, share)
    added = []
    if completion is Completion.GREEDY:
        added = greedy(support, utility=utility, funded=places)
    return places, added, share


def _grown(support: Support, utility: Utility, share: Fraction) -> tuple[list[int], Fraction]:
    """Many increments change nothing: as many as can be settled together are tried together."""
    groups = enumerate(support.supporters)
    everything = sum(1 for place, one in groups if len(one) and worth(support, place, utility))
    payers = everyone(support)
    best, stride, calm, needed = bought(support, utility, share, payers=payers), 1, 0, 1
    while len(best) < everything:
        least, most = share + support.money, share + support.money * stride
        try:
            found = bought(support, utility, least, most, payers=payers)
        except Unsettled:
            stride, calm, needed = max(1, stride // 4), 0, min(needed * 2, 8)
            continue
        if sum(support.costs[place] for place in found) > support.budget:
            break
        best, share, calm = found, most, calm + 1
        if calm >= needed:
            stride, calm, needed = stride * 2, 0, max(1, needed // 2)
    return best, share
