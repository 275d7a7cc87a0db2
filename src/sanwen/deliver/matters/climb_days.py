"""From which day something climbs, by the clock rules: counted back from today, once a sweep."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sanwen.deliver.matters.periods import period

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The latest days and moments that lead to rung 1, 2 and 3."""

    late: tuple[date, date, date]
    assigned: tuple[datetime, datetime, datetime]
    in_hand: tuple[datetime, datetime, datetime]


def cuts(today: date) -> Cuts:
    return Cuts(
        late=(
            latest("service.late_head", today),
            latest("service.late_above", today),
            latest("service.late_supervision", today),
        ),
        assigned=_thrice("service.stuck_assigned", today),
        in_hand=_thrice("service.stuck_in_hand", today),
    )


def latest(code: str, today: date) -> date:
    """The latest day whose period of this rule has come to today."""
    day = today
    while period(code, day).on > today:
        day -= DAY
    return day


def _thrice(code: str, today: date) -> tuple[datetime, datetime, datetime]:
    """Whatever rests since before these moments: its whole last day is left to it."""
    first = latest(code, today - DAY)
    second = latest(code, first)
    third = latest(code, second)
    return _after(first), _after(second), _after(third)


def _after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + DAY, time()))
