"""Who is represented by what was funded, and who is not: in numbers of voters, never by name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanwen.methods.ballots.election import Election, Marks, Voter
from sanwen.methods.share import Share, share

# A group of fewer is not shown.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Represented:
    """`with_so_many[k]` voters have k funded projects among those they supported; `nothing` is the
    share of voters with none. `for_each` is the part of the money spent that went, on average, to
    projects a voter supported."""

    voters: int
    with_so_many: Mapping[int, int]
    nothing: Share
    for_each: Fraction


def represented(election: Election, winners: Collection[str]) -> Represented:
    """Over all ballots; an empty ballot has nothing."""
    return _counted(election, election.ballots, winners)


def by_group(
    election: Election, voters: Sequence[Voter], column: str, winners: Collection[str]
) -> dict[str, Represented]:
    """The same for each value of a published column of the voters, such as a district.

    Groups of fewer than five are left out. The ballots must be published with that column."""
    groups: dict[str, Counter[Marks]] = defaultdict(Counter)
    for voter in voters:
        groups[voter.fields.get(column, "").strip()][voter.marks] += 1
    return {
        name: _counted(election, ballots, winners)
        for name, ballots in sorted(groups.items())
        if ballots.total() >= SMALLEST
    }


def _counted(
    election: Election, ballots: Mapping[Marks, int], winners: Collection[str]
) -> Represented:
    funded = {
        place: project.cost
        for place, project in enumerate(election.projects)
        if project.id in winners
    }
    so_many: Counter[int] = Counter()
    money = Fraction(0)
    for marks, many in ballots.items():
        own = [place for place, points in marks if points > 0 and place in funded]
        so_many[len(own)] += many
        money += many * sum(funded[place] for place in own)
    voters, spent = so_many.total(), sum(funded.values())
    part = money / (voters * spent) if voters and spent else Fraction(0)
    return Represented(voters, dict(sorted(so_many.items())), share(so_many[0], voters), part)
