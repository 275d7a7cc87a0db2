"""The pages of inspections: the list, one of them, and a form for each verb."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import due_line, local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.office.inspection import actions, rules
from sanwen.office.inspection import forms as shapes
from sanwen.office.inspection.models import Inspection, InspectionObjection, Proposal
from sanwen.office.inspection.states import Move
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MOST = 200


@never_cache
@require_safe
def inspections(request: StaffRequest) -> HttpResponse:
    rules.may_see_list(request.user).require()
    found = Inspection.objects.visible_to(request.user).select_related("matter", "unit")
    proposals = Proposal.objects.visible_to(request.user).select_related("inspection", "to")
    today = local_day(request.now)
    waiting = [(one, due_line(one.reply_by, today)) for one in proposals.unanswered()[:MOST]]
    context = {"inspections": found[:MOST], "waiting": waiting}
    return render(request, "inspection/inspections.html", context)


@never_cache
@require_safe
def inspection(request: StaffRequest, number: int) -> HttpResponse:
    one, by = _found(request, number), request.user
    objection = _objection(one)
    proposals = Proposal.objects.visible_to(by).filter(inspection=one).select_related("to")
    context = {
        "inspection": one,
        "objection": objection,
        "proposals": proposals,
        "ways": _ways(one, objection, by, today=local_day(request.now)),
        "may_receive": bool(rules.may_receive(one, by)),
        "supervises": bool(rules.supervises(one, by)),
    }
    return render(request, "inspection/inspection.html", context)


def _ways(
    one: Inspection, objection: InspectionObjection | None, by: User, *, today: date
) -> list[tuple[str, str, str]]:
    found = []
    if rules.may_object(one, by, today=today):
        found.append(("inspection_object", _("Object"), "main"))
    if objection and rules.may_decide(one, objection, by):
        found.append(("inspection_decide", _("Decide on the objection"), "main"))
    if rules.supervises(one, by):
        found.append(("inspection_propose", _("Make a proposal"), ""))
    return found


@BOTH
def new(request: StaffRequest, number: int) -> HttpResponse:
    """About a unit that has a part in a matter that one supervises."""
    visible = Matter.objects.visible_to(request.user).select_related("received_by")
    matter = get_object_or_404(visible, pk=number)
    if not request.user.covers(matter.received_by, Role.SUPERVISOR):
        rules.may_inspect(matter, matter.received_by, request.user, has_a_part=True).require()
    units = list(Unit.objects.filter(pk__in=matter.assignments.values("unit")))
    form = shapes.InspectForm(request.POST or None, units=units)

    def do() -> Inspection:
        return actions.inspect(
            matter=matter, unit=form.chosen, findings=form.findings(), by=request.user,
            now=request.now,
        )  # fmt: skip

    head = {"title": _("Findings about how it was handled"), "matter": matter}
    return _perform(request, form, head, do)


@require_POST
def receive(request: StaffRequest, number: int) -> HttpResponse:
    actions.receive(inspection=_found(request, number), by=request.user, now=request.now)
    messages.success(request, _("Received. The unit can object within 30 days."))
    return redirect("inspection", number)


@BOTH
def object_to(request: StaffRequest, number: int) -> HttpResponse:
    one, form = _found(request, number), shapes.ObjectForm(request.POST or None)

    def do() -> Inspection:
        return actions.object_to(
            inspection=one, reason=form.cleaned_data["reason"], by=request.user, now=request.now
        ).inspection

    hint = _("Another supervisor or a leader decides within 30 days.")
    return _perform(request, form, {"title": _("Object"), "one": one, "hint": hint}, do)


@BOTH
def decide(request: StaffRequest, number: int) -> HttpResponse:
    one, form = _found(request, number), shapes.DecideForm(request.POST or None)

    def do() -> Inspection:
        told = form.cleaned_data
        return actions.decide(
            inspection=one, move=Move(told["move"]), words=told["words"], by=request.user,
            now=request.now,
        )  # fmt: skip

    head = {"title": _("Decide on the objection"), "one": one, "objection": _objection(one)}
    return _perform(request, form, head, do)


@BOTH
def propose(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    units = list(Unit.objects.active().filter(third_party=False))
    form = shapes.ProposeForm(request.POST or None, units=units)

    def do() -> Inspection:
        told = form.cleaned_data
        return actions.propose(
            inspection=one, kind=told["kind"], to=form.chosen, words=told["words"],
            reply_by=told["reply_by"], by=request.user, now=request.now,
        ).inspection  # fmt: skip

    hint = _("The body it goes to says in writing what it adopts (Art. 40).")
    return _perform(request, form, {"title": _("Make a proposal"), "one": one, "hint": hint}, do)


@BOTH
@never_cache
def proposal(request: StaffRequest, number: int) -> HttpResponse:
    """What is proposed, and the written reply; the findings about another unit stay closed."""
    visible = Proposal.objects.visible_to(request.user).select_related("inspection__matter", "to")
    one = get_object_or_404(visible, pk=number)
    form = shapes.ReplyForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.reply(
                proposal=one, adoption=told["adoption"], words=told["words"], by=request.user,
                now=request.now,
            )  # fmt: skip
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            status = 403
        else:
            messages.success(request, _("The reply is there."))
            return redirect("proposal", number)
    context = {
        "proposal": one,
        "form": form,
        "may_reply": bool(rules.may_reply(one, request.user)),
        "supervises": bool(rules.supervises(one.inspection, request.user)),
    }
    return render(request, "inspection/proposal.html", context, status=status)


@require_POST
def paper(request: StaffRequest, number: int) -> HttpResponse:
    made = actions.draft_urging(
        inspection=_found(request, number), by=request.user, now=request.now
    )
    return redirect("paper_change", made.pk)


@require_POST
def proposal_paper(request: StaffRequest, number: int) -> HttpResponse:
    visible = Proposal.objects.visible_to(request.user).select_related("inspection", "to")
    one = get_object_or_404(visible, pk=number)
    made = actions.draft_proposal(proposal=one, by=request.user, now=request.now)
    return redirect("paper_change", made.pk)


def _perform(
    request: StaffRequest,
    form: forms.Form,
    head: dict[str, Any],
    act: Callable[[], Inspection],
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            status = 403
        else:
            messages.success(request, _("Kept, and those whom it concerns are told."))
            return redirect("inspection", made.pk)
    return render(request, "inspection/act.html", {"form": form, **head}, status=status)


def _found(request: StaffRequest, number: int) -> Inspection:
    visible = Inspection.objects.visible_to(request.user).select_related(
        "matter__received_by", "unit", "issued_by", "paper"
    )
    return get_object_or_404(visible, pk=number)


def _objection(one: Inspection) -> InspectionObjection | None:
    known = InspectionObjection.objects.filter(inspection=one)
    return known.select_related("raised_by", "decided_by").first()
