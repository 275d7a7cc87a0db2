"""The equal-treatment report, quarter by quarter."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.office.fairness.models import Report
from sanwen.office.fairness.rules import may_read
from sanwen.office.fairness.shown import lines
from sanwen.people.requests import StaffRequest

SHOWN = 12


@never_cache
@require_safe
def fairness(request: StaffRequest, number: int | None = None) -> HttpResponse:
    """The newest report, or the one asked for; the others are a line each."""
    may_read(request.user).require()
    every = list(Report.objects.defer("lines")[:SHOWN])
    chosen = Report.objects.filter(pk=number).first() if number else None
    if number and chosen is None:
        raise Http404
    report = chosen or Report.objects.first()
    context = {
        "report": report,
        "lines": lines(report) if report else [],
        "others": [one for one in every if report and one.pk != report.pk],
    }
    return render(request, "fairness/fairness.html", context)
