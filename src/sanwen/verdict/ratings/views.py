"""The sums of verdicts, for those who answer for a unit."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.core.months import chosen, month_after, whole_months
from sanwen.methods.percent import percent
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.ratings import figures, rules
from sanwen.verdict.ratings.figures import Sums
from sanwen.verdict.ratings.models import Satisfaction, Solved

UNITS_A_PAGE = 30
READERS = (Role.HANDLER, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    sums: Sums
    solved: list[tuple[str | Promise, int]]
    satisfaction: list[tuple[str | Promise, int]]
    low: str = ""
    high: str = ""


@require_safe
@never_cache
def verdicts(request: StaffRequest) -> HttpResponse:
    """Whole months only: sums of moving days could be subtracted from each other."""
    rules.may_read_sums(request.user).require()
    months = whole_months(local_day(request.now))
    month = chosen(request.GET.get("month", ""), months)
    pages = Paginator(_units(request.user), UNITS_A_PAGE).get_page(request.GET.get("page"))
    units = {unit.pk: unit for unit in pages}
    found = figures.sums(units, since=_start(month), until=_start(month_after(month)))
    language = get_language() or ""
    context = {
        "months": months,
        "chosen": month,
        "pages": pages,
        "lines": [_line(unit, found[number]) for number, unit in units.items() if number in found],
        "silent": [unit.name_in(language) for unit in pages if unit.pk not in found],
    }
    return render(request, "ratings/verdicts.html", context)


def _units(user: User) -> "QuerySet[Unit]":
    """One's own first, the others in the order of their codes: this is no league table."""
    own = Case(When(pk__in=[unit.pk for unit in user.units()], then=0), default=1)
    reach = Unit.objects.in_reach_of(user.scopes(*READERS))
    return reach.order_by(own, "level", "code")


def _line(unit: Unit, sums: Sums) -> Line:
    low, high = sums.bounds or (0.0, 0.0)
    faces: list[tuple[str | Promise, int]] = [
        (face.label, sums.satisfaction.get(face.value, 0)) for face in Satisfaction
    ]
    return Line(
        name=unit.name_in(get_language() or ""),
        sums=sums,
        solved=[(kind.label, sums.solved.get(kind.value, 0)) for kind in Solved],
        satisfaction=faces if sums.satisfaction else [],
        low=percent(low),
        high=percent(high),
    )


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
