"""How time stops for a hearing: the days it takes are not counted, and no other day is."""

from collections.abc import Iterable
from datetime import date, timedelta

DAY = timedelta(days=1)
Span = tuple[date, date]


def ends(start: date, length: int, spans: Iterable[Span] = ()) -> date:
    """The last of `length` counted days after `start`, which itself is not counted.

    `spans` are first and last day of each hearing; days in two of them are left out once, days
    outside the period change nothing.
    """
    left_out = {day for first, last in spans for day in _days(first, last)}
    day, left = start, length
    while left:
        day += DAY
        left -= day not in left_out
    return day


def _days(first: date, last: date) -> Iterable[date]:
    return (first + DAY * number for number in range((last - first).days + 1))
