"""The counters of the demo county, the hours they keep, and a fortnight of duty rosters."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sanwen.core.actors import Machine
from sanwen.deliver.reception.actions import counters, duty, lists
from sanwen.deliver.reception.actions.counters import CounterDraft, HoursRow
from sanwen.deliver.reception.roster import ShiftRow
from sanwen.places.models import Level, Unit, UnitKind

WEEK = range(5)
# Two shifts a day; one night of the towns is left open, so that a gap is seen.
SHIFTS = (
    (time(8, 30), time(18), "白班值班员"),
    (time(18), time(8, 30), "夜班值班员"),
)
DAYS = 14


def write(*, by: Machine, today: date | None = None) -> None:
    lists.load_shipped(by=by)
    hall = Unit.objects.filter(kind=UnitKind.HALL).order_by("level", "pk").first()
    if hall is None:
        return
    towns = Unit.objects.filter(level=Level.TOWN).order_by("code")[:2]
    _open(hall, "人民来访接待大厅", "Visitors' hall", "一楼1号窗口", capacity=2, by=by)
    for town in towns:
        _open(town, "群众接待室", "Reception room", "", capacity=1, by=by)
    start = (today or timezone.localdate()) - timedelta(days=1)
    duty.import_roster(rows=_roster([hall, *towns], start), by=by)


def _open(unit: Unit, name: str, english: str, room: str, *, capacity: int, by: Machine) -> None:
    hours = [
        HoursRow(day, opens, closes, 30, capacity)
        for day in WEEK
        for opens, closes in ((time(8, 30), time(11, 30)), (time(14), time(17)))
    ]
    draft = CounterDraft(name=name, name_en=english, letter="A", room=room)
    counters.open_counter(draft, unit=unit, hours=hours, by=by)


def _roster(units: list[Unit], start: date) -> list[ShiftRow]:
    zone = timezone.get_current_timezone()
    rows: list[ShiftRow] = []
    for unit in units:
        for number in range(DAYS):
            day = start + timedelta(days=number)
            for begins, ends, words in SHIFTS:
                if number == 4 and begins > ends and unit.level >= Level.TOWN:
                    continue
                last = day if ends > begins else day + timedelta(days=1)
                rows.append(
                    ShiftRow(
                        line=len(rows) + 2,
                        unit=unit.code,
                        begins_at=datetime.combine(day, begins, zone),
                        ends_at=datetime.combine(last, ends, zone),
                        duty=words,
                        name="",
                        phone="",
                        name_is_public=False,
                    )
                )
    return rows
