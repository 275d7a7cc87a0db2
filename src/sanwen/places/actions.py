"""Changing areas, units, duty lists and calendars."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from sanwen.core.actors import Actor
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.actions import record
from sanwen.places import calendar, calendar_import, published, reading, rules
from sanwen.places.area_import import AreaRow
from sanwen.places.calendar_import import DayRow
from sanwen.places.duty_import import DutyRow
from sanwen.places.models import Area, Duty, Notice, SpecialDay, Unit
from sanwen.places.unit_import import UnitRow

# Whoever keeps clocks registers a job of this name; it is given the moment of the import.
RECOMPUTE = "recompute_clocks"
SHIPPED = "chinesecalendar 1.11.0"


@transaction.atomic
def add_unit(*, by: Actor, parent: Unit | None = None, **fields: Any) -> Unit:
    rules.may_change_places(by).require()
    now = timezone.now()
    unit = Unit(parent=parent, **fields)
    _draw_ids([unit])
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(force_insert=True)
    record("unit.added", on=f"unit:{unit.code}", by=by, at=now)
    return unit


@transaction.atomic
def import_units(*, by: Actor, rows: Sequence[UnitRow]) -> int:
    """Rows come parents first. A unit known by its code is changed, or moved with all below it."""
    rules.may_change_places(by).require()
    now = timezone.now()
    units = {unit.code: unit for unit in Unit.objects.select_for_update().order_by("id")}
    areas = _newest_areas({row.area for row in rows})
    old = list(units.values())
    fresh = [Unit(code=row.code) for row in rows if row.code not in units]
    _draw_ids(fresh)
    units |= {unit.code: unit for unit in fresh}
    for row in rows:
        unit = units[row.code]
        _fill(unit, row)
        unit.parent = units[row.parent] if row.parent else None
        unit.area = areas.get(row.area)
    _settle_paths([*old, *fresh])
    Unit.objects.bulk_create(fresh)
    columns = ["parent", "area", "path", *_UNIT_FIELDS]
    Unit.objects.bulk_update(old, columns, batch_size=500)
    record("units.imported", on="places:units", by=by, at=now, rows=len(rows), new=len(fresh))
    transaction.on_commit(published.forget)
    return len(rows)


_UNIT_FIELDS = (
    "name", "name_en", "kind", "level", "phone", "address", "hours", "is_active", "third_party",
)  # fmt: skip


def _fill(unit: Unit, row: UnitRow) -> None:
    for field in _UNIT_FIELDS:
        setattr(unit, field, getattr(row, field))


def _draw_ids(units: Sequence[Unit]) -> None:
    """Before the rows are written, because a path holds its own id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('places_unit', 'id'))"
            " FROM generate_series(1, %s)",
            [len(units)],
        )
        for unit, (number,) in zip(units, cursor.fetchall(), strict=True):
            unit.pk = number


def _settle_paths(units: Sequence[Unit]) -> None:
    """Paths follow parents, however deep, also below a unit that moved."""
    left = len(units)
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        children[unit.parent_id].append(unit)
    waiting = [(unit, "/") for unit in children[None]]
    while waiting:
        unit, above = waiting.pop()
        unit.path = f"{above}{unit.pk}/"
        left -= 1
        waiting.extend((child, unit.path) for child in children[unit.pk])
    if left:
        raise NotAllowed(_("A unit cannot be moved below itself."))


def _newest_areas(codes: set[str]) -> dict[str, Area]:
    return {area.code: area for area in Area.objects.filter(code__in=codes).order_by("year")}


@transaction.atomic
def import_areas(*, by: Actor, year: int, rows: Sequence[AreaRow]) -> int:
    rules.may_change_places(by).require()
    now = timezone.now()
    Area.objects.bulk_create(
        [_area(row, year) for row in rows],
        update_conflicts=True,
        unique_fields=["code", "year"],
        update_fields=["name", "name_en", "aliases", "path", "geometry"],
        batch_size=1000,
    )
    areas = {area.code: area for area in Area.objects.filter(year=year)}
    named = [areas[row.code] for row in rows]
    for row, area in zip(rows, named, strict=True):
        area.parent = areas[row.parent] if row.parent else None
    Area.objects.bulk_update(named, ["parent"], batch_size=1000)
    record("areas.imported", on=f"places:areas-{year}", by=by, at=now, rows=len(rows))
    transaction.on_commit(reading.areas_changed)
    return len(rows)


def _area(row: AreaRow, year: int) -> Area:
    return Area(
        code=row.code,
        year=year,
        name=row.name,
        name_en=row.name_en,
        aliases=list(row.aliases),
        path=row.path,
        geometry=row.geometry,
    )


@transaction.atomic
def import_duties(*, by: Actor, rows: Sequence[DutyRow]) -> int:
    """Each unit named has its whole list replaced by what the table says."""
    rules.may_change_places(by).require()
    now = timezone.now()
    codes = {row.unit for row in rows}
    units = {unit.code: unit for unit in Unit.objects.select_for_update().filter(code__in=codes)}
    Duty.objects.filter(unit__in=units.values()).delete()
    Duty.objects.bulk_create(
        [
            Duty(
                unit=units[row.unit],
                category_code=row.category_code,
                item=row.item,
                kind=row.kind,
                basis=row.basis,
            )
            for row in rows
        ],
        batch_size=1000,
    )
    record("duties.imported", on="places:duties", by=by, at=now, rows=len(rows), units=len(units))
    return len(rows)


@transaction.atomic
def import_notice(
    *, by: Actor, year: int, title: str, source: str, rows: Sequence[DayRow]
) -> Notice:
    """The days of one year's notice, in place of what was stored for it before."""
    rules.may_change_places(by).require()
    now = timezone.now()
    notice = _store_notice(year, title, source, rows, now)
    record("calendar.imported", on=f"calendar:{year}", by=by, at=now, days=len(rows))
    _recompute(now)
    return notice


@transaction.atomic
def load_shipped(*, by: Actor) -> list[int]:
    """Stores the shipped years that are not stored yet; what was imported by hand is left alone."""
    rules.may_change_places(by).require()
    now = timezone.now()
    stored = set(Notice.objects.values_list("year", flat=True))
    rows = [row for row in calendar_import.shipped() if row.year not in stored]
    years = sorted({row.year for row in rows})
    for year in years:
        title = f"国务院办公厅关于{year}年部分节假日安排的通知"
        _store_notice(year, title, SHIPPED, [row for row in rows if row.year == year], now)
    if years:
        record("calendar.loaded", on="calendar:shipped", by=by, at=now, years=len(years))
    if years and stored:
        _recompute(now)
    return years


def _store_notice(
    year: int, title: str, source: str, rows: Sequence[DayRow], now: datetime
) -> Notice:
    notice, _new = Notice.objects.update_or_create(
        year=year, defaults={"title": title, "source": source, "imported_at": now}
    )
    SpecialDay.objects.filter(year=year).delete()
    SpecialDay.objects.bulk_create(
        [
            SpecialDay(
                date=row.date,
                is_work=row.is_work,
                is_statutory=row.is_statutory,
                name=row.name,
                year=year,
            )
            for row in rows
        ]
    )
    transaction.on_commit(calendar.forget)
    return notice


def _recompute(now: datetime) -> None:
    """Enqueued with the import and rolled back with it."""
    jobs.configure_task(RECOMPUTE).defer(since=now.isoformat())
