"""When a period ends: seconds to years, and working days on an official calendar.

The first day is not counted (民法典 art. 201). A last day that is a day off moves to the next
working day only where the rule says so (art. 203; by default residents get this, duty-holders do
not). Days off and make-up working days are those of the State Council's yearly notice; a year
without one is counted as plain weekdays and whatever touches it is provisional (暂定).
"""

from array import array
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

Unit = Literal["workday", "day", "hour", "minute", "second", "month", "year"]
Roll = Literal["none", "next_workday"]

FIRST = date(1900, 1, 1)
LAST = date(2260, 12, 31)
_BASE = FIRST.toordinal()
_END = LAST.toordinal()
# The last days of December were often set by the notice of the year after (2006, 2007, 2018).
_NEXT_YEARS_NOTICE = (12, 29)
# Seconds in one of the units that run day and night, from a moment to a moment.
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}


class OutOfRangeError(ValueError):
    """A date outside 1900-2260: no rule of ours reaches there, so it is a slip of the pen."""


class _Table(NamedTuple):
    """Per day since 1900: the working days, and the unannounced days, at or before it."""

    worked: "array[int]"
    unknown: "array[int]"
    workdays: "array[int]"


@dataclass(frozen=True)
class Calendar:
    """Days unlike Monday to Friday (True: worked), and the years whose notice is known."""

    days: Mapping[date, bool]
    known_years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < 5)

    def knows(self, day: date) -> bool:
        """Whether every notice that may touch this day is known."""
        if (day.month, day.day) >= _NEXT_YEARS_NOTICE and day.year + 1 not in self.known_years:
            return False
        return day.year in self.known_years

    @cached_property
    def _table(self) -> _Table:
        """Built once in about 0.1 s; every due date afterwards is two look-ups."""
        work = bytearray((ordinal + 6) % 7 < 5 for ordinal in range(_BASE, _END + 1))
        for day, is_work in self.days.items():
            work[_position(day)] = is_work
        unknown = bytearray(_END - _BASE + 1)
        for year in range(FIRST.year, LAST.year + 1):
            start = date(year, 1, 1).toordinal() - _BASE
            split = date(year, *_NEXT_YEARS_NOTICE).toordinal() - _BASE
            if year not in self.known_years:
                unknown[start : split + 3] = b"\x01" * (split + 3 - start)
            elif year + 1 not in self.known_years:
                unknown[split : split + 3] = b"\x01" * 3
        workdays = array("i", (_BASE + index for index, is_work in enumerate(work) if is_work))
        return _Table(array("i", accumulate(work)), array("i", accumulate(unknown)), workdays)


@dataclass(frozen=True, slots=True)
class Rule:
    """A period: `length` of `unit` (negative: counted back) and what happens at its end."""

    code: str
    length: int
    unit: Unit
    roll: Roll = "none"
    article: str = ""


class Due(NamedTuple):
    """The last day of a period; `at` is the moment, for periods in hours or less."""

    on: date
    provisional: bool
    at: datetime | None = None


def due(rule: Rule, start: date, calendar: Calendar, *, roll: Roll | None = None) -> Due:
    """The last day of the rule's period that begins with `start`, which is itself not counted.

    Errors: OutOfRangeError outside 1900-2260; TypeError when hours, minutes or seconds start
    from a plain date.
    """
    at = None
    if rule.unit == "workday":
        ordinal = _workday_ordinal(rule.length, start, calendar._table)
    elif rule.unit in _SECONDS:
        at = _moment_on(start, rule.length * _SECONDS[rule.unit])
        ordinal = at.toordinal()
    else:
        ordinal = _plain_end(rule, start).toordinal()
    if (rule.roll if roll is None else roll) == "next_workday":
        ordinal = _rolled(ordinal, calendar._table)
    return Due(date.fromordinal(ordinal), _provisional(start, ordinal, calendar._table), at)


def extend(first: Due, rule: Rule, calendar: Calendar, *, roll: Roll | None = None) -> Due:
    """The end after an extension: the rule's period counted from the end there was."""
    more = due(rule, first.at or first.on, calendar, roll=roll)
    return more._replace(provisional=first.provisional or more.provisional)


def resumed(
    first: Due,
    rule: Rule,
    since: date,
    until: date,
    calendar: Calendar,
    *,
    roll: Roll | None = None,
) -> Due:
    """The end after a pause: the days after `since` up to and with `until` are not counted.

    Whether a pause is allowed is for the article to say; nothing here asks it.
    Errors: ValueError when the pause ends before it begins, or the period counts hours or months.
    """
    if until < since or rule.unit not in ("day", "workday"):
        raise ValueError(f"no pause from {since} to {until} in a period of {rule.unit}s")
    lost = (until - since).days
    if rule.unit == "workday":
        lost = working_days_between(since, until, calendar)
    return extend(first, Rule(rule.code, lost, rule.unit, rule.roll), calendar)


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and with `end`; negative when `end` has passed."""
    worked = calendar._table.worked
    return worked[_position(end)] - worked[_position(start)]


def _position(day: date) -> int:
    return _inside(day.toordinal()) - _BASE


def _inside(ordinal: int) -> int:
    if not _BASE <= ordinal <= _END:
        raise OutOfRangeError(f"{date.fromordinal(ordinal)} is outside {FIRST.year}-{LAST.year}")
    return ordinal


def _workday_ordinal(length: int, start: date, table: _Table) -> int:
    position = _position(start)
    if length == 0:
        return start.toordinal()
    count = table.worked[position] + length - 1
    if length < 0:
        count = (table.worked[position - 1] if position else 0) + length
    if not 0 <= count < len(table.workdays):
        raise OutOfRangeError(f"{length} working days from {start} leave {FIRST.year}-{LAST.year}")
    return table.workdays[count]


def _plain_end(rule: Rule, start: date) -> date:
    try:
        if rule.unit == "day":
            return start + timedelta(days=rule.length)
        return _months_on(start, rule.length * (12 if rule.unit == "year" else 1))
    except (OverflowError, ValueError) as error:
        raise OutOfRangeError(f"{rule.length} {rule.unit} from {start}: {error}") from error


def _months_on(start: date, months: int) -> date:
    """The same day of a later month; where that month is shorter, its last day."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def _moment_on(start: date, seconds: int) -> datetime:
    """Hours run day and night, in the zone of the moment given (China has no summer time)."""
    if not isinstance(start, datetime):
        raise TypeError("a period in hours or less needs the moment it starts, not only the day")
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError as error:
        raise OutOfRangeError(f"{seconds} seconds from {start}: {error}") from error


def _rolled(ordinal: int, table: _Table) -> int:
    position = _inside(ordinal) - _BASE
    before = table.worked[position - 1] if position else 0
    return table.workdays[before]


def _provisional(start: date, end: int, table: _Table) -> bool:
    """Whether any counted day, from the day after the start to the end, is not announced yet."""
    first, last = _position(start), _inside(end) - _BASE
    if first < last:
        return table.unknown[last] > table.unknown[first]
    return table.unknown[first] > (table.unknown[last - 1] if last else 0)
