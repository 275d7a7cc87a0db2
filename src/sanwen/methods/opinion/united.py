"""What nearly all share: statements on which every group goes one way.

The published figure multiplies the groups' shares, so it shrinks with each group more and does not
look at who disagrees. Here the group with least support decides, by support less opposition; a
group parted in two alike halves changes nothing.
"""

from collections.abc import Sequence

from sanwen.methods.opinion.results import Consensus, Tally
from sanwen.methods.opinion.votes import Ints
from sanwen.methods.share import share


def united(counts: Ints, totals: Sequence[Tally], *, at_least: int) -> list[Consensus]:
    """`counts` (groups, statements, 3) of those in groups, `totals` of everybody who voted.

    A statement unites where more than half of those who saw it agree (or disagree) in every group
    with enough votes, and for everybody together even the low end of the interval is above half.
    """
    found = []
    for statement, tally in enumerate(totals):
        for direction in (1, -1):
            one = _one(counts[:, statement], tally, statement, direction, at_least)
            if one is not None:
                found.append(one)
    return sorted(found, key=lambda one: (-one.score, -one.all.low, one.statement))


def _one(
    counts: Ints, tally: Tally, statement: int, direction: int, at_least: int
) -> Consensus | None:
    if tally.seen < at_least:
        return None
    overall = share(tally.side(direction), tally.seen)
    known = [each for each in _groups(counts, tally) if each.seen >= at_least]
    if overall.low <= 0.5 or not known:
        return None
    weakest = min(known, key=lambda each: _margin(each, direction))
    least = share(weakest.side(direction), weakest.seen)
    if min(each.side(direction) / each.seen for each in known) <= 0.5:
        return None
    against = share(tally.side(-direction), tally.seen)
    score = _margin(weakest, direction)
    return Consensus(statement, direction, overall, against, least, score, tally)


def _groups(counts: Ints, tally: Tally) -> list[Tally]:
    return [Tally(*each) for each in counts.tolist()] if len(counts) else [tally]


def _margin(tally: Tally, direction: int) -> float:
    """Support less opposition, one vote of each kind added: few votes prove little."""
    return (tally.side(direction) - tally.side(-direction)) / (tally.seen + 2)
