"""How a visit, a slot and a duty are told on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from sanwen.core.dates import short_moment
from sanwen.deliver.reception.models import Counter, Shift, Visit
from sanwen.deliver.reception.order import in_line
from sanwen.deliver.reception.presets import presets
from sanwen.deliver.reception.roster import gaps
from sanwen.deliver.reception.states import State
from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class Board:
    """Numbers and nothing else."""

    in_talk: list[str]
    called: list[str]
    waiting: list[str]


def board(counter: Counter, on: date) -> Board:
    present = Visit.objects.at(counter).filter(
        on=on, state__in=[State.WAITING, State.CALLED, State.IN_TALK]
    )
    visits = list(present.select_related("counter").order_by("-called_at", "number"))
    return Board(
        in_talk=[visit.called for visit in visits if visit.state == State.IN_TALK],
        called=[visit.called for visit in visits if visit.state == State.CALLED],
        waiting=[visit.called for visit in in_line(v for v in visits if v.state == State.WAITING)],
    )


def before(visit: Visit) -> int:
    """How many stand in line before this visit."""
    waiting = Visit.objects.at(visit.counter).filter(on=visit.on, state=State.WAITING)
    line = [one.pk for one in in_line(waiting)]
    return line.index(visit.pk) if visit.pk in line else len(line)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A calm word to the receiver, by the length of the talk and by nothing else."""

    minutes: int
    break_is_due: bool


def prompt(visit: Visit, now: datetime) -> Prompt | None:
    if visit.state != State.IN_TALK or visit.begun_at is None:
        return None
    minutes = int((now - visit.begun_at).total_seconds() // 60)
    if minutes < presets().long_talk_minutes:
        return None
    return Prompt(minutes, minutes >= presets().break_minutes)


@dataclass(frozen=True, slots=True)
class OnDuty:
    unit: str
    duty: str
    name: str
    phone: str
    until: str


def on_duty(units: Iterable[Unit], now: datetime, language: str, *, staff: bool) -> list[OnDuty]:
    """Who is on duty now; names only for staff, or where the roster publishes them."""
    shifts = Shift.objects.at(now).filter(unit__in=list(units)).select_related("unit")
    return [
        OnDuty(
            unit=shift.unit.name_in(language),
            duty=shift.duty,
            name=shift.name if staff or shift.name_is_public else "",
            phone=shift.phone or shift.unit.phone,
            until=short_moment(shift.ends_at),
        )
        for shift in shifts.order_by("unit__level", "unit__code", "begins_at", "pk")
    ]


@dataclass(frozen=True, slots=True)
class Gap:
    unit: str
    since: str
    until: str


def roster_gaps(units: Iterable[Unit], now: datetime, language: str) -> list[Gap]:
    """When nobody is on duty in the next days, for units that keep a roster at all."""
    until = now + timedelta(days=presets().roster_days)
    known = list(units)
    keeps = dict(
        Shift.objects.filter(unit__in=known).order_by().values_list("unit").annotate(Max("ends_at"))
    )
    shifts = Shift.objects.touching(now, until).filter(unit__in=list(keeps))
    spans: dict[int, list[tuple[datetime, datetime]]] = {}
    for unit, begins, ends in shifts.values_list("unit", "begins_at", "ends_at"):
        spans.setdefault(unit, []).append((begins, ends))
    return [
        Gap(unit.name_in(language), short_moment(start), short_moment(end))
        for unit in known
        if unit.pk in keeps
        for start, end in gaps(spans.get(unit.pk, []), now, until)
    ]


def clock_time(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""
