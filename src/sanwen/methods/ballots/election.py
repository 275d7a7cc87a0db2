"""What is voted on and what was said: projects with a cost, ballots, and money to spend.

Amounts and points are exact: whole numbers or fractions, never floating point.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

# Whole points are plain numbers, as fractions are slow to tell apart.
Points = int | Fraction
# What one ballot says: positions of projects with their points; ranked ballots best first, others
# by position, as their order says nothing.
Marks = tuple[tuple[int, Points], ...]


class Kind(StrEnum):
    APPROVAL = "approval"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    RANKED = "ordinal"


@dataclass(frozen=True, slots=True)
class Project:
    """`fields` holds what else a file says of it, by column."""

    id: str
    cost: Fraction
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voter:
    """`fields` holds what a file says of the voter, by column: number, group, way of voting."""

    marks: Marks
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Election:
    """`ballots` holds each different ballot once, with how many voters cast it."""

    projects: tuple[Project, ...]
    budget: Fraction
    kind: Kind
    ballots: Mapping[Marks, int]
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def voters(self) -> int:
        return sum(self.ballots.values())


def election(
    projects: Sequence[Project],
    budget: Fraction | int,
    votes: Sequence[Mapping[str, Points] | Sequence[str]],
    *,
    kind: Kind = Kind.APPROVAL,
    meta: Mapping[str, str] | None = None,
) -> Election:
    """An election from plain data: each vote names project ids, or gives them points.

    A ranked vote lists ids, best first. KeyError for a project that is not there."""
    where = {project.id: place for place, project in enumerate(projects)}
    length = longest(kind, meta or {}, len(projects))
    ballots: Counter[Marks] = Counter()
    for vote in votes:
        if isinstance(vote, Mapping):
            ballots[scored({where[name]: points for name, points in vote.items()})] += 1
        else:
            ballots[named([where[name] for name in dict.fromkeys(vote)], length)] += 1
    return Election(tuple(projects), Fraction(budget), kind, dict(ballots), meta or {})


def longest(kind: Kind, meta: Mapping[str, str], projects: int) -> int:
    """The points of a first place on a ranked ballot: as many as may be ranked; else 0."""
    if kind is not Kind.RANKED:
        return 0
    said = meta.get("max_length", "").strip()
    return int(said) if said.isdigit() and int(said) else projects


def named(places: Sequence[int], length: int) -> Marks:
    """A ballot that names projects: one point each or, ranked, `length` points down to one."""
    if not length:
        return tuple((place, 1) for place in sorted(places))
    return tuple((place, max(length - n, 1)) for n, place in enumerate(places))


def scored(points: Mapping[int, Points]) -> Marks:
    """A ballot that gives points."""
    return tuple((place, whole(given)) for place, given in sorted(points.items()))


def whole(points: Points) -> Points:
    return points if isinstance(points, int) or points.denominator != 1 else points.numerator
