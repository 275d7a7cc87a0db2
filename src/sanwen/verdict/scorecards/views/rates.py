"""Rates for staff: the whole, every unit in the order of the tree, and one unit with its course."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.months import month_after
from sanwen.core.ruling import Ruling
from sanwen.integrity.conduct.demands.rules import may_read_demands
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import comparing, figures, profiles, rules, shown
from sanwen.verdict.scorecards.actions import publishing
from sanwen.verdict.scorecards.forms import CorrectionForm
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import Period, choices, containing, read
from sanwen.verdict.scorecards.sheet import lines, sheet, tier_of

SHOWN = {Length.MONTH: 13, Length.QUARTER: 9, Length.YEAR: 5}
COURSE_MONTHS = 13
UNITS_A_PAGE = 25


@require_safe
@never_cache
def rates(request: StaffRequest) -> HttpResponse:
    rules.may_read(request.user).require()
    today = local_day(request.now)
    period = chosen(request, today)
    found = sheet(period)
    units = lines(period, by=request.user)
    pages = Paginator(units, UNITS_A_PAGE).get_page(request.GET.get("page"))
    context = page(period, today) | {
        "sheet": found,
        "card": found.card,
        "counters": shown.counters(found.card),
        "satisfaction": shown.satisfaction_chart(found.card, about=period.words),
        "apart": shown.apart(units),
        "units": list(pages),
        "pages": pages,
        "units_chart": shown.units_chart(pages, found.card.solved, about=period.words),
        "may_publish": _may_publish(request.user, found.published is not None, period, today),
        "may_correct": request.user.holds(Role.SUPERVISOR, Role.LEADER),
        "form": CorrectionForm(),
        "profile": profiles.over(period.since, period.until)[-1],
        "waiting": figures.waiting(),
        "may_read_demands": may_read_demands(request.user),
    }
    return render(request, "scorecards/rates.html", context)


@require_safe
@never_cache
def unit(request: StaffRequest, unit_code: str) -> HttpResponse:
    rules.may_read(request.user).require()
    today = local_day(request.now)
    period = chosen(request, today)
    one = get_object_or_404(Unit, code=unit_code)
    found = sheet(period, one)
    name = one.name_in(get_language() or "")
    points = comparing.course(
        figures.by_month(
            since=month_after(period.until, -COURSE_MONTHS), until=period.until, units=[one.pk]
        )
    )
    tier = tier_of(found)
    context = page(period, today) | {
        "unit": one,
        "name": name,
        "sheet": found,
        "card": found.card,
        "counters": shown.counters(found.card),
        "satisfaction": shown.satisfaction_chart(found.card, about=f"{name} · {period.words}"),
        "course": shown.course_chart(points, about=name),
        "course_words": shown.course_words(points),
        "tier": shown.tier_words(tier),
        "adjusted": shown.adjusted_words(tier),
    }
    return render(request, "scorecards/unit.html", context)


@require_POST
def publish(request: StaffRequest) -> HttpResponse:
    period = read(request.POST.get("period", ""))
    if period is None:
        raise Http404
    publishing.publish(period=period, by=request.user, now=request.now)
    messages.success(request, _("The figures of this period are published and stay as they are."))
    return redirect(f"/results/rates/?period={period.key}")


@require_POST
def correct(request: StaffRequest) -> HttpResponse:
    period = read(request.POST.get("period", ""))
    form = CorrectionForm(request.POST)
    if period is None or not form.is_valid():
        raise Http404
    reason = form.cleaned_data["reason"]
    publishing.correct(period=period, reason=reason, by=request.user, now=request.now)
    messages.success(request, _("The difference stands beside the published figures."))
    return redirect(f"/results/rates/?period={period.key}")


def chosen(request: HttpRequest, today: date) -> Period:
    """What the address names; else the last quarter that is over."""
    named = read(request.GET.get("period", ""))
    if named is not None and named.since <= today:
        return named
    return containing(today, Length.QUARTER).before()


def page(period: Period, today: date) -> dict[str, object]:
    groups = [(length, choices(today, length, count)) for length, count in SHOWN.items()]
    return {
        "tab": "rates",
        "period": period,
        "is_over": period.until <= today,
        "groups": [(str(length.label), list(found)) for length, found in groups],
    }


def _may_publish(by: User, is_published: bool, period: Period, today: date) -> Ruling:
    return rules.may_publish(by, until=period.until, today=today, is_published=is_published)
