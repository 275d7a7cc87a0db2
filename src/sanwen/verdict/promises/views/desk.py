"""The ledger as the desk keeps it: a list, one page for each promise, one form for each act."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.methods.suppression import FEWEST
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit
from sanwen.verdict.promises import rules, shown
from sanwen.verdict.promises.actions import ledger
from sanwen.verdict.promises.forms import ProjectForm
from sanwen.verdict.promises.halls import serves
from sanwen.verdict.promises.models import Entry, How, Round
from sanwen.verdict.promises.states import MOVES, OPEN, Move, State
from sanwen.verdict.promises.views.acts import ACTS, posted
from sanwen.verdict.promises.views.public import told
from sanwen.verdict.surveys import rules as surveys

BOTH = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 200
WORDS = 200


@never_cache
@require_safe
def promises(request: StaffRequest) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    today, language = local_day(request.now), get_language() or ""
    mine = Entry.objects.visible_to(request.user)
    found = mine.late_first(today).select_related("unit")[:SHOWN]
    owed = Round.objects.filter(entry__in=mine, reply_by__isnull=False, replied_at=None)
    context = {
        "tab": "promises",
        "lines": [shown.line(entry, today, language) for entry in found],
        "owed": [shown.asked(one, today) for one in owed.select_related("entry").order_by("pk")],
        "may_enter": bool(request.user.reach(*rules.WRITERS)),
    }
    return render(request, "promises/desk.html", context)


@never_cache
@BOTH
def new(request: StaffRequest) -> HttpResponse:
    units = Unit.objects.active().filter(pk__in=request.user.reach(*rules.WRITERS))
    known = list(units.order_by("level", "path"))
    if not known:
        raise Http404
    form = ProjectForm(posted(request), units=known)
    if request.method != "POST" or not form.is_valid():
        return _new(request, form, 422 if request.method == "POST" else 200)
    try:
        made = ledger.enter(form.draft(), by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _new(request, form, 403)
    return redirect("results_promise", made.pk)


def _new(request: StaffRequest, form: ProjectForm, status: int) -> HttpResponse:
    context = {"form": form, "tab": "promises"}
    return render(request, "promises/new.html", context, status=status)


def mine(request: StaffRequest, number: int) -> Entry:
    rules.may_look_inside(request.user).require()
    known = Entry.objects.visible_to(request.user).select_related("unit", "consultation")
    return get_object_or_404(known, pk=number)


@never_cache
@require_safe
def promise(request: StaffRequest, number: int) -> HttpResponse:
    entry = mine(request, number)
    user, today = request.user, local_day(request.now)
    works = bool(rules.stands_for(entry, user, rules.WORKERS))
    context = told(entry, today) | {
        "tab": "promises",
        "ways": [(verb, ACTS[verb].name) for verb, ruling in _rulings(entry, user) if ruling],
        "works": works and entry.state in OPEN,
        "owed": entry.rounds.filter(reply_by__isnull=False, replied_at=None).last(),
        "may_reply": bool(rules.stands_for(entry, user)),
        "running": entry.rounds.filter(closed_at=None, how=How.CODES).last(),
        "is_third": bool(rules.is_third(entry, user)),
        "words": _words(entry),
        "survey": _survey(entry) if user.holds(*surveys.PREPARERS) else "",
    }
    return render(request, "promises/desk_promise.html", context)


def _survey(entry: Entry) -> str:
    """What a survey about it begins with."""
    return urlencode(
        {"about": entry.words[:160], "about_ref": entry.ref, "about_unit": entry.unit_id}
    )


def _words(entry: Entry) -> list[str]:
    """What residents wrote, all rounds that are over mixed, once five and more have answered."""
    over = [one for one in entry.rounds.all() if one.closed_at and one.answered >= FEWEST]
    said = [one.findings.exclude(words="") for one in over]
    return sorted(found.words for each in said for found in each[:WORDS])


def _rulings(entry: Entry, user: User) -> list[tuple[str, Ruling | bool]]:
    """Whether the words suffice is asked when it is tried."""
    heads = bool(rules.stands_for(entry, user))
    works = bool(rules.stands_for(entry, user, rules.WORKERS))
    asked = entry.rounds.filter(closed_at=None).exists()
    can = MOVES[State(entry.state)]
    done = entry.state == State.SAYS_DONE and not asked
    return [
        ("begin", works and Move.BEGIN in can),
        ("done", heads and Move.SAY_DONE in can),
        ("evidence", works),
        ("day", heads and entry.state in OPEN),
        ("cannot", heads and Move.GIVE_UP in can),
        ("resume", works and not asked and Move.RESUME in can),
        ("ask", heads and done),
        ("hands", done and serves(user, entry.unit, rules.SUPERVISORS)),
    ]


@never_cache
@BOTH
def act(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    entry = mine(request, number)
    if verb not in ACTS:
        raise Http404
    one = ACTS[verb]
    return perform(
        request,
        entry,
        one.form(request, entry),
        lambda form: one.do(request, entry, form),
        {"name": one.name, "hint": one.hint, "done": one.done},
    )


def perform(
    request: StaffRequest, entry: Entry, form: Any, do: Any, words: dict[str, Any]
) -> HttpResponse:
    """Shows the form, acts, and goes back to the promise; or shows the refusal above the form."""
    context = {"entry": entry, "form": form, "act": words, "tab": "promises"}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "promises/act.html", context, status=status)
    try:
        do(form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "promises/act.html", context, status=403)
    messages.success(request, words["done"])
    return redirect("results_promise", entry.pk)
