"""When people speak: the days and hours of a year."""

from bisect import bisect_left
from datetime import datetime, timedelta
from random import Random

DAYS = 365
_HOURS = (1, 0, 0, 0, 0, 1, 4, 9, 16, 19, 17, 10, 9, 9, 13, 14, 12, 10, 9, 12, 15, 14, 9, 4)
_WEEKDAYS = (1.25, 1.1, 1.05, 1.0, 1.0, 0.75, 0.7)


def moments(n: int, today: datetime, rng: Random) -> list[datetime]:
    """`n` moments of a year: more on Mondays, in office hours and after supper, a little growth."""
    first = today - timedelta(days=DAYS)
    days = [first + timedelta(days=day) for day in range(DAYS)]
    total, sums = 0.0, []
    for at, day in enumerate(days):
        total += _WEEKDAYS[day.weekday()] * (0.85 + 0.3 * at / DAYS)
        sums.append(total)
    hours = rng.choices(range(24), _HOURS, k=n)
    moments = []
    for hour in hours:
        day = days[bisect_left(sums, rng.random() * total)]
        moments.append(day + timedelta(hours=hour, seconds=rng.randrange(3600)))
    return sorted(moments)
