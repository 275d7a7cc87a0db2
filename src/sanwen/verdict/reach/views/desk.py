"""Reach checks for those who prepare them: a list, one page each, who is meant, wishes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit
from sanwen.verdict.reach import answers, rules, shown
from sanwen.verdict.reach.actions import following, preparing, publishing
from sanwen.verdict.reach.forms import CheckForm, ListForm
from sanwen.verdict.reach.models import Check, Finding
from sanwen.verdict.reach.views.public import told
from sanwen.verdict.surveys import roll
from sanwen.verdict.surveys import rules as surveys
from sanwen.verdict.surveys.models import Listed
from sanwen.verdict.surveys.states import State

BOTH = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 200
OVER = (State.CLOSED, State.PUBLISHED)


@never_cache
@require_safe
def checks(request: StaffRequest) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    known = Check.objects.visible_to(request.user).newest_first()
    context = {
        "tab": "reach",
        "lines": [
            shown.line(one, get_language() or "")
            for one in known.select_related("payer", "survey")[:SHOWN]
        ],
        "may_prepare": bool(request.user.reach(*surveys.PREPARERS)),
    }
    return render(request, "reach/desk.html", context)


@never_cache
@BOTH
def new(request: StaffRequest) -> HttpResponse:
    active = Unit.objects.active().order_by("level", "path")
    units = list(active.filter(pk__in=request.user.reach(*surveys.PREPARERS)))
    if not units:
        raise Http404
    form = CheckForm(request.POST or None, units=units, payers=list(active[:500]))
    if request.method != "POST" or not form.is_valid():
        return _new(request, form, 422 if request.method == "POST" else 200)
    try:
        made = preparing.prepare(form.draft(), by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _new(request, form, 403)
    return redirect("results_reach_check", made.pk)


def _new(request: StaffRequest, form: CheckForm, status: int) -> HttpResponse:
    return render(request, "reach/new.html", {"form": form, "tab": "reach"}, status=status)


def mine(request: StaffRequest, number: int) -> Check:
    rules.may_look_inside(request.user).require()
    known = Check.objects.visible_to(request.user).select_related("unit", "payer", "survey")
    return get_object_or_404(known, pk=number)


@never_cache
@require_safe
def check(request: StaffRequest, number: int) -> HttpResponse:
    return page(request, mine(request, number))


def page(request: StaffRequest, one: Check, *, status: int = 200, **more: object) -> HttpResponse:
    """Nobody sees a figure before the survey is closed; wishes are seen by number only."""
    user, asked = request.user, one.asked
    waiting = _waiting(one) if rules.may_follow_up(one, user, wishes=True, is_done=False) else []
    context = told(one) | {
        "tab": "reach",
        # Before the draw it would only say that nobody is asked.
        "parts": shown.parts(one) if asked.drawn_at or asked.opened_at else None,
        "may_take_list": bool(surveys.may_take_list(asked, user)),
        "waiting": waiting,
        "may_publish": asked.state in OVER
        and not Finding.objects.filter(check_of=one).exists()
        and bool(surveys.prepares_for(one.unit, user)),
        "list_form": ListForm(),
    }
    return render(request, "reach/desk_check.html", context | more, status=status)


def _waiting(one: Check) -> list[Listed]:
    return list(one.asked.listed.filter(pk__in=answers.wishing(one)).order_by("number"))


@require_POST
def take_list(request: StaffRequest, number: int) -> HttpResponse:
    one = mine(request, number)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, one, list_form=form, status=422)
    found = form.cleaned_data["file"]
    if found.problems:
        told = found.problems[: roll.MOST_TOLD]
        more = max(0, len(found.problems) - roll.MOST_TOLD)
        return page(request, one, problems=told, more=more, status=422)
    try:
        preparing.take_list(check=one, rows=found.rows, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return page(request, one, list_form=form, status=403)
    messages.success(request, _("The list is taken. How to reach people lies in the vault."))
    return redirect("results_reach_check", one.pk)


@never_cache
@require_POST
def open_matter(request: StaffRequest, number: int, line: int) -> HttpResponse:
    """The code is seen on this one page, to be told to the person."""
    one = mine(request, number)
    listed = get_object_or_404(one.asked.listed, number=line)
    try:
        opened = following.open_matter(check=one, listed=listed, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return page(request, one, status=403, refusal=str(refusal))
    context = {"one": one, "opened": opened, "line": listed.number, "tab": "reach"}
    return render(request, "reach/opened.html", context)


@require_POST
def let_go(request: StaffRequest, number: int, line: int) -> HttpResponse:
    one = mine(request, number)
    listed = get_object_or_404(one.asked.listed, number=line)
    return _done(
        request,
        one,
        lambda: following.let_go(check=one, listed=listed, by=request.user, now=request.now),
    )


@require_POST
def publish(request: StaffRequest, number: int) -> HttpResponse:
    one = mine(request, number)
    return _done(
        request, one, lambda: publishing.publish(check=one, by=request.user, now=request.now)
    )


def _done(request: StaffRequest, one: Check, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotAllowed as refusal:
        return page(request, one, status=403, refusal=str(refusal))
    return redirect("results_reach_check", one.pk)
