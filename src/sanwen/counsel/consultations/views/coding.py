"""The code: mine to copy, one from elsewhere to go on with, one by e-mail, one handed out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core import codes, throttle
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.counsel.consultations import limits, seats, shown
from sanwen.counsel.consultations.actions import joining
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.forms import AddressForm
from sanwen.counsel.consultations.models import Consultation, Identity
from sanwen.counsel.consultations.views.finding import is_flood, open_one
from sanwen.notices import letter

BOTH = require_http_methods(["GET", "HEAD", "POST"])
SALT = "sanwen.ask.proof"
PAGE = "consultations/code.html"


@login_not_required
@never_cache
@BOTH
@open_one
def code(request: MomentRequest, one: Consultation) -> HttpResponse:
    """What is posted says which step it is: an address, the digits that came, or a code."""
    if request.method != "POST":
        return _page(request, one)
    if one.identity == Identity.EMAIL and "email" in request.POST:
        return _address(request, one)
    if one.identity == Identity.EMAIL and "proof" in request.POST:
        return _digits(request, one)
    return _typed(request, one)


def _page(
    request: MomentRequest, one: Consultation, *, status: int = 200, **more: object
) -> HttpResponse:
    seat = seats.seat_of(request, one.pk)
    how, limit = shown.keeping(one.identity)
    mine = codes.grouped(seat.code).split("-") if seat and seat.participant else None
    context = {"one": one, "groups": mine, "how": how, "limit": limit, "address": AddressForm()}
    return render(request, PAGE, context | more, status=status)


def _address(request: MomentRequest, one: Consultation) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, one, address=form, status=422)
    address = form.cleaned_data["email"]
    hashed = seats.address_hash(one.pk, address).hex()
    if is_flood(request, limits.PROOFS) or is_flood(request, limits.PROOFS_TO_ONE, hashed):
        return _page(request, one, wait=True, status=429)
    try:
        made = joining.send_proof(consultation=one, address=address, now=request.now)
    except letter.FAILURES:
        return _page(request, one, unsent=True, address=form, status=503)
    return _page(request, one, proof=signing.dumps(made.pk, salt=SALT), address=form)


def _digits(request: MomentRequest, one: Consultation) -> HttpResponse:
    given = request.POST["proof"][:200]
    try:
        proof = int(signing.loads(given, salt=SALT, max_age=3600))
    except signing.BadSignature:
        return _page(request, one, wrong=True, status=422)
    digits = request.POST.get("digits", "")[:20]
    seat = joining.prove(consultation=one, proof=proof, digits=digits, now=request.now)
    if seat is None:
        return _page(request, one, proof=given, wrong_digits=True, status=422)
    return _seated(one, seat)


def _typed(request: MomentRequest, one: Consultation) -> HttpResponse:
    """After too many wrong ones, right and wrong are answered alike for a while."""
    here = source(request)
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return _page(request, one, wait=True, status=429)
    given = request.POST.get("code", "")[:60]
    seat = joining.go_on(consultation=one, code=given, now=request.now)
    if seat is None:
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        return _page(request, one, wrong=True, given=given, status=422)
    return _seated(one, seat)


def _seated(one: Consultation, seat: Seat) -> HttpResponse:
    response = redirect("ask_react", one.pk)
    seats.remember(response, one.pk, seat)
    return response


@login_not_required
@require_POST
@open_one
def leave(request: MomentRequest, one: Consultation) -> HttpResponse:
    """On a borrowed telephone: this browser forgets the code."""
    messages.success(request, _("This browser has forgotten your code. Your votes stay."))
    response = redirect("ask", one.pk)
    seats.forget(response, one.pk)
    return response
