"""Duty rosters: a file replaces what it covers, for the units it names."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import rules
from sanwen.deliver.reception.models import Shift
from sanwen.deliver.reception.roster import ShiftRow
from sanwen.integrity.audit.actions import record
from sanwen.places.models import Unit


@transaction.atomic
def import_roster(*, rows: Sequence[ShiftRow], by: Actor, now: datetime | None = None) -> int:
    """From the first to the last beginning in the file, a unit's roster is what the file says."""
    now = clock(now)
    codes = {row.unit for row in rows}
    units = {unit.code: unit for unit in Unit.objects.select_for_update().filter(code__in=codes)}
    rules.may_keep_roster(list(units.values()), by).require()
    for code, unit in units.items():
        begins = [row.begins_at for row in rows if row.unit == code]
        span = (min(begins), max(begins))
        Shift.objects.filter(unit=unit, begins_at__range=span).delete()
        record("roster.imported", on=f"unit:{code}", by=by, at=now, shifts=len(begins))
    Shift.objects.bulk_create(
        [
            Shift(
                unit=units[row.unit],
                begins_at=row.begins_at,
                ends_at=row.ends_at,
                duty=row.duty,
                name=row.name,
                phone=row.phone,
                name_is_public=row.name_is_public,
            )
            for row in rows
        ]
    )
    return len(rows)
