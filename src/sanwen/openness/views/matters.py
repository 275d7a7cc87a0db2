"""Public matters: the list with its search, and one matter with what was done."""

from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.openness import choosing, searching
from sanwen.openness.models import PublicMatter, PublicState
from sanwen.openness.searching import Wanted
from sanwen.openness.shown import matters as shown

YEARS = 6


@login_not_required
@require_safe
def matters(request: MomentRequest) -> HttpResponse:
    wanted = Wanted.from_request(request)
    found = searching.search(wanted)
    today = local_day(request.now)
    context = {
        "wanted": wanted,
        "rows": [shown.row(one) for one in found.rows],
        "next": urlencode({**wanted.given, "after": found.after}) if found.after else "",
        "first": urlencode(wanted.given) if wanted.after else None,
        "subjects": choosing.subjects(),
        "towns": choosing.towns(),
        "places": choosing.places(wanted.place),
        "units": choosing.units(wanted.unit),
        "states": PublicState.choices,
        "years": _years(today),
    }
    return render(request, "openness/matters.html", context)


def _years(today: date) -> list[int]:
    oldest = PublicMatter.objects.order_by("opened_on").values_list("opened_on", flat=True).first()
    first = max(oldest.year if oldest else today.year, today.year - YEARS)
    return list(range(today.year, first - 1, -1))


@login_not_required
@require_safe
def matter(request: MomentRequest, number: int) -> HttpResponse:
    """What is not public is not there: the same answer as for a number that was never given."""
    one = get_object_or_404(PublicMatter.objects.shown(), pk=min(number, 2**62))
    context = {
        "one": one,
        "row": shown.row(one),
        "facts": shown.facts(one, local_day(request.now)),
        "lines": shown.timeline(one.number),
        "judged": shown.judged(one.number),
        "into": PublicMatter.objects.filter(pk=one.joined_into).first()
        if one.joined_into
        else None,
    }
    return render(request, "openness/matter.html", context)
