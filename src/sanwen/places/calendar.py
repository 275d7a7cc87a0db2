"""The working calendar in force: what was imported, else the table that is shipped."""

import time
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max

from sanwen.methods.clock import Calendar
from sanwen.places import calendar_import
from sanwen.places.models import Notice, SpecialDay

# How long a process may go on with the calendar it read; one small query then asks for news.
RECHECK_SECONDS = 10.0


class _Held(NamedTuple):
    calendar: Calendar
    version: tuple[int, datetime | None]
    checked: float


class _Memory:
    """One calendar per process; replaced as a whole, so threads need no lock."""

    held: _Held | None = None


def working_calendar(*, fresh: bool = False) -> Calendar:
    """The calendar to count by; `fresh` asks the database even if it was asked a moment ago."""
    held = _Memory.held
    now = time.monotonic()
    if held and not fresh and now - held.checked < RECHECK_SECONDS:
        return held.calendar
    version = _version()
    calendar = held.calendar if held and held.version == version else _read()
    _Memory.held = _Held(calendar, version, now)
    return calendar


def forget() -> None:
    """After an import: the next question reads the tables again."""
    _Memory.held = None


def _version() -> tuple[int, datetime | None]:
    row = Notice.objects.aggregate(count=Count("id"), newest=Max("imported_at"))
    return row["count"], row["newest"]


def _read() -> Calendar:
    years = frozenset(Notice.objects.values_list("year", flat=True))
    if not years:  # nothing loaded yet: never count without days off
        return shipped()
    days = dict(SpecialDay.objects.filter(year__in=years).values_list("date", "is_work"))
    return Calendar(days, years)


def shipped() -> Calendar:
    rows = calendar_import.shipped()
    return Calendar({row.date: row.is_work for row in rows}, frozenset(row.year for row in rows))
