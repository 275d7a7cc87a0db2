"""The list of sealed reports, one of them, and the acts of those who open it together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.integrity.conduct import actions, rules
from sanwen.integrity.conduct.forms import ConcludeForm, ReplyForm, UnsealForm
from sanwen.integrity.conduct.models import Conclusion, SealedReport
from sanwen.people.requests import StaffRequest

SHOWN = 100


@never_cache
@require_safe
def sealed_reports(request: StaffRequest) -> HttpResponse:
    rules.may_list(request.user).require()
    reports = (
        SealedReport.objects.visible_to(request.user).defer("text").prefetch_related("about_units")
    )
    return render(request, "conduct/sealed_reports.html", {"reports": reports[:SHOWN]})


@never_cache
@require_safe
def sealed_report(request: StaffRequest, number: int) -> HttpResponse:
    report = _report(request, number)
    if not rules.may_read(report, request.user):
        return _closed(request, report, UnsealForm())
    return _open(request, report)


@never_cache
@require_POST
def unseal(request: StaffRequest, number: int) -> HttpResponse:
    """Ask to open it, with a reason."""
    report = _report(request, number)
    form = UnsealForm(request.POST)
    if not form.is_valid():
        return _closed(request, report, form, status=422)
    because = form.cleaned_data["because"]
    actions.ask_to_unseal(report=report, because=because, by=request.user, now=request.now)
    messages.success(request, _("Asked. As soon as a second supervisor agrees, both can read it."))
    return redirect("sealed_report", report.pk)


@never_cache
@require_POST
def agree(request: StaffRequest, number: int) -> HttpResponse:
    report = _report(request, number)
    actions.agree_to_unseal(report=report, by=request.user, now=request.now)
    return redirect("sealed_report", report.pk)


@never_cache
@require_POST
def reply(request: StaffRequest, number: int) -> HttpResponse:
    report = _report(request, number)
    form = ReplyForm(request.POST)
    rules.may_read(report, request.user).require()
    if not form.is_valid():
        return _open(request, report, reply=form, status=422)
    text = form.cleaned_data["text"]
    actions.write_to_reporter(report=report, text=text, by=request.user, now=request.now)
    messages.success(request, _("Written. They read it by their code."))
    return redirect("sealed_report", report.pk)


@never_cache
@require_POST
def conclude(request: StaffRequest, number: int) -> HttpResponse:
    report = _report(request, number)
    form = ConcludeForm(request.POST)
    rules.may_read(report, request.user).require()
    if not form.is_valid():
        return _open(request, report, ending=form, status=422)
    actions.conclude(
        report=report,
        conclusion=Conclusion(form.cleaned_data["conclusion"]),
        text=form.cleaned_data["text"],
        by=request.user,
        now=request.now,
    )
    return redirect("sealed_report", report.pk)


def _report(request: StaffRequest, number: int) -> SealedReport:
    """What one may not see does not exist."""
    visible = SealedReport.objects.visible_to(request.user).prefetch_related("about_units")
    return get_object_or_404(visible, pk=number)


def _closed(
    request: StaffRequest, report: SealedReport, form: UnsealForm, *, status: int = 200
) -> HttpResponse:
    waiting = report.unsealings.filter(agreed_at=None).select_related("asked_by").first()
    context = {
        "report": report,
        "form": form,
        "waiting": waiting,
        "may_agree": bool(rules.may_agree_to_unseal(waiting, request.user)),
    }
    return render(request, "conduct/closed_report.html", context, status=status)


def _open(
    request: StaffRequest,
    report: SealedReport,
    *,
    reply: ReplyForm | None = None,
    ending: ConcludeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    text, *words = actions.open_report(report=report, by=request.user, now=request.now)
    written = report.messages.select_related("by")
    context = {
        "report": report,
        "text": text,
        "letters": list(zip(written, words, strict=True)),
        "unsealings": report.unsealings.select_related("asked_by", "agreed_by"),
        "reply": reply or ReplyForm(),
        "ending": ending or ConcludeForm(),
    }
    return render(request, "conduct/sealed_report.html", context, status=status)
