"""The list of sealed reports, and one of them opened."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sanwen.integrity.conduct import actions, rules
from sanwen.integrity.conduct.models import SealedReport
from sanwen.people.requests import StaffRequest

SHOWN = 100


@require_GET
@never_cache
def sealed_reports(request: StaffRequest) -> HttpResponse:
    rules.may_list(request.user).require()
    reports = (
        SealedReport.objects.visible_to(request.user).defer("text").select_related("about_unit")
    )
    return render(request, "conduct/sealed_reports.html", {"reports": reports[:SHOWN]})


@require_GET
@never_cache
def sealed_report(request: StaffRequest, number: int) -> HttpResponse:
    visible = SealedReport.objects.visible_to(request.user).select_related("about_unit")
    report = get_object_or_404(visible, pk=number)
    text = actions.open_report(report=report, by=request.user)
    return render(request, "conduct/sealed_report.html", {"report": report, "text": text})
