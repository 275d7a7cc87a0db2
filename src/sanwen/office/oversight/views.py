"""How the work stands: for heads their units, for supervisors and leaders everything in reach."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.deliver.matters.clock_rules import rules as clock_rules
from sanwen.deliver.matters.models import Clock, Matter
from sanwen.deliver.matters.shown.rows import rows
from sanwen.office.oversight import figures
from sanwen.office.oversight.figures import Tally
from sanwen.office.oversight.judged import judged
from sanwen.office.oversight.rules import may_oversee
from sanwen.office.oversight.standing import standing
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Level, Unit

PAGE = 50
LONGEST_LATE = 12
COLUMNS: Mapping[str, Promise] = {
    "open": gettext_lazy("Open"),
    "late": gettext_lazy("Late"),
    "late_first": gettext_lazy("Late by the first promise"),
    "soon": gettext_lazy("Due within two working days"),
    "returned": gettext_lazy("Return under review"),
    "reopened": gettext_lazy("Reopened: not solved"),
    "waiting": gettext_lazy("Waiting for the resident"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    what: str
    name: "str | Promise"
    count: int
    late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, level or total: its name, where its lists are, and its numbers."""

    name: str
    part: str
    cells: list[Cell]
    depth: int = 0


@never_cache
@require_safe
def oversight(request: StaffRequest) -> HttpResponse:
    may_oversee(request.user).require()
    context = _standing(request)
    return render(request, "oversight/oversight.html", context)


@never_cache
@require_safe
def brief(request: StaffRequest) -> HttpResponse:
    """One page to print and read on a train."""
    may_oversee(request.user).require()
    today = local_day(request.now)
    late = figures.longest_late(request.user, today=today, most=LONGEST_LATE)
    context = _standing(request)
    units = [line for line in context["units"] if line.cells[1].count]
    told = {"late": rows(late, today=today), "units": units, "judged": judged()}
    return render(request, "oversight/brief.html", context | told)


@never_cache
@require_safe
def matters(request: StaffRequest) -> HttpResponse:
    """The list behind a number, by date, fifty at a time."""
    may_oversee(request.user).require()
    today = local_day(request.now)
    what = request.GET.get("what", "")
    what = what if what in COLUMNS else "open"
    wanted = _wanted(request, figures.overseen(request.user), what, today)
    found = list(
        _after(wanted, request.GET.get("after", ""))
        .select_related("area", "lead_unit", "received_by")
        .order_by("due_on", "pk")[: PAGE + 1]
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "title": COLUMNS[what],
        "part": _part_name(request),
        "rows": rows(found[:PAGE], today=today),
        "after": f"{last.due_on.isoformat()}~{last.pk}" if last else "",
        "address": _address(request),
        "empty": _("Nothing is here now."),
    }
    return render(request, "oversight/matters.html", context)


def _standing(request: StaffRequest) -> dict[str, Any]:
    today = local_day(request.now)
    counted = standing(request.user, today=today, now=request.now)
    tallies = counted.units
    units = _in_tree_order(Unit.objects.filter(pk__in=[pk for pk in tallies if pk]))
    return {
        "columns": list(COLUMNS.values()),
        "total": _line(_("All"), "", figures.total(tallies.values())),
        "units": _unit_lines(units, tallies),
        "levels": _level_lines(units, tallies),
        "legs": [
            {"name": clock_rules()[leg.rule].name_in(get_language() or ""), **asdict(leg)}
            for leg in counted.legs
        ],
        "day": day_words(today),
        "counted_at": f"{timezone.localtime(counted.counted_at):%H:%M}" if counted.is_great else "",
    }


def _in_tree_order(units: "QuerySet[Unit]") -> list[Unit]:
    return sorted(units, key=lambda unit: [int(one) for one in unit.path.split("/") if one])


def _unit_lines(units: list[Unit], tallies: Mapping[int | None, Tally]) -> list[Line]:
    """In the order of the tree, never of the numbers: this is a map of the work, not a contest."""
    language = get_language() or ""
    top = min((unit.path.count("/") for unit in units), default=0)
    lines = [
        _line(
            unit.name_in(language),
            f"unit={unit.pk}",
            tallies[unit.pk],
            depth=unit.path.count("/") - top,
        )
        for unit in units
    ]
    if None in tallies:
        lines.insert(0, _line(_("Not given to a unit yet"), "unit=none", tallies[None]))
    return lines


def _level_lines(units: list[Unit], tallies: Mapping[int | None, Tally]) -> list[Line]:
    levels: dict[int, list[Tally]] = {}
    for unit in units:
        levels.setdefault(unit.level, []).append(tallies[unit.pk])
    return [
        _line(str(Level(level).label), f"level={level}", figures.total(found))
        for level, found in sorted(levels.items())
    ]


def _line(name: str, part: str, tally: Tally, *, depth: int = 0) -> Line:
    counts = asdict(tally)
    cells = [
        Cell(what, name, counts[what], what in ("late", "late_first") and counts[what] > 0)
        for what, name in COLUMNS.items()
    ]
    return Line(name, part, cells, depth)


def _wanted(
    request: StaffRequest, found: "QuerySet[Matter]", what: str, today: date
) -> "QuerySet[Matter]":
    found = found.filter(figures.conditions(today)[what])
    unit, level, leg = (request.GET.get(name, "") for name in ("unit", "level", "leg"))
    if unit == "none":
        return found.filter(lead_unit=None)
    if unit.isascii() and unit.isdecimal():
        return found.filter(lead_unit=int(unit[:15]))
    if level.isascii() and level.isdecimal():
        return found.filter(lead_unit__level=int(level[:2]))
    if leg in clock_rules():
        until = Q(due_on__lt=today) if request.GET.get("over") else Q(due_on__gte=today)
        near = Q(due_on__lte=figures.soon_until(today))
        clocks = Clock.objects.filter(until & near, stopped_at=None, rule=leg)
        return found.filter(pk__in=clocks.values("matter"))
    return found


def _after(found: "QuerySet[Matter]", after: str) -> "QuerySet[Matter]":
    day, _sign, number = after.partition("~")
    try:
        last, pk = date.fromisoformat(day), int(number)
    except ValueError:
        return found
    return found.filter(Q(due_on__gt=last) | Q(due_on=last, pk__gt=pk))


def _address(request: StaffRequest) -> str:
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()


def _part_name(request: StaffRequest) -> str:
    language = get_language() or ""
    leg, unit = request.GET.get("leg", ""), request.GET.get("unit", "")
    if leg in clock_rules():
        return clock_rules()[leg].name_in(language)
    if unit.isascii() and unit.isdecimal():
        one = Unit.objects.filter(pk=int(unit[:15])).first()
        return one.name_in(language) if one else ""
    return ""
