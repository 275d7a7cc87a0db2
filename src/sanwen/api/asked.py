"""What is asked of everybody, for programs: read without a key, take part with a code."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from sanwen.api import asked_shapes as shapes
from sanwen.api.asked_shown import consultations, one_map, statements, whole
from sanwen.api.numbers import number_in
from sanwen.api.refusals import Refused
from sanwen.api.shapes import Refusal
from sanwen.core import codes, throttle
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.core.throttle import WRONG_CODES, Limit
from sanwen.counsel.consultations import limits, seats
from sanwen.counsel.consultations.actions import joining, saying, voting
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.forms import SayForm
from sanwen.counsel.consultations.models import Consultation, Identity
from sanwen.counsel.consultations.reading import Board, board

MOST = 50
LETTER = "C"
FAILS = frozenset({404, 422})
ACT_FAILS = frozenset({400, 403, 404, 422, 429})

router = Router()


def public(ref: str) -> Consultation:
    known = (
        Consultation.objects.public()
        .select_related("unit")
        .filter(pk=number_in(ref, LETTER))
        .first()
    )
    if known is None:
        raise Http404
    return known


@router.get(
    "/consultations",
    url_name="consultations",
    auth=None,
    response={200: shapes.ConsultationsOut, FAILS: Refusal},
    summary="What is and was asked of everybody",
)
def listed(request: MomentRequest, before: str = Query("")) -> Any:  # type: ignore[type-arg]
    """Newest first, fifty a page."""
    return consultations(request, before=number_in(before, LETTER) if before else None, most=MOST)


@router.get(
    "/consultations/{number}",
    url_name="consultation",
    auth=None,
    response={200: shapes.ConsultationWhole, FAILS: Refusal},
    summary="One consultation",
)
def one(request: MomentRequest, number: str) -> Any:
    return whole(request, public(number))


@router.get(
    "/consultations/{number}/statements",
    url_name="consultation-statements",
    auth=None,
    response={200: shapes.StatementsOut, FAILS: Refusal},
    summary="What was said, with totals",
)
def said(request: MomentRequest, number: str, after: int = Query(0, ge=0, le=10**9)) -> Any:  # type: ignore[type-arg]
    return statements(public(number), after=after, most=MOST)


@router.get(
    "/consultations/{number}/map",
    url_name="consultation-map",
    auth=None,
    response={200: shapes.MapOut, FAILS: Refusal},
    summary="The opinion map",
)
def drawn(request: MomentRequest, number: str) -> Any:
    """404 until five people have voted."""
    found = one_map(public(number))
    if found is None:
        raise Http404
    return found


@router.post(
    "/consultations/{number}/votes",
    url_name="consultation-votes",
    auth=None,
    response={200: shapes.TakenOut, ACT_FAILS: Refusal},
    summary="Vote on a statement",
)
def vote(request: MomentRequest, number: str, body: shapes.VoteIn) -> Any:
    """The last vote of a code on a statement stands."""
    known = _board(number)
    seat = _seat(request, known.one, body.code, limits.NEW_VOTERS)
    taken, votes = voting.cast(
        board=known, seat=seat, number=body.statement, value=body.vote, now=request.now
    )
    following = known.next_for(taken, votes)
    return shapes.TakenOut(
        code=codes.grouped(taken.code),
        answered=len(votes),
        next=following.number if following else None,
    )


@router.post(
    "/consultations/{number}/statements",
    url_name="consultation-say",
    auth=None,
    response={201: shapes.SaidOut, ACT_FAILS: Refusal},
    summary="Say what you think",
)
def say(request: MomentRequest, number: str, body: shapes.StatementIn) -> Any:
    """The desk reads it before all can."""
    known = public(number)
    form = SayForm({"text": body.text})
    if not form.is_valid():
        raise Refused(422, "invalid", str(next(iter(form.errors.values()))[0]))
    seat = _seat(request, known, body.code, limits.OPINIONS)
    made, taken = saying.say(
        consultation=known, text=form.cleaned_data["text"], seat=seat, now=request.now
    )
    told = shapes.SaidOut(
        code=codes.grouped(taken.code), number=made.number, text=made.text, stand="waiting"
    )
    return Status(201, told)


def _board(ref: str) -> Board:
    known = board(number_in(ref, LETTER))
    if known is None:
        raise Http404
    return known


def _seat(request: MomentRequest, known: Consultation, code: str, limit: Limit) -> Seat:
    """The code's, or a new one where a browser would get one too."""
    here = source(request)
    if not code.strip():
        if known.identity != Identity.COOKIE:
            raise Refused(422, "code_needed", _("Here one takes part with a code: send “code”."))
        if throttle.note(limit, here, now=request.now) > limit.tries:
            raise _wait()
        return seats.fresh()
    if throttle.too_many(WRONG_CODES, here, now=request.now):
        raise _wait()
    found = joining.go_on(consultation=known, code=code, now=request.now)
    if found is None:
        throttle.note(WRONG_CODES, here, now=request.now)
        raise Refused(404, "not_found", _("Nobody takes part here with this code."))
    return found


def _wait() -> Refused:
    reason = _("Too many calls. Please wait ten minutes and go on.")
    return Refused(429, "too_many", reason, wait=600)
