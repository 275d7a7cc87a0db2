"""Setting up counters and their hours."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import rules
from sanwen.deliver.reception.models import Counter, Hours
from sanwen.integrity.audit.actions import record
from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class CounterDraft:
    name: str
    letter: str
    name_en: str = ""
    room: str = ""
    days_ahead: int = 14
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class HoursRow:
    weekday: int
    opens: time
    closes: time
    minutes: int = 30
    capacity: int = 1


@transaction.atomic
def open_counter(
    draft: CounterDraft,
    *,
    unit: Unit,
    hours: Sequence[HoursRow],
    by: Actor,
    now: datetime | None = None,
) -> Counter:
    now = clock(now)
    rules.may_set_up(unit, by).require()
    counter = Counter.objects.create(unit=unit, **asdict(draft))
    _write_hours(counter, hours)
    record("counter.opened", on=counter.trail_ref, by=by, at=now, unit=unit.code)
    return counter


@transaction.atomic
def change_counter(
    draft: CounterDraft,
    *,
    counter: Counter,
    hours: Sequence[HoursRow],
    by: Actor,
    now: datetime | None = None,
) -> Counter:
    """What is booked stays booked: the counter keeps it, or calls it off with a reason."""
    now = clock(now)
    held = Counter.objects.select_for_update(of=("self",)).select_related("unit")
    counter = held.get(pk=counter.pk)
    rules.may_set_up(counter.unit, by).require()
    for name, value in asdict(draft).items():
        setattr(counter, name, value)
    counter.save()
    counter.hours.all().delete()
    _write_hours(counter, hours)
    record("counter.changed", on=counter.trail_ref, by=by, at=now, hours=len(hours))
    return counter


def _write_hours(counter: Counter, rows: Sequence[HoursRow]) -> None:
    Hours.objects.bulk_create([Hours(counter=counter, **asdict(row)) for row in rows])
