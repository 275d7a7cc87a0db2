"""The log of demands for staff: supervisors record and decide, auditors read."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.core.dates import day_words
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.conduct.demands import actions, rules
from sanwen.integrity.conduct.demands.forms import DecideForm, DemandForm
from sanwen.integrity.conduct.demands.models import LegalRequest, Ruled
from sanwen.people.requests import StaffRequest

SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demands(request: StaffRequest) -> HttpResponse:
    rules.may_read_demands(request.user).require()
    form = DemandForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    rules.may_record_demand(request.user).require()
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.note(demand=form.demand(), by=request.user, now=request.now)
    messages.success(request, _("Recorded. A second supervisor decides."))
    return redirect("demands")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demand(request: StaffRequest, number: int) -> HttpResponse:
    rules.may_read_demands(request.user).require()
    one = get_object_or_404(LegalRequest.objects.select_related("recorded_by"), pk=number)
    form = DecideForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _decide(request, one, form)
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
                status = 403
            else:
                return redirect("demands")
    may = rules.may_decide_demand(one, request.user)
    context = {"one": one, "form": form, "may": may, "day": day_words(one.received_on)}
    return render(request, "conduct/demand.html", context, status=status)


def _decide(request: StaffRequest, one: LegalRequest, form: Form) -> None:
    given = form.cleaned_data
    actions.decide(
        demand=one,
        ruled=Ruled(given["ruled"]),
        words=given["words"],
        by=request.user,
        now=request.now,
    )
    messages.success(request, _("Decided, and counted on the open page."))


def _page(request: StaffRequest, form: DemandForm, *, status: int = 200) -> HttpResponse:
    found = LegalRequest.objects.select_related("recorded_by", "decided_by")[:SHOWN]
    context = {
        "rows": [(one, day_words(one.received_on)) for one in found],
        "form": form if rules.may_record_demand(request.user) else None,
    }
    return render(request, "conduct/demands.html", context, status=status)
