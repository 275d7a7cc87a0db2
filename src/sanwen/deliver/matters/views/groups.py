"""Groups that a night found: each listed by place with why; joined or dismissed by a person."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import grouping
from sanwen.deliver.matters.models import Group, Matter
from sanwen.deliver.matters.queue_rows import SHOWN
from sanwen.deliver.matters.shown.rows import Row, rows
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role

MOST = 50


@dataclass(frozen=True, slots=True)
class Proposed:
    group: Group
    place: str
    rows: list[Row]


@never_cache
@require_safe
def groups(request: StaffRequest) -> HttpResponse:
    if not request.user.holds(Role.INTAKE):
        raise Http404
    return _page(request)


@require_POST
def join(request: StaffRequest, number: int) -> HttpResponse:
    group = _found(request.user, number)
    visible = Matter.objects.visible_to(request.user)
    chosen = list(visible.filter(pk__in=_numbers(request.POST.getlist("matter"))))
    into = next((one for one in chosen if str(one.pk) == request.POST.get("into")), None)
    try:
        if into is None:
            raise NotAllowed(_("Choose the matter that the others join."))
        grouping.join(group=group, into=into, matters=chosen, by=request.user)
    except NotAllowed as refusal:
        return _page(request, refusal=str(refusal), status=403)
    messages.success(
        request, _("Joined to %(ref)s. Each joining can be undone there.") % {"ref": into.ref}
    )
    return redirect("matter", into.pk)


@require_POST
def dismiss(request: StaffRequest, number: int) -> HttpResponse:
    group = _found(request.user, number)
    try:
        grouping.dismiss(group=group, by=request.user)
    except NotAllowed as refusal:
        return _page(request, refusal=str(refusal), status=403)
    messages.success(request, _("Noted. This group is not proposed again."))
    return HttpResponseRedirect(reverse("groups"))


def _found(person: User, number: int) -> Group:
    group = Group.objects.visible_to(person).filter(pk=number).first()
    if group is None:
        raise Http404
    return group


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 16]


def _page(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """Only what is still open can be joined; the oldest, whose promise ends first, stands first."""
    still = Matter.objects.visible_to(request.user).open().order_by("pk")
    still = still.select_related("area", "lead_unit").only(*SHOWN)
    found = (
        Group.objects.visible_to(request.user)
        .undecided()
        .select_related("area")
        .prefetch_related(Prefetch("matters", still))
        .order_by("area__code", "-percent", "pk")[:MOST]
    )
    today = local_day(request.now)
    proposed = [
        Proposed(
            group,
            group.area.name if group.area else "",
            rows(list(group.matters.all()), today=today),
        )
        for group in found
        if len(group.matters.all()) > 1
    ]
    context = {"refusal": refusal, "proposed": proposed}
    return render(request, "matters/groups.html", context, status=status)
