"""Greedy: the most supported first, and whatever no longer fits is passed over.

This is the official rule of most cities' citizens' budgets. With utility `cost` the order is by
votes; with `votes` it is by votes for each unit of money, which favours cheap projects.
"""

from collections.abc import Collection
from fractions import Fraction

from sanwen.methods.ballots.support import Support, Utility


def greedy(
    support: Support, *, utility: Utility = Utility.COST, funded: Collection[int] = ()
) -> list[int]:
    """Places of the projects added to those `funded`, in the order in which they were added.

    What nobody supports is not funded."""
    left = support.budget - sum(support.costs[place] for place in funded)
    added = []
    for place in order(support, utility):
        if place not in funded and support.totals[place] > 0 and support.costs[place] <= left:
            left -= support.costs[place]
            added.append(place)
    return added


def order(support: Support, utility: Utility) -> list[int]:
    """All projects, the first first."""

    def key(place: int) -> tuple[bool, Fraction, int]:
        total, cost = support.totals[place], support.costs[place]
        if utility is Utility.COST:
            return False, Fraction(-total), support.rank[place]
        # What costs nothing goes before everything that costs.
        return cost > 0 or total <= 0, Fraction(-total, cost or 1), support.rank[place]

    return sorted(range(len(support.ids)), key=key)
