"""How right the suggestions were lately, what suggests now, and the way back to an older one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.listen.triage.models import ModelVersion, Target
from sanwen.listen.triage.rules import may_choose, may_read
from sanwen.listen.triage.versions import actions
from sanwen.office.suggesting import shown
from sanwen.office.suggesting.models import Rightness
from sanwen.people.requests import StaffRequest

# Both targets together; more are not kept.
VERSIONS = 24


@never_cache
@require_safe
def triage(request: StaffRequest) -> HttpResponse:
    may_read(request.user).require()
    count = Rightness.objects.first()
    kept = list(ModelVersion.objects.defer("data")[:VERSIONS])
    context = {
        "count": count,
        "sources": [_source(target, kept) for target in Target],
        "may_choose": bool(may_choose(request.user)),
        **(_counted(count) if count and count.matters else {}),
    }
    return render(request, "suggesting/triage.html", context)


def _counted(count: Rightness) -> dict[str, Any]:
    return {
        "figures": shown.figures(count),
        "curve": shown.curve(count),
        "branches": shown.branches(count, get_language() or ""),
        "change": shown.change(count),
    }


def _source(target: Target, kept: list[ModelVersion]) -> dict[str, Any]:
    mine = shown.versions([version for version in kept if version.target == target])
    return {
        "target": target.value,
        "name": _("Subjects") if target == Target.CATEGORY else _("Units"),
        "versions": mine,
        "current": next((version for version in mine if version.is_current), None),
    }


@require_POST
def use(request: StaffRequest, target: str) -> HttpResponse:
    may_choose(request.user).require()
    if target not in Target.values:
        raise Http404
    number = request.POST.get("version", "")
    version = None
    if number:
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            raise Http404
        version = get_object_or_404(
            ModelVersion.objects.defer("data"), target=target, pk=int(number)
        )
    actions.use(target=Target(target), version=version, by=request.user)
    messages.success(request, _("Done. New messages are suggested so from now on."))
    return redirect("triage")
