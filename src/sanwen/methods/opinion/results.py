"""What an opinion map says: plain frozen data, every share with its interval."""

from dataclasses import dataclass

from sanwen.methods.opinion.votes import Flags, Floats, Ints
from sanwen.methods.share import Share, share


@dataclass(frozen=True, slots=True)
class Tally:
    """How some people voted on one statement. A pass is neither agreement nor disagreement."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def agreeing(self) -> Share:
        return share(self.agree, self.seen)

    @property
    def disagreeing(self) -> Share:
        return share(self.disagree, self.seen)

    @property
    def passing(self) -> Share:
        return share(self.passed, self.seen)

    def side(self, direction: int) -> int:
        """Votes in a direction: +1 those who agree, -1 those who disagree."""
        return self.agree if direction > 0 else self.disagree


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two shares (of a group, less that of the others), with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A statement that sets a group apart: they agree (+1) or disagree (-1) more than the others.

    `inside` and `outside` are shares of those who saw it, in that direction. The groups were
    formed without this statement's votes. `q` is the share of false ones among all findings with a
    p-value as small.
    """

    statement: int
    direction: int
    inside: Share
    outside: Share
    effect: Difference
    p: float
    q: float


@dataclass(frozen=True, slots=True)
class Group:
    """`size` counts all placed in it, `core` those who are in it whatever is left out.

    `tallies` has one entry a statement; fewer than `at_least` who saw it: None.
    `stability` is the mean overlap (Jaccard) with the group found again when a tenth is left out.
    """

    number: int
    size: int
    core: int
    stability: float
    tallies: tuple[Tally | None, ...]
    characteristic: tuple[Characteristic, ...]


@dataclass(frozen=True, slots=True)
class Consensus:
    """A statement that unites: in every group with enough votes more than half go one way.

    `all` is of everybody who voted on it, `against` the share that voted the other way, `least` the
    share in the group with least support, `score` that group's support less its opposition.
    """

    statement: int
    direction: int
    all: Share
    against: Share
    least: Share
    score: float
    tally: Tally


@dataclass(frozen=True, slots=True)
class Dividing:
    """A statement on which two groups differ: shares of agreement in the one with most and the one
    with least, and whether one's majority is for and the other's against (`opposed`)."""

    statement: int
    most: int
    least: int
    difference: Difference
    opposed: bool
    p: float
    q: float


@dataclass(frozen=True, slots=True)
class Stability:
    """Agreement (adjusted Rand index, 1 is the same) with the groups found when a tenth of the
    people, or of the votes, is left out; the mean over `resamples` of each, and the lowest."""

    overall: float
    people: float
    votes: float
    least: float
    resamples: int
    is_stable: bool


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who took part. `each` holds five numbers: least, quarter, median, three quarters, most votes
    of those who voted at all. `placed` had votes enough for a place on the map."""

    participants: int
    voted: int
    placed: int
    needed: int
    votes: int
    each: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """Positions are NaN, and groups -1, for whoever voted too little to be placed.

    `k` is 1 where there are no groups (`groups` is empty then, everybody's group -1).
    `p_no_groups`: how often votes that hang together only by chance look as connected as these.
    `explained`: inside the groups nothing hangs together any more; they are all there is to see.
    `is_continuum`: the groups are not stable; draw the people as a field, name no sides.
    `core`: stays with its group whatever tenth is left out; all others placed are the fringe.
    `spread`: how unsure each position is, a standard deviation in the map's unit; few votes, wide.
    """

    positions: Floats
    spread: Floats
    group: Ints
    core: Flags
    statement_map: Floats
    k: int
    p_no_groups: float
    permutations: int
    explained: bool
    stability: Stability
    is_continuum: bool
    groups: tuple[Group, ...]
    consensus: tuple[Consensus, ...]
    dividing: tuple[Dividing, ...]
    statements: tuple[Tally, ...]
    turnout: Turnout
    at_least: int
