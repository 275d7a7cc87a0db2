"""Saying something in one's own words, and seeing what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations import limits, rules, seats
from sanwen.counsel.consultations.actions import appealing
from sanwen.counsel.consultations.actions import saying as acts
from sanwen.counsel.consultations.alike import alike
from sanwen.counsel.consultations.forms import SayForm
from sanwen.counsel.consultations.models import Consultation, Statement
from sanwen.counsel.consultations.views.finding import (
    found_board,
    is_flood,
    open_one,
    seat_for,
    to_the_code,
)
from sanwen.listen.voices.masking import for_everybody, in_words

BOTH = require_http_methods(["GET", "HEAD", "POST"])
TOO_SHORT = 4


@login_not_required
@never_cache
@BOTH
@open_one
def say(request: MomentRequest, one: Consultation) -> HttpResponse:
    """Written, read once more as all will read it, sent."""
    rules.may_say(one, list(one.phases.all()), local_day(request.now)).require()
    seat = seat_for(request, one)
    if seat is None:
        return to_the_code(one)
    form = SayForm(request.POST or None)
    context = {"one": one, "form": form}
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        status = 422 if request.method == "POST" and form.errors else 200
        return render(request, "consultations/say.html", context, status=status)
    if "sure" not in request.POST:
        return render(request, "consultations/say_sure.html", context | _looked(one, form))
    if is_flood(request, limits.OPINIONS):
        return render(request, "consultations/say.html", context | {"wait": True}, status=429)
    _said, taken = acts.say(
        consultation=one, text=form.cleaned_data["text"], seat=seat, now=request.now
    )
    messages.success(request, _("We have it. Somebody at the desk reads it before all can."))
    response = redirect("ask_mine", one.pk)
    seats.remember(response, one.pk, taken)
    return response


def _looked(one: Consultation, form: SayForm) -> dict[str, object]:
    masked = form.masked
    return {
        "masked": masked.text,
        "found": in_words(masked.found),
        "alike": alike(masked.text, found_board(one.pk).statements.values()),
    }


@login_not_required
@never_cache
@require_POST
@open_one
def similar(request: MomentRequest, one: Consultation) -> HttpResponse:
    """What is shown under the box while somebody writes; nothing of it is kept."""
    text = request.POST.get("text", "")[:300]
    if len(text.strip()) < TOO_SHORT:
        return HttpResponse("")
    masked = for_everybody(text)
    context = {
        "one": one,
        "found": in_words(masked.found),
        "alike": alike(masked.text, found_board(one.pk).statements.values()),
    }
    return render(request, "consultations/similar.html", context)


@login_not_required
@never_cache
@require_safe
@open_one
def mine(request: MomentRequest, one: Consultation) -> HttpResponse:
    """What this browser said here, and what became of it."""
    seat = seats.seat_of(request, one.pk)
    own = Statement.objects.filter(consultation=one, author_id=seat.participant if seat else 0)
    rows = list(own.select_related("same_as", "appeal").numbered()) if seat else []
    may_say = bool(rules.may_say(one, list(one.phases.all()), local_day(request.now)))
    context = {"one": one, "rows": rows, "may_say": may_say}
    return render(request, "consultations/mine.html", context)


@login_not_required
@require_POST
@open_one
def appeal(request: MomentRequest, one: Consultation) -> HttpResponse:
    """One's own words again, with words why: another person looks."""
    seat = seats.seat_of(request, one.pk)
    given = request.POST.get("statement", "")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
    own = Statement.objects.filter(consultation=one, number=number)
    statement = own.filter(author_id=seat.participant if seat else 0).first()
    if seat is None or statement is None:
        raise Http404
    words = request.POST.get("words", "")[:300]
    try:
        appealing.appeal(
            statement=statement, participant=seat.participant, words=words, now=request.now
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Another person looks at it and answers you here."))
    return redirect("ask_mine", one.pk)
