"""What people judge, on one page: the doors to rates, checks, surveys, reach and promises."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.people.requests import StaffRequest


@require_safe
@never_cache
def results(request: StaffRequest) -> HttpResponse:
    """Only doors: each page behind them asks its own rule."""
    return render(request, "scorecards/results.html")
