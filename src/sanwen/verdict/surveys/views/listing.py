"""The list and the sample: bringing a file, seeing how exact a sample would be, deciding."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.reading import Unreadable
from sanwen.methods.surveys import How
from sanwen.people.requests import StaffRequest
from sanwen.verdict.surveys import desk_forms, roll, rules, sizing
from sanwen.verdict.surveys.actions import preparing
from sanwen.verdict.surveys.models import Stratum, Survey
from sanwen.verdict.surveys.views.finding import inside

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@BOTH
def bring(request: StaffRequest, number: int) -> HttpResponse:
    """Line by line what is wrong; with anything wrong nothing is taken."""
    one = inside(request, number)
    rules.may_take_list(one, request.user).require()
    # Of a reach check: what was meant for each is brought with the list, or nothing can be said.
    sized = bool(one.belongs_to)
    form = desk_forms.ListForm(request.POST or None, request.FILES or None, with_size=sized)
    context: dict[str, object] = {"one": one, "form": form, "tab": "surveys"}
    if request.method != "POST":
        return render(request, "surveys/list.html", context)
    if form.is_valid():
        try:
            found = roll.read(form.cleaned_data["file"], with_size=sized)
        except Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            if not found.problems:
                return _taken(request, one, found)
            context["problems"] = found.problems[: roll.MOST_TOLD]
            context["more"] = max(0, len(found.problems) - roll.MOST_TOLD)
    return render(request, "surveys/list.html", context, status=422)


def _taken(request: StaffRequest, one: Survey, found: roll.Roll) -> HttpResponse:
    preparing.take_list(survey=one, rows=found.rows, by=request.user, now=request.now)
    many = len(found.rows)
    told = ngettext("%(many)d line was taken in.", "%(many)d lines were taken in.", many)
    messages.success(request, told % {"many": many})
    return redirect("results_survey", one.pk)


@never_cache
@BOTH
def plan(request: StaffRequest, number: int) -> HttpResponse:
    """GET shows what a margin costs, as often as one likes; POST decides."""
    one = inside(request, number)
    rules.may_take_list(one, request.user).require()
    strata = list(one.strata.all())
    wanted = desk_forms.ProposalForm(request.GET if "margin" in request.GET else _usual(one))
    proposal = _proposal(strata, wanted)
    first = {f"s{each.pk}": each.sample or None for each in strata}
    if proposal is not None:
        given = {part.name: part.sample for part in proposal.parts}
        first = {f"s{each.pk}": given[each.name] for each in strata}
    form = desk_forms.PlanForm(strata, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            preparing.plan(survey=one, plans=form.plans(), by=request.user, now=request.now)
            return redirect("results_survey", one.pk)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"one": one, "form": form, "wanted": wanted, "proposal": proposal, "tab": "surveys"}
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/plan.html", context, status=status)


def _usual(one: Survey) -> dict[str, object]:
    margin = one.margin or Decimal(5)
    return {"margin": margin, "response": round(sizing.EXPECTED * 100), "how": How.PROPORTIONAL}


def _proposal(strata: list[Stratum], wanted: desk_forms.ProposalForm) -> sizing.Proposal | None:
    if not strata or not wanted.is_valid():
        return None
    given = wanted.cleaned_data
    people = {each.name: each.population for each in strata}
    return sizing.proposal(
        people, float(given["margin"]) / 100, How(given["how"]), response=given["response"] / 100
    )
