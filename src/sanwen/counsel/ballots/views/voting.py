"""Voting: a code if one is asked for, the slip, a look at it once more, into the box."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core import codes, throttle
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.core.source import source
from sanwen.counsel.ballots import limits, rules, seats, shown
from sanwen.counsel.ballots.actions import casting
from sanwen.counsel.ballots.forms import CodeForm, SlipForm
from sanwen.counsel.ballots.models import Ballot, Identity, Voter
from sanwen.counsel.ballots.views.finding import open_one

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@BOTH
@open_one
def vote(request: MomentRequest, one: Ballot) -> HttpResponse:
    """GET: the slip. POST: shown once more; with “cast” into the box, for good."""
    rules.may_vote(one, local_day(request.now)).require()
    mine = seats.code_of(request, one.pk)
    if not mine and one.identity == Identity.CODE:
        return redirect("ballot_code", one.pk)
    if mine and used(one, mine):
        return _voted(request, one)
    form = SlipForm(one, list(one.options.all()), request.POST or None)
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _slip(request, one, form, mine)
    if "cast" not in request.POST:
        return _once_more(request, one, form)
    return _into_the_box(request, one, form, mine)


def used(one: Ballot, code: str) -> bool:
    """Whether a ballot was cast with this code."""
    hashed = seats.code_hash(one.pk, code)
    return Voter.objects.filter(ballot=one, code_hash=hashed, has_voted=True).exists()


def _voted(request: MomentRequest, one: Ballot) -> HttpResponse:
    return render(request, "ballots/voted.html", {"one": one}, status=403)


def _slip(request: MomentRequest, one: Ballot, form: SlipForm, mine: str) -> HttpResponse:
    how, limit = shown.keeping(one.identity)
    context = {"one": one, "form": form, "how_to": shown.how(one), "how": how, "limit": limit}
    wrong = form.is_bound and bool(form.errors)
    response = render(request, "ballots/slip.html", context, status=422 if wrong else 200)
    if not mine:
        seats.remember(response, one.pk, seats.fresh())
    return response


def _once_more(request: MomentRequest, one: Ballot, form: SlipForm) -> HttpResponse:
    titles = {option.name: option for option in form.options}
    chosen = [(titles[name], points) for name, points in form.chosen]
    context = {"one": one, "chosen": chosen, "sent": form.sent()}
    return render(request, "ballots/once_more.html", context)


def _into_the_box(request: MomentRequest, one: Ballot, form: SlipForm, mine: str) -> HttpResponse:
    """The receipt is shown in the answer itself: it is in no address and in no cookie."""
    if not mine:
        return render(request, "ballots/no_cookie.html", {"one": one}, status=409)
    if throttle.note(limits.VOTES, source(request), now=request.now) > limits.VOTES.tries:
        return _slip(request, one, form, mine)
    try:
        done = casting.cast(ballot=one, code=mine, chosen=form.chosen, now=request.now)
    except NotAllowed:
        if used(one, mine):
            return _voted(request, one)
        raise
    context = {"one": one, "groups": done.code.split("-"), "receipt": done.receipt}
    return render(request, "ballots/cast.html", context)


@login_not_required
@never_cache
@BOTH
@open_one
def code(request: MomentRequest, one: Ballot) -> HttpResponse:
    """The code that was handed out. After too many wrong ones all are answered alike."""
    rules.may_vote(one, local_day(request.now)).require()
    form = CodeForm(request.POST or None)
    how, limit = shown.keeping(one.identity)
    context: dict[str, object] = {"one": one, "form": form, "how": how, "limit": limit}
    if request.method != "POST" or not form.is_valid():
        return render(request, "ballots/code.html", context)
    here = source(request)
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return render(request, "ballots/code.html", context | {"wait": True}, status=429)
    given = codes.normalise(form.cleaned_data["code"])
    known = Voter.objects.filter(ballot=one, code_hash=seats.code_hash(one.pk, given)).first()
    if known is None or one.identity != Identity.CODE:
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        return render(request, "ballots/code.html", context | {"wrong": True}, status=422)
    if known.has_voted:
        return _voted(request, one)
    response = redirect("ballot_vote", one.pk)
    seats.remember(response, one.pk, given)
    return response


@login_not_required
@require_POST
@open_one
def leave(request: MomentRequest, one: Ballot) -> HttpResponse:
    """On a borrowed telephone: this browser forgets the code, the next person can vote."""
    response = redirect("ballot", one.pk)
    if one.identity == Identity.CODE:
        messages.success(request, _("This browser has forgotten the code."))
        seats.forget(response, one.pk)
    return response
