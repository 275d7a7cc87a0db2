"""Needs in the order in which voters want them: no money, only what is more wanted than what."""

from dataclasses import dataclass
from fractions import Fraction

from sanwen.methods.ballots.election import Election
from sanwen.methods.ballots.support import Count, Ties, support
from sanwen.methods.share import Share, share


@dataclass(frozen=True, slots=True)
class Wanted:
    """`place` counts from 1 and is the same for equals. `points` are approvals, points given or,
    ranked, Borda's; `named` is the share of voters who named it at all."""

    id: str
    place: int
    points: Fraction
    named: Share
    voters: int


def priority(election: Election, *, ties: Ties = Ties.ID) -> list[Wanted]:
    """The most wanted first. Equals have the same place and stand in the order of `ties`.

    Ranked ballots give as many points to the first as may be ranked, then one fewer each
    (Borda 1784, on ballots of limited length)."""
    votes = support(election, count=Count.POINTS, ties=ties)
    order = sorted(range(len(votes.ids)), key=lambda one: (-votes.totals[one], votes.rank[one]))
    found: list[Wanted] = []
    for number, one in enumerate(order, 1):
        points = Fraction(votes.totals[one], votes.unit)
        place = found[-1].place if found and found[-1].points == points else number
        named = share(votes.named[one], votes.voters)
        found.append(Wanted(votes.ids[one], place, points, named, votes.named[one]))
    return found
