"""Where matters come from: a map with its table, and the subjects beside; from the sums alone."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanwen.charts.grammar import Chart, Column
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.methods.suppression import hidden
from sanwen.office.listening.maps import drawn
from sanwen.openness import hiding
from sanwen.places.models import Area
from sanwen.verdict.scorecards import figures
from sanwen.verdict.scorecards.figures import Flow
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import Period, containing

Pair = tuple[Flow, bool]


@login_not_required
@require_safe
def places(request: MomentRequest) -> HttpResponse:
    """A quarter that is over: what still moves could be told apart from day to day."""
    period = containing(local_day(request.now), Length.QUARTER).before()
    context = {
        "period": period,
        "map": drawn(*_counted(_hidden(period, "area"))),
        "subjects": _chart(_hidden(period, "category"), period),
    }
    return render(request, "openness/places.html", context)


def _hidden(period: Period, by: str) -> list[Pair]:
    """A quarter's count is away where it is small, or where a month of it is: the months are open
    data, and the quarter less two of them would be the third."""
    found = figures.flow(since=period.since, until=period.until, by=by)
    away = hidden([one.opened for one in found])
    told = hiding.hidden_in_months(period.since, period.until, by=by)
    return [(one, gone or one.key in told) for one, gone in zip(found, away, strict=True)]


def _counted(pairs: Sequence[Pair]) -> tuple[list[tuple[Area, int]], list[bool]]:
    """Areas of the newest table, by their codes; what has no place is in no row."""
    newest = Area.objects.order_by("-year").values("year")[:1]
    towns = Area.objects.filter(year__in=newest, code__regex=r"^\d{9}(000)?$")
    known = {one.code[:9]: one for one in towns}
    shown = sorted((one.key, one.opened, gone) for one, gone in pairs if one.key in known)
    return [(known[key], many) for key, many, _gone in shown], [gone for *_rest, gone in shown]


def _chart(pairs: Sequence[Pair], period: Period) -> Chart:
    return Chart(
        title=_("Matters opened, by subject: %(period)s") % {"period": period.words},
        definition=_("Matters registered in the quarter, by subject. Demand, no mark for anybody."),
        rows=[
            Column(one.name, None if gone else one.opened, is_hidden=gone) for one, gone in pairs
        ],
        kind="columns",
    )
