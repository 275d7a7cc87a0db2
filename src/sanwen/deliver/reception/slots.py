"""The times of a day at which somebody may come by appointment; pure, from hours and calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from sanwen.methods.clock import Calendar

_ANY_DAY = date(2000, 1, 3)
MONDAY = 0


class Stretch(Protocol):
    @property
    def weekday(self) -> int: ...
    @property
    def opens(self) -> time: ...
    @property
    def closes(self) -> time: ...
    @property
    def minutes(self) -> int: ...
    @property
    def capacity(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Slot:
    begins: time
    ends: time
    capacity: int
    taken: int = 0

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)


def of_day(
    day: date, hours: Iterable[Stretch], calendar: Calendar, taken: Mapping[time, int]
) -> list[Slot]:
    """The slots of this day in order; a weekend day that is worked keeps Monday's hours.

    A stretch that does not divide evenly loses its rest: no slot runs past closing time.
    """
    weekday = _hours_of(day, calendar)
    found: dict[time, Slot] = {}
    for stretch in hours:
        if stretch.weekday == weekday:
            for begins, ends in _cut(stretch):
                # Two stretches that overlap by mistake do not double a slot.
                found.setdefault(begins, Slot(begins, ends, stretch.capacity, taken.get(begins, 0)))
    return [found[begins] for begins in sorted(found)]


def days(since: date, ahead: int, hours: Sequence[Stretch], calendar: Calendar) -> list[date]:
    """The days from `since` on, `ahead` days at most, on which the counter is open at all."""
    return [
        day
        for day in (since + timedelta(days=n) for n in range(ahead + 1))
        if of_day(day, hours, calendar, {})
    ]


def _hours_of(day: date, calendar: Calendar) -> int | None:
    """Whose weekday's hours hold on this day; None on a day off."""
    worked = calendar.is_workday(day)
    if day.weekday() < 5:
        return day.weekday() if worked else None
    # An ordinary Saturday keeps Saturday's hours, if it has any; a holiday has none.
    if worked:
        return MONDAY
    return None if day in calendar.days else day.weekday()


def _cut(stretch: Stretch) -> Iterable[tuple[time, time]]:
    step = timedelta(minutes=stretch.minutes)
    begins = datetime.combine(_ANY_DAY, stretch.opens)
    closes = datetime.combine(_ANY_DAY, stretch.closes)
    while begins + step <= closes:
        yield begins.time(), (begins + step).time()
        begins += step
