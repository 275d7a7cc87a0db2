"""The public contact page, and the administrator's pages for tables: upload, look, confirm."""

import secrets
from itertools import groupby
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.actors import Actor
from sanwen.places import rules
from sanwen.places.forms import ContactSearchForm
from sanwen.places.imports import IMPORTS, Import
from sanwen.places.models import Area, Duty, Level, Notice, Unit
from sanwen.places.tables import Plan, UnreadableError

# A page for a phone on a slow line: more than this is found by searching.
LISTED = 200
# How long an upload waits for its confirmation.
WAITS = 30 * 60
SHOWN_ERRORS = 100


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    form = ContactSearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    units = Unit.objects.active().exclude(phone="", address="").order_by("level", "path")
    if words:
        units = units.matching(words)
    found = list(units[: LISTED + 1])
    language = get_language() or ""
    levels = [
        (Level(level).label, [_listed(unit, language) for unit in group])
        for level, group in groupby(found[:LISTED], key=lambda unit: unit.level)
    ]
    context = {"form": form, "words": words, "levels": levels, "more": len(found) > LISTED}
    return render(request, "places/contact.html", context)


def _listed(unit: Unit, language: str) -> dict[str, str]:
    return {
        "name": unit.name_in(language),
        "phone": unit.phone,
        "dial": unit.phone.replace(" ", ""),
        "address": unit.address,
        "hours": unit.hours,
    }


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    context = {
        "imports": IMPORTS,
        "notices": Notice.objects.order_by("-year")[:5],
        "counts": {
            "areas": Area.objects.count(),
            "units": Unit.objects.count(),
            "duties": Duty.objects.count(),
        },
    }
    return render(request, "places/places.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Shows what the file would do. Nothing is stored until it is confirmed."""
    _administrator(request)
    table = _table(kind)
    form = table.form(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _upload_page(request, kind, form)
    given = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    data = form.cleaned_data["file"].read()
    try:
        plan = table.plan(data, given)
    except UnreadableError as error:
        form.add_error("file", str(error.reason))
        return _upload_page(request, kind, form)
    return _dry_run(request, kind, plan, (data, given))


def _dry_run(
    request: HttpRequest, kind: str, plan: Plan[Any], draft: tuple[bytes, dict[str, Any]]
) -> HttpResponse:
    token = ""
    if plan.is_sound:
        token = secrets.token_urlsafe(16)
        cache.set(_key(request, kind, token), draft, WAITS)
    context = {
        "table": IMPORTS[kind],
        "kind": kind,
        "token": token,
        "rows": len(plan.rows),
        "sample": plan.rows[:5],
        "wrong": plan.wrong[:SHOWN_ERRORS],
        "wrong_total": len(plan.wrong),
    }
    return render(request, "places/dry_run.html", context)


@require_POST
def confirm(request: HttpRequest, kind: str) -> HttpResponse:
    by, table = _administrator(request), _table(kind)
    key = _key(request, kind, request.POST.get("token", ""))
    draft = cache.get(key)
    if draft is None:
        messages.error(request, _("The upload has waited too long. Please send the file again."))
        return redirect("places_upload", kind)
    data, given = draft
    plan = table.plan(data, given)
    if not plan.is_sound:
        return _dry_run(request, kind, plan, draft)
    table.apply(by, plan, given)
    cache.delete(key)
    rows = len(plan.rows)
    stored = ngettext("%(rows)d line is stored.", "%(rows)d lines are stored.", rows)
    messages.success(request, stored % {"rows": rows})
    return redirect("places")


def _administrator(request: HttpRequest) -> Actor:
    by = cast(Actor, request.user)
    rules.may_change_places(by).require()
    return by


def _table(kind: str) -> Import:
    if kind not in IMPORTS:
        raise Http404
    return IMPORTS[kind]


def _key(request: HttpRequest, kind: str, token: str) -> str:
    """A draft belongs to the person who sent it."""
    return f"places.{kind}.{request.user.pk}.{token}"


def _upload_page(request: HttpRequest, kind: str, form: Any) -> HttpResponse:
    context = {"table": IMPORTS[kind], "kind": kind, "form": form}
    return render(request, "places/upload.html", context, status=422 if form.errors else 200)
