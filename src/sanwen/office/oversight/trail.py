"""The auditor's page: the trail newest first, how far it is sealed, and a verification."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.integrity.audit import actions, heads, verify
from sanwen.integrity.audit.models import Check, Entry, Seal
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role

PAGE = 50
# A rare verb has no index of its own (every writer would pay): so far back one page looks for it.
REACH = 200_000


def may_read_trail(user: User) -> Ruling:
    if user.holds(Role.AUDITOR):
        return ALLOWED
    return refused(_("The trail is read by auditors only."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the auditor asked to see."""

    about: str
    verb: str
    before: int | None

    @classmethod
    def from_request(cls, request: HttpRequest) -> "Wanted":
        given = request.GET
        before = given.get("before", "")
        if before and not (before.isascii() and before.isdecimal() and len(before) < 19):
            raise Http404
        return cls(
            about=given.get("about", "").strip()[:200].replace("\0", ""),
            verb=given.get("verb", "").strip()[:60].replace("\0", ""),
            before=int(before) if before else None,
        )

    def older(self, number: int) -> str:
        filled = {"about": self.about, "verb": self.verb, "before": number}
        return urlencode({name: value for name, value in filled.items() if value})


@require_GET
def trail(request: StaffRequest) -> HttpResponse:
    may_read_trail(request.user).require()
    wanted = Wanted.from_request(request)
    sealed = Seal.objects.defer("leaves").order_by("-n").first()
    entries, further = _page(wanted)
    context = {
        "wanted": wanted,
        "rows": [_row(entry, sealed) for entry in entries],
        "older": wanted.older(further) if further else "",
        "sealed": sealed,
        "check": _checked(),
    }
    return render(request, "oversight/trail.html", context)


def _page(wanted: Wanted) -> tuple[list[Entry], int | None]:
    """A page of entries, and before which number the next one begins."""
    entries = Entry.objects.newest_first().defer("hash")
    newest = Entry.objects.newest_first().values_list("id", flat=True).first() or 0
    top = min(wanted.before or newest + 1, newest + 1)
    bottom = 0
    if wanted.about:
        entries = entries.about(wanted.about)
    elif wanted.verb:
        bottom = max(0, top - REACH)
    if wanted.verb:
        entries = entries.filter(verb__startswith=wanted.verb)
    found = list(entries.filter(id__lt=top, id__gte=bottom)[: PAGE + 1])
    if len(found) > PAGE:
        return found[:PAGE], found[PAGE - 1].id
    return found, bottom or None


def _row(entry: Entry, sealed: Seal | None) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at,
        "verb": entry.verb,
        "actor": entry.actor,
        "subject": entry.subject,
        "details": _facts(entry.details),
        "sealed": sealed is not None and entry.id <= sealed.last_id,
    }


def _facts(details: str) -> str:
    """As it is stored when it cannot be read: an altered row must still be shown."""
    try:
        return "; ".join(f"{name}: {value}" for name, value in json.loads(details).items())
    except (ValueError, AttributeError):
        return details


def _checked() -> dict[str, Any] | None:
    check = Check.objects.first()
    if check is None:
        return None
    found = check.fault if check.ok is not None else ""
    return {
        "open": check.state != Check.State.DONE,
        "state": check.get_state_display(),
        "ok": check.ok,
        "rows": check.rows,
        "at": check.finished_at or check.asked_at,
        "what": verify.told(found, row=check.first_bad, seal=check.bad_seal),
    }


@require_POST
def check_trail(request: StaffRequest) -> HttpResponse:
    may_read_trail(request.user).require()
    actions.ask_for_check(by=request.user)
    return redirect("trail")


@require_GET
def trail_head(request: StaffRequest) -> HttpResponse:
    """The newest head, to be kept or published elsewhere."""
    may_read_trail(request.user).require()
    text = heads.newest()
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
