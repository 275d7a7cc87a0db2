"""The method of equal shares, exactly, on groups of equal ballots.

Every voter has an equal share of the money. A project is bought when its supporters can pay for it
together, each the same for the same support, or all they have left; the project that gives most
for the money comes first (Peters, Pierczyński & Skowron 2021, "Proportional Participatory Budgeting
with Additive Utilities"; equalshares.net).

What each voter has left is known here as two whole numbers, in units of 2⁻ˢ of the smallest coin,
between which it certainly lies. A comparison that these do not settle is made with exact fractions
(`exact.py`). So no winner and no tie hangs on a rounding, and a whole range of shares can be tried
at once: where all comparisons are settled, every share in the range gives this outcome.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.ballots.support import Ints, Support, Utility

# Sums of money must stay below 2⁶².
_BITS = 61


class Unsettled(Exception):
    """Within a range of shares the outcome is not the same everywhere, or may not be."""


class TooMuch(ValueError):
    """Amounts too large for whole numbers of 64 bits."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a supporter pays for each unit of support, between two bounds (scaled); `high` None
    where the supporters may not have enough. `exact` where it is known without rounding."""

    low: int
    high: int | None
    exact: Fraction | None


@dataclass(slots=True)
class Balances:
    """The bounds of what each group's voters have left, scaled by `scale`."""

    scale: int
    low: Ints
    high: Ints

    @classmethod
    def of(cls, support: Support, least: Fraction, most: Fraction) -> "Balances":
        scale = _scale(support, most)
        many = len(support.many)
        low, high = int(least * scale), -int(-most * scale // 1)
        return cls(scale, np.full(many, low, np.int64), np.full(many, high, np.int64))

    def pay(self, payers: "Payers", price: Price) -> None:
        """All supporters pay for a project, or what they have left."""
        assert price.high is not None
        groups, weights = payers.groups, payers.even or payers.weights
        self.low[groups] = np.maximum(self.low[groups] - price.high * weights, 0)
        self.high[groups] = np.maximum(self.high[groups] - price.low * weights, 0)


def _scale(support: Support, share: Fraction) -> int:
    """The finest unit in which no sum or product of money and weights overflows."""
    heaviest = max((int(w.max()) for w in support.weights if len(w)), default=1)
    money = int(share * support.voters) + max(support.costs, default=0) + support.voters
    bits = _BITS - (money * heaviest).bit_length()
    if bits < 0:
        raise TooMuch("The amounts are too large to be counted exactly. Use a larger unit.")
    return int(1 << bits)


@dataclass(slots=True)
class Payers:
    """Groups that support a project and may have something left, with number and weight; `even`
    is the weight where it is the same for all, else 0."""

    groups: Ints
    many: Ints
    weights: Ints
    even: int

    @classmethod
    def of(cls, support: Support, place: int) -> "Payers":
        groups, weights = support.supporters[place], support.weights[place]
        even = int(weights[0]) if len(weights) and (weights == weights[0]).all() else 0
        return cls(groups, support.many[groups], weights, even)

    def only(self, some: NDArray[np.bool_]) -> "Payers":
        weights = self.weights if self.even else self.weights[some]
        return Payers(self.groups[some], self.many[some], weights, self.even)

    def weight(self, many: Ints, weights: Ints) -> int:
        return self.even * int(many.sum()) if self.even else int(weights @ many)


def solve(
    money: Ints, payers: Payers, cost: int, *, price: int = 0, up: bool = False
) -> tuple[int, bool] | None:
    """The price per unit of support at which `cost` is raised from `money`, rounded down or up,
    and whether all can pay it in full; None where all of it together is not enough.

    `price` is a bound from below, known before."""
    many, weights, even = payers.many, payers.weights, payers.even
    whole = True
    while weight := payers.weight(many, weights):
        price = max(price, -(-cost // weight) if up else cost // weight)
        poor = money < (price * even if even else price * weights)
        if not poor.any():
            return price, whole
        whole = False
        cost -= int(money[poor] @ many[poor])
        rich = ~poor
        money, many = money[rich], many[rich]
        if not even:
            weights = weights[rich]
    return None


def lowest(balances: Balances, payers: Payers, cost: int, known: int) -> tuple[int | None, Payers]:
    """A price that is certainly not too high, None where the supporters certainly cannot pay; and
    those of them who may have something left."""
    money = balances.high[payers.groups]
    having = money > 0
    if not having.all():
        payers, money = payers.only(having), money[having]
    found = solve(money, payers, cost * balances.scale, price=known)
    return (None if found is None else found[0]), payers


def price(balances: Balances, payers: Payers, cost: int, low: int) -> Price:
    """Today's price of a project, of which `low` is the bound from below."""
    money = balances.low[payers.groups]
    top = solve(money, payers, cost * balances.scale, price=low, up=True)
    if top is None:
        return Price(low, None, None)
    # All who have anything can pay in full, whatever it is within the bounds: no doubt is left.
    exact = Fraction(cost, payers.weight(payers.many, payers.weights)) if top[1] else None
    return Price(low, top[0], exact)


def worth(support: Support, place: int, utility: Utility) -> int:
    """What the price of a unit of support is divided by, to say what is gained for the money."""
    return support.costs[place] if utility is Utility.COST else 1
