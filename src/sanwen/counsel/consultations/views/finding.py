"""How the open pages find a consultation, and the seat of whoever asks."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from sanwen.core import throttle
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.core.throttle import Limit
from sanwen.counsel.consultations import seats
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import Consultation, Identity
from sanwen.counsel.consultations.reading import Board, board

View = Callable[[MomentRequest, Consultation], HttpResponse]


def found_board(number: int) -> Board:
    found = board(number)
    if found is None:
        raise Http404
    return found


def open_one(view: View) -> Callable[..., HttpResponse]:
    """Hands the view a consultation that everybody sees, as it is now."""

    @wraps(view)
    def page(request: MomentRequest, number: int) -> HttpResponse:
        known = Consultation.objects.public().select_related("unit").prefetch_related("phases")
        one = known.filter(pk=number).first()
        if one is None:
            raise Http404
        return view(request, one)

    return page


def seat_for(request: MomentRequest, one: Consultation) -> Seat | None:
    """The seat of this browser; a new one where a browser is all that is asked for."""
    known = seats.seat_of(request, one.pk)
    if known is not None or one.identity != Identity.COOKIE:
        return known
    return seats.fresh()


def to_the_code(one: Consultation) -> HttpResponse:
    return redirect("ask_code", one.pk)


def is_flood(request: MomentRequest, limit: Limit, key: str = "") -> bool:
    many = throttle.note(limit, key or source(request), now=request.now)
    return many > limit.tries
