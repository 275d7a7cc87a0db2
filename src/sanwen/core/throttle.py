"""Slows guessing: counts wrong tries per source and window, alike for right and wrong ones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from sanwen.core import keys
from sanwen.core.models import Attempt


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    tries: int
    window: timedelta

    def start(self, now: datetime) -> datetime:
        length = int(self.window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)


PUBLIC_FORM = Limit("public-form", tries=settings.FORM_LIMIT, window=timedelta(minutes=10))
WRONG_CODES = Limit("wrong-code", tries=10, window=timedelta(minutes=10))
# Ten a second over ten minutes: more than any hotline takes calls, less than an accident sends.
CALLS = Limit("api-key", tries=6_000, window=timedelta(minutes=10))


def too_many(limit: Limit, source: str, *, now: datetime) -> bool:
    counts = Attempt.objects.filter(
        name=limit.name, source=_hidden(source), window__gte=limit.start(now) - limit.window
    ).values_list("window", "count")
    current = limit.start(now)
    fraction = 1 - (now - current) / limit.window
    # A sliding window: the last full window counts by the share of it that is still recent.
    weighted = sum(count if window == current else count * fraction for window, count in counts)
    return weighted >= limit.tries


def note(limit: Limit, source: str, *, now: datetime) -> int:
    """Count one more try and say how many there are in this window, over all processes."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO core_attempt (name, source, "window", count) VALUES (%s, %s, %s, 1) '
            'ON CONFLICT (name, source, "window") DO UPDATE SET count = core_attempt.count + 1 '
            "RETURNING count",
            [limit.name, _hidden(source), limit.start(now)],
        )
        (count,) = cursor.fetchone()
    return int(count)


def forget(*, before: datetime) -> int:
    return Attempt.objects.filter(window__lt=before).delete()[0]


def _hidden(source: str) -> bytes:
    return keys.keyed_hash("lookup", f"attempt:{source}")
