"""When an invitation goes out: about half a day after the answer, unforeseeable, by daylight."""

import secrets
from datetime import date, datetime, time, timedelta

from django.utils import timezone

SOONEST, LATEST = timedelta(hours=4), timedelta(hours=12)
MORNING, EVENING = time(8), time(20)
# Whoever would be asked at night is asked within these hours of the morning.
MORNING_HOURS = timedelta(hours=2)

# Not to be guessed: who knows the minute of the invitation could sit beside the person.
_chance = secrets.SystemRandom()


def opening_time(sent_at: datetime) -> datetime:
    """Between 4 and 12 hours later, between 8 and 20 o'clock; else the next morning."""
    first = timezone.localtime(sent_at + SOONEST)
    last = timezone.localtime(sent_at + LATEST)
    for day in sorted({first.date(), last.date()}):
        start = max(first, _at(day, MORNING, first))
        end = min(last, _at(day, EVENING, first))
        if start < end:
            return _between(start, end)
    day = first.date() if first.time() < MORNING else first.date() + timedelta(days=1)
    start = _at(day, MORNING, first)
    return _between(start, start + MORNING_HOURS)


def _at(day: date, hour: time, like: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=like.tzinfo)


def _between(start: datetime, end: datetime) -> datetime:
    return start + (end - start) * _chance.random()
