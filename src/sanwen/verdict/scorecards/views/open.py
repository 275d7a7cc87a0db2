"""Rates for everybody: quarters, with what would tell of few people hidden."""

from dataclasses import replace
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.methods.rates import Rate
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import figures, profiles, public, shown
from sanwen.verdict.scorecards.definitions import definitions
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import Period, choices, containing, read
from sanwen.verdict.scorecards.sheet import Sheet, months, public_lines, sheet

QUARTERS, COURSE, UNITS_A_PAGE = 9, 9, 60


@login_not_required
@require_safe
def open_rates(request: MomentRequest) -> HttpResponse:
    period = _chosen(request)
    found = sheet(period)
    pages = Paginator(public_lines(period), UNITS_A_PAGE).get_page(request.GET.get("page"))
    told = [line for line in pages if not line.card.solved.hidden]
    card = public.card(found.card, months(period, None))
    # By two people and a listed ground, of the whole: an act that is counted in public.
    card = replace(card, excluded=found.card.excluded)
    context = _page(request, period, found) | {
        "card": card,
        "counters": shown.counters(card),
        "satisfaction": shown.satisfaction_chart(card, about=period.words),
        "units": told,
        "few": [line for line in pages if line.card.solved.hidden],
        "pages": pages,
        "units_chart": shown.units_chart(told, card.solved, about=period.words),
        "exclusions": figures.exclusions(since=period.since, until=period.until),
    }
    return render(request, "scorecards/open_rates.html", context)


@login_not_required
@require_safe
def open_unit(request: MomentRequest, unit_code: str) -> HttpResponse:
    one = get_object_or_404(Unit, code=unit_code)
    period = _chosen(request)
    found = sheet(period, one)
    told = next(
        (row.card.solved for row in public_lines(period, beside=False) if row.code == unit_code),
        None,
    )
    card = public.card(found.card, months(period, one))
    if told is not None and told.hidden:
        card = public.without_rates(card)
    name = one.name_in(get_language() or "")
    points = _course(one, period)
    context = _page(request, period, found) | {
        "unit": one,
        "name": name,
        "card": card,
        "counters": shown.counters(card),
        "satisfaction": shown.satisfaction_chart(card, about=f"{name} · {period.words}"),
        "course": shown.course_chart(points, about=name, of=Length.QUARTER),
    }
    return render(request, "scorecards/open_unit.html", context)


def _course(unit: Unit, period: Period) -> list[tuple[date, Rate]]:
    """The unit's quarters, those that would tell hidden."""
    first = period.before(COURSE - 1)
    found = figures.by_month(since=first.since, until=period.until, units=[unit.pk])
    quarters: dict[date, list[int]] = {}
    for month, sums in found.items():
        start = containing(month, Length.QUARTER).since
        counts = quarters.setdefault(start, [0, 0, 0])
        for at, name in enumerate(("solved", "judged", "asked")):
            counts[at] += sums[name]
    return [
        (start, public.shown(Rate(counts[0], counts[1], counts[2])))
        for start, counts in sorted(quarters.items())
    ]


def _chosen(request: MomentRequest) -> Period:
    """A quarter that is over: figures that still move could be told apart from day to day."""
    today = local_day(request.now)
    last = containing(today, Length.QUARTER).before()
    named = read(request.GET.get("period", ""))
    if named is None or named.length != Length.QUARTER or named.since > last.since:
        return last
    return named


def _page(request: MomentRequest, period: Period, found: Sheet) -> dict[str, object]:
    last = containing(local_day(request.now), Length.QUARTER).before()
    return {
        "section": "rates",
        "period": period,
        "sheet": found,
        "quarters": choices(last.since, Length.QUARTER, QUARTERS),
        "profile": profiles.over(period.since, period.until)[-1],
        "definitions": definitions(),
    }
