"""What is measured about a topic: its weeks, its growth against the normal, its area, its subject.

What is normal for a topic is what its place brings in all (the more messages the place has, the
more its own weeks count; else those of everywhere), times what the season brings of its subject,
where earlier years tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sanwen.listen.topics.gathering import Heard
from sanwen.methods.growth import Growth, discovered, growth

WEEK = timedelta(days=7)
YEAR = 52
# The last so many weeks are held against those before.
RECENT = 4
# The area that is said to be a topic's holds at least this share of it.
MOST = 0.6
# So many messages of a place weigh as much as the weeks of all places together.
_PLACE_WEIGHT = 200
# A season is known where the weeks of earlier years hold so many messages in all.
_SEASON_FROM = 40
# Weeks on either side that belong to the same season.
_AROUND = 2
_SEASON_WEIGHT = 30

Weeks = list[int]


@dataclass(frozen=True, slots=True)
class Past:
    """Messages of earlier years by the week of the year, of each subject and of all.

    A week is counted backwards from the window's end: week 0 of `until` is also 52 weeks ago.
    """

    of_subject: Mapping[tuple[str, int], int] = field(default_factory=dict)
    of_all: Mapping[int, int] = field(default_factory=dict)

    def factors(self, subject: str, weeks: int) -> list[float] | None:
        """How much of the subject each week of the window brings as a rule; None: not known."""
        counts = [self._around(week) for week in range(weeks)]
        if not subject or min(counts, default=0) < _SEASON_FROM:
            return None
        everything = sum(self.of_all.values())
        usual = sum(many for (code, _), many in self.of_subject.items() if code == subject)
        share = usual / everything
        if not share:
            return None
        own = [self._around(week, subject) for week in range(weeks)]
        found = [
            (mine + _SEASON_WEIGHT * share) / (every + _SEASON_WEIGHT) / share
            for mine, every in zip(own, counts, strict=True)
        ]
        return list(reversed(found))

    def _around(self, week: int, subject: str | None = None) -> int:
        near = [(week + step) % YEAR for step in range(-_AROUND, _AROUND + 1)]
        if subject is None:
            return sum(self.of_all.get(one, 0) for one in near)
        return sum(self.of_subject.get((subject, one), 0) for one in near)


def weekly(heard: Iterable[Heard], *, until: datetime, weeks: int) -> Weeks:
    """How many messages each week, the oldest first; the last one ends with `until`."""
    counts = [0] * weeks
    for one in heard:
        counts[weeks - 1 - (until - one.at) // WEEK] += 1
    return counts


class Places:
    """The weeks of every area with all that lies in it."""

    def __init__(
        self,
        heard: Sequence[Heard],
        parents: Mapping[int, int | None],
        *,
        until: datetime,
        weeks: int,
    ) -> None:
        self._parents, self._weeks = parents, weeks
        self.all = weekly(heard, until=until, weeks=weeks)
        by_area: dict[int, list[Heard]] = defaultdict(list)
        for one in heard:
            for area in self._chain(one.area):
                by_area[area].append(one)
        self._of = {
            area: weekly(inside, until=until, weeks=weeks) for area, inside in by_area.items()
        }

    def _chain(self, area: int | None) -> list[int]:
        """The area and those around it, the smallest first."""
        chain: list[int] = []
        while area is not None and area not in chain:
            chain.append(area)
            area = self._parents.get(area)
        return chain

    def area_of(self, heard: Sequence[Heard]) -> int | None:
        """The smallest area that holds most of a topic."""
        inside = Counter(area for one in heard for area in self._chain(one.area))
        enough = [area for area, many in inside.items() if many >= MOST * len(heard)]
        return max(enough, key=lambda area: (len(self._chain(area)), inside[area]), default=None)

    def normal(self, area: int | None, own: Weeks, factors: list[float] | None) -> Weeks:
        """The weight of each week but for the topic itself, in thousandths of a message."""
        here = self._of.get(area or 0, self.all)
        place = [max(all_ - mine, 0) for all_, mine in zip(here, own, strict=True)]
        everywhere = [max(all_ - mine, 0) for all_, mine in zip(self.all, own, strict=True)]
        pull = _PLACE_WEIGHT / max(sum(everywhere), 1)
        season = factors or [1.0] * self._weeks
        return [
            round(1000 * (many + pull * every) * factor)
            for many, every, factor in zip(place, everywhere, season, strict=True)
        ]


def commonest(numbers: Iterable[int | None]) -> int | None:
    """What most of a topic is about, where half of it agrees."""
    counts = Counter(numbers)
    many = counts.total()
    counts.pop(None, None)
    best = max(counts, key=lambda number: (counts[number] or 0, -(number or 0)), default=None)
    return best if best is not None and 2 * counts[best] >= many else None


def grown(series: Sequence[Weeks], normal: Sequence[Weeks]) -> list[Growth | None]:
    """The growth of each topic; None where nothing says what is normal."""
    return [
        growth(weeks, recent=RECENT, season=weight) if _is_known(weight) else None
        for weeks, weight in zip(series, normal, strict=True)
    ]


def risen(found: Sequence[Growth | None]) -> list[bool]:
    """Which rise, with few false alarms among those named, however many topics are looked at."""
    stand = discovered([one.p if one else 1.0 for one in found])
    return [bool(one and one.is_rising and up) for one, up in zip(found, stand, strict=True)]


def _is_known(weight: Weeks) -> bool:
    return sum(weight[:-RECENT]) > 0 and sum(weight[-RECENT:]) > 0
