"""What a period counts, as types that cannot lose their denominators: a card and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sanwen.methods.rates import Rate

LEVELS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many said each of five levels, of those asked; never one number, never solved."""

    levels: Mapping[int, int]
    of: int

    @property
    def said(self) -> int:
        return sum(self.levels.values())

    def rate(self, level: int) -> Rate:
        return Rate(self.levels[level], self.said, self.of)


@dataclass(frozen=True, slots=True)
class Counter:
    """What speaks against a solved rate: `hits` of N, and for some how much in all."""

    name: str
    rate: Rate
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """Of a random sample of matters said to be solved, those a third unit found solved."""

    agrees: int
    differs: int
    unclear: int
    declined: int
    open: int
    population: int
    low: float
    high: float

    @property
    def sampled(self) -> int:
        return self.agrees + self.differs + self.unclear + self.declined + self.open

    @property
    def seen(self) -> int:
        return self.agrees + self.differs

    @property
    def value(self) -> float | None:
        return self.agrees / self.seen if self.seen else None


@dataclass(frozen=True, slots=True)
class Workload:
    """Demand, never a result: what came, what ended, what is open now."""

    opened: int
    ended: int
    open_now: int
    pending: int
    redirected: int
    withdrawn: int
    joined: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a month of a period tells by itself; the rest of its card is nowhere shown."""

    solved: Rate
    contact: Rate
    people: Rate


# The sums that the rates of a part are made of.
PART = (
    *("solved", "judged", "asked", "contacted", "contact_said", "ratable"),
    *("people_solved", "people_judged", "people"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One period of the whole or of units. `closed` (办结) and `solved` (解决) never add up."""

    since: date
    until: date
    closed: int
    excluded: int
    solved: Rate
    partly: int
    unsolved: int
    contact: Rate
    satisfaction: Satisfaction
    people: Rate
    counters: tuple[Counter, ...]
    workload: Workload
    profiles: tuple[str, ...]
    verified: Verified | None = None


COUNTERS = (
    *("reopened", "came_back", "returned", "extended", "explained", "refused", "planned"),
    *("alike", "unreached", "in_time"),
)
# How much in all, beside of how many.
AMOUNTS = {"returned": "days_lost"}


def part_of(sums: Mapping[str, int]) -> Part:
    return Part(
        solved=Rate(sums["solved"], sums["judged"], sums["asked"]),
        contact=Rate(sums["contacted"], sums["contact_said"], sums["ratable"]),
        people=Rate(sums["people_solved"], sums["people_judged"], sums["people"]),
    )


def card_of(
    sums: Mapping[str, int],
    *,
    since: date,
    until: date,
    profiles: tuple[str, ...] = (),
    now: Mapping[str, int] | None = None,
    verified: Verified | None = None,
) -> Card:
    """From the sums of a period (see measures.py); `now` has what is open over all time."""
    closed, rates = sums["ratable"], part_of(sums)
    return Card(
        since=since,
        until=until,
        closed=closed,
        excluded=sums["excluded"],
        solved=rates.solved,
        partly=sums["partly"],
        unsolved=sums["unsolved"],
        contact=rates.contact,
        satisfaction=Satisfaction({level: sums[f"level_{level}"] for level in LEVELS}, closed),
        people=rates.people,
        counters=tuple(
            Counter(
                name,
                Rate(sums[name], closed, closed),
                sums[AMOUNTS[name]] if name in AMOUNTS else None,
            )
            for name in COUNTERS
        ),
        workload=_workload(sums, now or {}),
        profiles=profiles,
        verified=verified,
    )


def _workload(sums: Mapping[str, int], now: Mapping[str, int]) -> Workload:
    return Workload(
        opened=sums["opened"],
        ended=sums["ended"],
        open_now=now.get("still_open", 0),
        pending=now.get("pending", 0),
        redirected=sums["redirected"],
        withdrawn=sums["withdrawn"],
        joined=sums["joined"],
    )
