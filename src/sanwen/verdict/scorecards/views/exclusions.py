"""Matters that leave the solved rate: proposed, answered, objected to, decided, one list of all."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.deliver.matters.models import Matter
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import rules
from sanwen.verdict.scorecards.actions import excluding
from sanwen.verdict.scorecards.forms import DecisionForm, ProposeForm, RefusalForm
from sanwen.verdict.scorecards.models import Exclusion

MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """An exclusion with the form of whatever this person may do about it."""

    one: Exclusion
    may_answer: Ruling
    may_decide: Ruling


@require_safe
@never_cache
def exclusions(request: StaffRequest) -> HttpResponse:
    rules.may_read(request.user).require()
    seen = Exclusion.objects.visible_to(request.user)
    rows = seen.select_related(
        "matter__lead_unit", "matter__received_by", "proposed_by", "answered_by", "decided_by"
    )
    lines = [
        Line(
            one,
            rules.may_answer(one, request.user),
            rules.may_decide(one, request.user, decision="-"),
        )
        for one in rows[:MOST]
    ]
    context = {
        "tab": "exclusions",
        "lines": lines,
        "may_propose": request.user.holds(Role.INTAKE),
        "refusal": RefusalForm(),
        "decision": DecisionForm(),
    }
    return render(request, "scorecards/exclusions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def propose(request: StaffRequest) -> HttpResponse:
    """A refusal stands above the form, so that nothing typed is lost."""
    rules.may_fill_in(request.user, Role.INTAKE).require()
    form = ProposeForm(request.POST or None, initial={"matter": request.GET.get("matter", "")})
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, 422 if request.method == "POST" else 200)
    number = form.cleaned_data["matter"]
    matter = Matter.objects.visible_to(request.user).filter(pk=number).first()
    if matter is None:
        form.add_error("matter", _("You see no matter with this number."))
        return _form(request, form, 422)
    ground, reason = form.cleaned_data["ground"], form.cleaned_data["reason"]
    try:
        excluding.propose(
            matter=matter, ground=ground, reason=reason, by=request.user, now=request.now
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, 403)
    messages.success(request, _("Proposed. It counts on until a supervisor has confirmed it."))
    return redirect("results_exclusions")


def _form(request: StaffRequest, form: ProposeForm, status: int) -> HttpResponse:
    context = {"tab": "exclusions", "form": form}
    return render(request, "scorecards/exclude.html", context, status=status)


@require_POST
def confirm(request: StaffRequest, number: int) -> HttpResponse:
    excluding.confirm(exclusion=_found(request, number), by=request.user, now=request.now)
    messages.success(request, _("The matter is out of the rate, and the resident is told."))
    return redirect("results_exclusions")


@require_POST
def refuse(request: StaffRequest, number: int) -> HttpResponse:
    form = RefusalForm(request.POST)
    words = form.cleaned_data["refusal"] if form.is_valid() else ""
    excluding.refuse(
        exclusion=_found(request, number), refusal=words, by=request.user, now=request.now
    )
    messages.success(request, _("Not confirmed. The matter counts on."))
    return redirect("results_exclusions")


@require_POST
def decide(request: StaffRequest, number: int) -> HttpResponse:
    form = DecisionForm(request.POST)
    good = form.is_valid()
    excluding.decide(
        exclusion=_found(request, number),
        uphold=bool(good and form.cleaned_data["uphold"]),
        decision=form.cleaned_data["decision"] if good else "",
        by=request.user,
        now=request.now,
    )
    messages.success(request, _("Decided, and the resident is told."))
    return redirect("results_exclusions")


def _found(request: StaffRequest, number: int) -> Exclusion:
    return get_object_or_404(Exclusion.objects.visible_to(request.user), pk=number)
