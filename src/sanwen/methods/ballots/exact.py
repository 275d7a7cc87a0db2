"""Equal shares with fractions, for the comparisons that bounds do not settle.

Who has spent all, and who has paid in full for what, is enough to know what each has left: the
share less the prices paid. So the exact price of a project is one division of sums of few prices.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.ballots.shares import Balances, Payers, Price
from sanwen.methods.ballots.support import Ints, Support

Truths = NDArray[np.bool_]


class Exact:
    """The same purchases again, with every price a fraction."""

    def __init__(self, support: Support, share: Fraction) -> None:
        self._support, self._share = support, share
        self.balances = Balances.of(support, share, share)
        self.bought: list[int] = []
        self.prices: list[Fraction] = []
        self._broke = np.zeros(len(support.many), bool)

    def advance(self, bought: list[int]) -> None:
        """Buys what has been bought since."""
        for place in bought[len(self.bought) :]:
            found = self.price(place)
            assert found is not None
            self._pay(place, found)

    def price(self, place: int) -> Fraction | None:
        """The price per unit of support; None where the supporters have too little together."""
        groups, weights = self._having(place)
        rich = np.ones(len(groups), bool)
        while rich.any():
            price = self._shared(place, groups, weights, rich)
            poor = self._poorer(groups, weights, rich, price)
            if not poor.any():
                return price
            rich &= ~poor
        return None

    def left(self, place: int) -> Fraction:
        """What the supporters of a project have left, together."""
        groups, _ = self._having(place)
        return self._money(groups)

    def _having(self, place: int) -> tuple[Ints, Ints]:
        groups, weights = self._support.supporters[place], self._support.weights[place]
        some = ~self._broke[groups]
        return groups[some], weights[some]

    def _shared(self, place: int, groups: Ints, weights: Ints, rich: Truths) -> Fraction:
        cost = self._support.costs[place] - self._money(groups[~rich])
        return cost / int(weights[rich] @ self._support.many[groups[rich]])

    def _money(self, groups: Ints) -> Fraction:
        """What these have left together; none of them may have spent all."""
        chosen = np.zeros(len(self._support.many), np.int64)
        chosen[groups] = self._support.many[groups]
        left = self._share * int(chosen.sum())
        for place, price in zip(self.bought, self.prices, strict=True):
            left -= price * int(
                chosen[self._support.supporters[place]] @ self._support.weights[place]
            )
        return left

    def _poorer(self, groups: Ints, weights: Ints, rich: Truths, price: Fraction) -> Truths:
        """Who among the rich has less than the price of their support."""
        low, high = _bounds(price, self.balances.scale)
        poor = rich & (self.balances.high[groups] < low * weights)
        unsure = np.flatnonzero(rich & ~poor & (self.balances.low[groups] < high * weights))
        for one in unsure:
            poor[one] = self._money_of(int(groups[one])) < price * int(weights[one])
        return poor

    def _money_of(self, group: int) -> Fraction:
        left = self._share
        for place, price in zip(self.bought, self.prices, strict=True):
            groups = self._support.supporters[place]
            at = int(np.searchsorted(groups, group))
            if at < len(groups) and groups[at] == group:
                left -= price * int(self._support.weights[place][at])
        return left

    def _pay(self, place: int, price: Fraction) -> None:
        groups, weights = self._having(place)
        poor = self._poorer(groups, weights, np.ones(len(groups), bool), price)
        payers = Payers(groups, self._support.many[groups], weights, 0)
        self.balances.pay(payers, bounds(price, self.balances.scale))
        self._broke[groups[poor]] = True
        self.balances.low[groups[poor]] = self.balances.high[groups[poor]] = 0
        self.bought.append(place)
        self.prices.append(price)


def _bounds(price: Fraction, scale: int) -> tuple[int, int]:
    return int(price * scale // 1), -int(-price * scale // 1)


def bounds(price: Fraction, scale: int) -> Price:
    low, high = _bounds(price, scale)
    return Price(low, high, price)
