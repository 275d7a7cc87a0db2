"""What a GET of requests asks for; what cannot be read is refused, not guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.open311.faults import Fault

MOST, SPAN = 1000, timedelta(days=90)
_NUMBER = re.compile(r"M-(\d{1,15})")
STATUSES = frozenset({"open", "closed"})


@dataclass(frozen=True, slots=True)
class Asked:
    numbers: tuple[int, ...] | None
    services: tuple[str, ...]
    statuses: frozenset[str]
    # None: whatever day it was opened, which only those asked for by number are.
    days: tuple[date, date] | None
    # Older than this one: the next thousand.
    before: int | None = None


def asked(given: Mapping[str, str], *, today: date) -> Asked:
    ids = _parts(given.get("service_request_id", ""))
    if ids:
        if len(ids) > MOST:
            raise Fault(400, _("One call asks for up to %(most)d requests.") % {"most": MOST})
        numbers = tuple(found for one in ids if (found := number_in(one)) is not None)
        return Asked(numbers, (), frozenset(), None)
    statuses = frozenset(_parts(given.get("status", "")))
    if statuses - STATUSES:
        raise Fault(400, _("“status” is open or closed."))
    before = given.get("before", "")
    return Asked(
        numbers=None,
        services=_parts(given.get("service_code", "")),
        statuses=statuses,
        days=_days(given, today=today),
        before=(number_in(before) or 0) if before else None,
    )


def number_in(text: str) -> int | None:
    """M-12 is the matter of that number; anything else is none."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _days(given: Mapping[str, str], *, today: date) -> tuple[date, date]:
    start, end = _day(given, "start_date"), _day(given, "end_date")
    if start is None and end is None:
        return today - SPAN, today
    # A date at the edge of the calendar has no ninety days on its other side.
    try:
        first = start if start is not None else (end or today) - SPAN
        last = end if end is not None else first + SPAN
    except OverflowError:
        raise Fault(400, _not_a_day("start_date")) from None
    if last < first:
        raise Fault(400, _("“end_date” is before “start_date”."))
    if last - first > SPAN:
        raise Fault(400, _("“start_date” and “end_date” may be up to 90 days apart."))
    return first, last


def _day(given: Mapping[str, str], name: str) -> date | None:
    """A moment is the day on which it is here; a day without a moment is that day."""
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        # A plus that nobody encoded arrives as a blank.
        moment = parse_datetime(text) or parse_datetime(text.replace(" ", "+"))
        day = parse_date(text) if moment is None else _here(moment)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise Fault(400, _not_a_day(name))
    return day


def _here(moment: datetime) -> date:
    return local_day(moment) if timezone.is_aware(moment) else moment.date()


def _not_a_day(name: str) -> str:
    return _("“%(field)s” is not a date like 2026-01-31T00:00:00Z.") % {"field": name}
