"""What people judge, on one page: the doors to rates, checks, surveys, reach and promises."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.people.requests import StaffRequest
from sanwen.verdict.scorecards import waiting


@require_safe
@never_cache
def results(request: StaffRequest) -> HttpResponse:
    """Doors, with what waits for this person behind them: each page asks its own rule."""
    found = waiting.for_person(request.user, local_day(request.now))
    return render(request, "scorecards/results.html", {"waiting": found})
