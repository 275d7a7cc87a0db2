"""Equal shares, purchase by purchase."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sanwen.methods.ballots.exact import Exact, bounds
from sanwen.methods.ballots.shares import Balances, Payers, Price, Unsettled, lowest, price, worth
from sanwen.methods.ballots.support import Support, Utility

# Prices are compared in units so much finer that dividing them by a cost loses nothing that counts.
_FINER = 48


def bought(
    support: Support,
    utility: Utility,
    least: Fraction,
    most: Fraction | None = None,
    *,
    payers: Sequence[Payers] = (),
) -> list[int]:
    """Places of the projects bought, in their order, with any share from `least` to `most`.

    Raises Unsettled where it may not be the same with all of them; never with one share."""
    payers = payers or everyone(support)
    most = least if most is None else most
    return [one.place for one in _Buying(support, utility, payers, least, most).run()]


@dataclass(frozen=True, slots=True)
class Purchase:
    """`price` is paid for each unit of support; `left` is what the supporters of each project
    have afterwards, together: after the last one, or after each where that is asked for. Both are
    rounded down by less than a millionth of a coin."""

    place: int
    price: Fraction
    left: tuple[Fraction, ...]


def purchases(
    support: Support, utility: Utility, share: Fraction, *, rounds: bool = False
) -> list[Purchase]:
    """What is bought with one share, in its order, and what is left; with `rounds` after each."""
    buying = _Buying(support, utility, everyone(support), share, share, told=rounds)
    found = buying.run()
    if found and not rounds:
        found[-1] = replace(found[-1], left=buying.left())
    return found


def everyone(support: Support) -> list[Payers]:
    """The supporters of each project, to be made once for many tries."""
    return [Payers.of(support, place) for place in range(len(support.ids))]


class _Buying:
    """Bounds of prices only rise, as money only goes; so only the cheapest are looked at again."""

    def __init__(
        self,
        support: Support,
        utility: Utility,
        payers: Sequence[Payers],
        least: Fraction,
        most: Fraction,
        *,
        told: bool = False,
    ) -> None:
        self._support, self._told = support, told
        self._balances = Balances.of(support, least, most)
        self._worth = [worth(support, place, utility) for place in range(len(support.ids))]
        self._exact = Exact(support, least) if least == most else None
        self._payers = list(payers)
        self._lowest = [0] * len(support.ids)
        self._seen = [-1] * len(support.ids)
        self._done: list[int] = []
        self._heap: list[tuple[int, int]] = []

    def run(self) -> list[Purchase]:
        support, found = self._support, []
        for place, cost in enumerate(support.costs):
            if cost and len(support.supporters[place]):
                self._look(place)
            elif len(support.supporters[place]) and self._worth[place]:
                found.append(Purchase(place, Fraction(0), ()))
        found.sort(key=lambda one: support.rank[one.place])
        while (cheapest := self._cheapest()) is not None:
            place, paid = cheapest
            self._balances.pay(self._payers[place], paid)
            self._done.append(place)
            price = Fraction(paid.low, self._balances.scale)
            found.append(Purchase(place, price, self.left() if self._told else ()))
        return found

    def left(self) -> tuple[Fraction, ...]:
        money, many = self._balances.low, self._support.many
        sums = (int(money[groups] @ many[groups]) for groups in self._support.supporters)
        return tuple(Fraction(left, self._balances.scale) for left in sums)

    def _look(self, place: int) -> None:
        """Bounds the price of a project anew, or drops one that cannot be paid for any more."""
        cost, known = self._support.costs[place], self._lowest[place]
        found, self._payers[place] = lowest(self._balances, self._payers[place], cost, known)
        if found is not None:
            self._lowest[place], self._seen[place] = found, len(self._done)
            self._keep(place, found)

    def _low(self, place: int, low: int) -> int:
        return (low << _FINER) // self._worth[place]

    def _high(self, place: int, high: int) -> int:
        return -(-(high << _FINER) // self._worth[place])

    def _cheapest(self) -> tuple[int, Price] | None:
        """The project that gives most for the money, with its price; None when all is bought."""
        while near := self._nearest():
            close = self._close(near)
            if not close:
                continue
            best = min(close, key=lambda one: self._order(*one)) if len(close) > 1 else close[0]
            for place, found in close:
                if place != best[0]:
                    self._keep(place, found.low)
            return best
        return None

    def _nearest(self) -> list[tuple[int, Price]]:
        """Taken off the heap: every project that may be the cheapest, the cheapest among them."""
        near: list[tuple[int, Price]] = []
        ceiling: int | None = None
        while self._heap and (ceiling is None or self._heap[0][0] <= ceiling):
            _, place = heapq.heappop(self._heap)
            if self._seen[place] != len(self._done):
                self._look(place)
                continue
            near.append((place, self._price(place)))
            ceiling = self._ceiling(near)
        return near

    def _ceiling(self, near: Sequence[tuple[int, Price]]) -> int | None:
        """Whoever asks for more than this is not the cheapest."""
        highs = [self._high(place, one.high) for place, one in near if one.high is not None]
        return min(highs, default=None)

    def _close(self, near: Sequence[tuple[int, Price]]) -> list[tuple[int, Price]]:
        """Those that may be the cheapest still, settled exactly if there are several or if it is
        not certain that they can be paid for; the others go back."""
        ceiling = self._ceiling(near)
        close = []
        for place, found in near:
            if ceiling is None or self._low(place, found.low) <= ceiling:
                close.append((place, found))
            else:
                self._keep(place, found.low)
        if len(close) == 1 and ceiling is not None:
            return close
        if all(found.exact is not None for _, found in close):
            return close
        return self._exactly([place for place, _ in close])

    def _order(self, place: int, found: Price) -> tuple[Fraction, int]:
        assert found.exact is not None
        return found.exact / self._worth[place], self._support.rank[place]

    def _keep(self, place: int, low: int) -> None:
        heapq.heappush(self._heap, (self._low(place, low), place))

    def _price(self, place: int) -> Price:
        cost, low = self._support.costs[place], self._lowest[place]
        return price(self._balances, self._payers[place], cost, low)

    def _exactly(self, places: Sequence[int]) -> list[tuple[int, Price]]:
        """The projects with their exact prices, without those that cannot be paid for."""
        if self._exact is None:
            raise Unsettled
        self._exact.advance(self._done)
        self._balances.low[:] = self._exact.balances.low
        self._balances.high[:] = self._exact.balances.high
        prices = [(place, self._exact.price(place)) for place in places]
        scale = self._balances.scale
        return [(place, bounds(one, scale)) for place, one in prices if one is not None]
