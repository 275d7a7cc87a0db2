"""Quarters of the year: their names, their first and last moments."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone

_NAME = re.compile(r"(\d{4})Q([1-4])")


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def last_whole(today: date) -> str:
    """The quarter that ended last."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return quarter_of(first - timedelta(days=1))


def span(quarter: str) -> tuple[datetime, datetime]:
    """From its first moment up to, not with, the first of the next. ValueError: not a quarter."""
    named = _NAME.fullmatch(quarter)
    if named is None:
        raise ValueError(quarter)
    year, number = int(named[1]), int(named[2])
    following = (year + 1, 1) if number == 4 else (year, number * 3 + 1)
    return _midnight(year, number * 3 - 2), _midnight(*following)


def _midnight(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=timezone.get_default_timezone())
