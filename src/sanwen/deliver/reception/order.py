"""Who is called next: appointments by their time, others by when they came. Nothing else counts."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from sanwen.deliver.reception.models import Visit

_LAST = time.max


def in_line(waiting: Iterable[Visit]) -> list[Visit]:
    return sorted(waiting, key=lambda visit: (_turn(visit), visit.number))


def _turn(visit: Visit) -> time:
    """An appointment counts from its time, also for who came early; late, from the coming."""
    came = _local(visit.arrived_at)
    if visit.begins is None:
        return came
    return max(visit.begins, came) if came > visit.begins else visit.begins


def _local(moment: datetime | None) -> time:
    return timezone.localtime(moment).time() if moment else _LAST
