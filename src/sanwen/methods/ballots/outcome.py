"""Who won, what it cost, and for every project why: also "why not mine"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sanwen.methods.ballots.buying import Purchase, purchases
from sanwen.methods.ballots.completing import Completion, equal_shares
from sanwen.methods.ballots.election import Election
from sanwen.methods.ballots.greedy import greedy, order
from sanwen.methods.ballots.support import Count, Support, Ties, Utility, support


class Rule(StrEnum):
    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


class Fate(StrEnum):
    """What became of a project."""

    BOUGHT = "bought"  # its supporters paid for it from their shares
    ADDED = "added"  # it was next in the order and fitted into what was left
    UNSUPPORTED = "unsupported"  # nobody named it
    TOO_DEAR = "too dear"  # it costs more than all the money there is
    COSTLESS = "costless"  # it says no cost, so by its cost it is worth nothing to anybody
    SHORT = "short"  # its supporters together had too little left
    NO_ROOM = "no room"  # when its turn came, too little was left


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a project was funded or not; money is in the units of the election.

    `turn` counts from 1 among those funded (0: not funded). `points` and `named` are its support.
    `price` is what each unit of its support paid. `left` is what its supporters had together in
    the end (equal shares), or what was left of the budget at its turn (greedy); `lacks` is how
    much that was short of its cost. `rounds` follows its supporters' money purchase by purchase.
    """

    id: str
    fate: Fate
    cost: Fraction
    points: Fraction
    named: int
    turn: int = 0
    price: Fraction | None = None
    left: Fraction | None = None
    lacks: Fraction | None = None
    rounds: tuple[Fraction, ...] = ()

    @property
    def funded(self) -> bool:
        return self.turn > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`winners` in the order in which they were funded; `share` is what each voter had to spend
    (equal shares; with add-one it is more than an equal part of the budget)."""

    winners: tuple[str, ...]
    spent: Fraction
    budget: Fraction
    share: Fraction | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """The published rule. By default: a project's worth to its supporter is its cost, points count
    as written, and ties go to the number first in order."""

    rule: Rule = Rule.EQUAL_SHARES
    completion: Completion = Completion.NONE
    utility: Utility = Utility.COST
    count: Count = Count.POINTS
    ties: Ties = Ties.ID


def decide(
    election: Election, settings: Settings | None = None, *, rounds: bool = False
) -> Outcome:
    """The outcome of an election with a reason for every project, in the order of the election;
    with `rounds`, which take longer, also the money of its supporters after every purchase.

    Raises shares.TooMuch where the amounts do not fit into 64 bits."""
    settings = settings or Settings()
    votes = support(election, count=settings.count, ties=settings.ties)
    if settings.rule is Rule.GREEDY or not votes.voters:
        added = greedy(votes, utility=settings.utility)
        return _told(votes, [], added, None, settings.utility)
    bought, added, share = equal_shares(
        votes, utility=settings.utility, completion=settings.completion
    )
    paid = purchases(votes, settings.utility, share, rounds=rounds)
    return _told(votes, paid, added, share, settings.utility)


def _told(
    votes: Support,
    paid: Sequence[Purchase],
    added: Sequence[int],
    share: Fraction | None,
    utility: Utility,
) -> Outcome:
    bought = [one.place for one in paid]
    funded = [*bought, *added]
    rooms = _rooms(votes, utility, bought, set(added))
    begun = _at_first(votes, share)
    reasons = []
    for place in range(len(votes.ids)):
        fate = _fate(votes, place, bought, added, shared=share is not None)
        left = _left(votes, place, paid, begun) if share is not None else rooms[place]
        cost = votes.amount(votes.costs[place])
        lost = fate in (Fate.TOO_DEAR, Fate.SHORT, Fate.NO_ROOM)
        reasons.append(
            Reason(
                id=votes.ids[place],
                fate=fate,
                cost=cost,
                points=Fraction(votes.totals[place], votes.unit),
                named=votes.named[place],
                turn=funded.index(place) + 1 if place in funded else 0,
                price=_price(votes, place, paid),
                left=left if lost else None,
                lacks=max(cost - left, Fraction(0)) if lost else None,
                rounds=_rounds(votes, place, paid, begun) if lost else (),
            )
        )
    spent = votes.amount(sum(votes.costs[place] for place in funded))
    ids = tuple(votes.ids[place] for place in funded)
    each = None if share is None else votes.amount(share)
    return Outcome(ids, spent, votes.amount(votes.budget), each, tuple(reasons))


def _fate(
    votes: Support, place: int, bought: Sequence[int], added: Sequence[int], *, shared: bool
) -> Fate:
    if place in bought:
        return Fate.BOUGHT
    if place in added:
        return Fate.ADDED
    if votes.totals[place] <= 0:
        return Fate.UNSUPPORTED
    if votes.costs[place] > votes.budget:
        return Fate.TOO_DEAR
    if not shared:
        return Fate.NO_ROOM
    return Fate.SHORT if votes.costs[place] else Fate.COSTLESS


def _rooms(
    votes: Support, utility: Utility, bought: Sequence[int], added: set[int]
) -> dict[int, Fraction]:
    """What was left of the budget when greedy came to each project."""
    left = votes.budget - sum(votes.costs[place] for place in bought)
    rooms = {}
    for place in order(votes, utility):
        rooms[place] = votes.amount(left)
        left -= votes.costs[place] if place in added else 0
    return rooms


def _at_first(votes: Support, share: Fraction | None) -> list[Fraction]:
    """What the supporters of each project have together before anything is bought."""
    if share is None:
        return []
    return [share * int(votes.many[groups].sum()) for groups in votes.supporters]


def _left(
    votes: Support, place: int, paid: Sequence[Purchase], begun: Sequence[Fraction]
) -> Fraction:
    last = paid[-1].left if paid else ()
    return votes.amount(last[place] if last else begun[place])


def _rounds(
    votes: Support, place: int, paid: Sequence[Purchase], begun: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    if not begun or not all(one.left for one in paid if one.price):
        return ()
    after = (one.left[place] for one in paid if one.left)
    return tuple(votes.amount(left) for left in (begun[place], *after))


def _price(votes: Support, place: int, paid: Sequence[Purchase]) -> Fraction | None:
    """For a whole point, not for the unit in which points were scaled."""
    for one in paid:
        if one.place == place:
            return votes.amount(one.price) * votes.unit
    return None
