"""Residents answer with a code: typed in, never part of an address, gone from the browser after."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.core import codes, throttle
from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.core.source import source
from sanwen.verdict.promises import rules, seats
from sanwen.verdict.promises.actions import accepting
from sanwen.verdict.promises.forms import CodeForm, FindingForm
from sanwen.verdict.promises.models import Round, Seat

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@BOTH
def code(request: MomentRequest) -> HttpResponse:
    """After too many wrong ones all are answered alike; a used one is wrong like any other."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "promises/code.html", {"form": form})
    here = source(request)
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return render(request, "promises/code.html", {"form": form, "wait": True}, status=429)
    given = codes.normalise(form.cleaned_data["code"])
    if _round(given, request) is None:
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        return render(request, "promises/code.html", {"form": form, "wrong": True}, status=422)
    response = redirect("accept_say")
    seats.remember(response, given)
    return response


def _round(given: str, request: MomentRequest) -> Round | None:
    """The round that this code is good for, if it was not used and the time is not over."""
    held = Seat.objects.filter(code_hash=seats.code_hash(given), is_used=False)
    seat = held.select_related("round__entry__unit").first()
    if seat is None or not rules.may_answer(seat.round, local_day(request.now)):
        return None
    return seat.round


@login_not_required
@never_cache
@BOTH
def say(request: MomentRequest) -> HttpResponse:
    mine = seats.code_of(request)
    one = _round(mine, request) if mine else None
    if one is None:
        return redirect("accept")
    form = FindingForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, one, form, 422 if request.method == "POST" else 200)
    try:
        accepting.answer(form.draft(), one=one, code=mine, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _form(request, one, form, 403)
    response = render(request, "promises/said.html", {"entry": one.entry})
    seats.forget(response)
    return response


def _form(request: MomentRequest, one: Round, form: FindingForm, status: int) -> HttpResponse:
    context = {
        "one": one,
        "entry": one.entry,
        "unit": one.entry.unit.name_in(get_language() or ""),
        "first_day": day_words(one.entry.first_due_on),
        "done_on": day_words(one.entry.done_on) if one.entry.done_on else "",
        "until": day_words(one.closes_on),
        "form": form,
    }
    return render(request, "promises/say.html", context, status=status)
