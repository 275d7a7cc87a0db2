"""Field checks: announce a list, draw, name third units, and write down what was found."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import rules
from sanwen.verdict.scorecards.actions import checking
from sanwen.verdict.scorecards.forms import AnnounceForm, FindForm, GiveForm, SeedForm
from sanwen.verdict.scorecards.models import FieldCheck, FieldCheckQuerySet, FieldDraw, Finding


@dataclass(frozen=True, slots=True)
class Line:
    one: FieldCheck
    may_find: Ruling
    find: FindForm
    give: GiveForm


@require_safe
@never_cache
def checks(request: StaffRequest) -> HttpResponse:
    rules.may_read(request.user).require()
    context = {
        "tab": "checks",
        "draws": FieldDraw.objects.select_related("of"),
        "mine": _seen(request.user).to_look_at(request.user),
        "may_announce": request.user.holds(Role.SUPERVISOR),
    }
    return render(request, "scorecards/checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def announce(request: StaffRequest) -> HttpResponse:
    rules.may_fill_in(request.user, Role.SUPERVISOR).require()
    units = Unit.objects.in_reach_of(request.user.scopes(Role.SUPERVISOR)).order_by("level", "code")
    form = AnnounceForm(request.POST or None, units=units)
    if request.method != "POST" or not form.is_valid():
        return _announcing(request, form, 422 if request.method == "POST" else 200)
    try:
        draw = checking.announce(by=request.user, now=request.now, **form.cleaned_data)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _announcing(request, form, 403)
    messages.success(request, _("The list is fixed. Draw when the seed is known."))
    return redirect("results_check", draw.pk)


def _announcing(request: StaffRequest, form: AnnounceForm, status: int) -> HttpResponse:
    context = {"tab": "checks", "form": form}
    return render(request, "scorecards/announce.html", context, status=status)


@require_safe
@never_cache
def check(request: StaffRequest, number: int) -> HttpResponse:
    """The lot, its list and hash; which matters were drawn is for those who see them."""
    rules.may_read(request.user).require()
    draw = get_object_or_404(FieldDraw.objects.select_related("of"), pk=number)
    return _page(request, draw)


def _page(
    request: StaffRequest,
    draw: FieldDraw,
    *,
    find: dict[int, FindForm] | None = None,
    give: dict[int, GiveForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`find`, `give`: forms that come back with what is to be mended, by the check they are for."""
    find, give = find or {}, give or {}
    # What waits for somebody stands first; in each half, the order of the lot.
    rows = sorted(_seen(request.user).filter(draw=draw), key=lambda one: one.finding != "")
    context = {
        "tab": "checks",
        "draw": draw,
        "listed": len(draw.members),
        "lines": [
            Line(
                one,
                rules.may_find(one, request.user, words=""),
                find.get(one.pk) or FindForm(auto_id=_ids(one)),
                give.get(one.pk) or GiveForm(units=_units(), auto_id=_ids(one)),
            )
            for one in rows
        ],
        "may_draw": rules.may_draw(draw, request.user, seed="-"),
        "may_give": request.user.covers(draw.of, Role.SUPERVISOR),
        "seed": SeedForm(),
    }
    return render(request, "scorecards/check.html", context, status=status)


def _ids(one: FieldCheck) -> str:
    """Many forms stand on one page: each label belongs to its own field."""
    return f"c{one.pk}_%s"


@require_safe
def members(request: StaffRequest, number: int) -> HttpResponse:
    """The list that was hashed, as a file: numbers of matters, which tell a stranger nothing."""
    rules.may_read(request.user).require()
    draw = get_object_or_404(FieldDraw, pk=number)
    response = HttpResponse(checking.list_text(draw.members), content_type="text/plain")
    response["Content-Disposition"] = f'attachment; filename="{draw.ref}.txt"'
    return response


@require_POST
def draw_lots(request: StaffRequest, number: int) -> HttpResponse:
    form = SeedForm(request.POST)
    draw = get_object_or_404(FieldDraw, pk=number)
    seed = form.cleaned_data["seed"] if form.is_valid() else ""
    checking.draw_lots(draw=draw, seed=seed, by=request.user, now=request.now)
    messages.success(request, _("The lot is drawn. Name a third unit for each matter."))
    return redirect("results_check", number)


@require_POST
def give(request: StaffRequest, number: int) -> HttpResponse:
    one = get_object_or_404(_seen(request.user), pk=number)
    form = GiveForm(request.POST, units=_units(), auto_id=_ids(one))
    if not form.is_valid():
        return _page(request, one.draw, give={one.pk: form}, status=422)
    unit = form.cleaned_data["unit"]
    try:
        checking.give(check=one, unit=unit, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error("unit", str(refusal))
        return _page(request, one.draw, give={one.pk: form}, status=403)
    messages.success(request, _("%(unit)s looks at it.") % {"unit": unit.name})
    return redirect("results_check", one.draw_id)


@require_POST
def find(request: StaffRequest, number: int) -> HttpResponse:
    one = get_object_or_404(_seen(request.user), pk=number)
    form = FindForm(request.POST, auto_id=_ids(one))
    if not form.is_valid():
        return _page(request, one.draw, find={one.pk: form}, status=422)
    finding, words = Finding(form.cleaned_data["finding"]), form.cleaned_data["words"]
    try:
        checking.find(check=one, finding=finding, words=words, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, one.draw, find={one.pk: form}, status=403)
    messages.success(request, _("Written down. The resident sees it on their page."))
    return redirect("results_check", one.draw_id)


def _units() -> "QuerySet[Unit]":
    return Unit.objects.active().filter(third_party=False).order_by("level", "code")


def _seen(person: User) -> FieldCheckQuerySet:
    return FieldCheck.objects.visible_to(person).select_related(
        "draw__of", "matter__lead_unit", "matter__area", "matter__category", "unit"
    )
