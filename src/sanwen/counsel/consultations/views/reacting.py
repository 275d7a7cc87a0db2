"""One statement at a time, one tap each; the same without a script."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations import limits, rules, seats, shown
from sanwen.counsel.consultations.actions import joining, voting
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import Consultation, Identity, Margin
from sanwen.counsel.consultations.reading import Board
from sanwen.counsel.consultations.views.finding import (
    found_board,
    is_flood,
    open_one,
    seat_for,
    to_the_code,
)

BOTH = require_http_methods(["GET", "HEAD", "POST"])
# After so many votes one is asked, once, where one belongs to.
ASKED_AFTER = 3
A_PAGE = 50


@login_not_required
@never_cache
@BOTH
def react(request: MomentRequest, number: int) -> HttpResponse:
    board = found_board(number)
    seat = seat_for(request, board.one)
    if seat is None:
        return to_the_code(board.one)
    if request.method == "POST":
        return _voted(request, board, seat)
    today = local_day(request.now)
    rules.may_vote(board.one, board.phases, today).require()
    votes = voting.answered(board, seat)
    about = _number(request.GET.get("about", ""))
    card = _card(board, seat, votes, today, about=about if about in board.statements else None)
    told = _number(request.GET.get("voted", ""))
    card |= {"last": _last(board, votes, told)} if told in votes else {}
    response = render(request, "consultations/react.html", {"one": board.one, **card})
    if not seat.participant:
        seats.remember(response, number, seat)
    return response


def _voted(request: MomentRequest, board: Board, seat: Seat) -> HttpResponse:
    """One row written, one read, and a small piece of page back."""
    number, value = _given(request.POST.get("vote", ""))
    if not seat.participant and is_flood(request, limits.NEW_VOTERS):
        return _told(request, board, _("Many began to vote from here just now. Please wait."), 429)
    try:
        taken, votes = voting.cast(
            board=board, seat=seat, number=number, value=value, now=request.now
        )
    except NotAllowed as refusal:
        return _told(request, board, str(refusal), 409)
    response = _answer(request, board, taken, votes, number)
    if taken != seat:
        seats.remember(response, board.one.pk, taken)
    return response


def _answer(
    request: MomentRequest, board: Board, seat: Seat, votes: Mapping[int, int], number: int
) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        card = _card(board, seat, votes, local_day(request.now))
        card |= {"last": _last(board, votes, number), "one": board.one}
        return HttpResponse(get_template("consultations/card.html").render(card))
    if "list" in request.POST:
        page = (sorted(board.statements).index(number)) // A_PAGE + 1
        return redirect(f"{reverse('ask_votes', args=[board.one.pk])}?page={page}#n{number}")
    return redirect(f"{reverse('ask_react', args=[board.one.pk])}?voted={number}")


def _told(request: MomentRequest, board: Board, words: str, status: int) -> HttpResponse:
    """A refusal in the place of the next statement, or on a page of its own."""
    context = {"one": board.one, "refused": words}
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(get_template("consultations/card.html").render(context))
    return render(request, "consultations/react.html", context, status=status)


def _card(
    board: Board, seat: Seat, votes: Mapping[int, int], today: date, *, about: int | None = None
) -> dict[str, object]:
    statement = board.statements[about] if about else board.next_for(seat, votes)
    left = len(board.statements) - len(votes)
    return {
        "statement": statement,
        "mine": votes.get(statement.number) if statement else None,
        "progress": _progress(len(votes), left),
        "asks_margins": len(votes) == ASKED_AFTER or (not left and bool(votes)),
        "none_yet": not board.statements,
        "may_say": bool(rules.may_say(board.one, board.phases, today)),
    }


def _progress(done: int, left: int) -> str:
    if not done:
        return ngettext("%(n)d opinion", "%(n)d opinions", left) % {"n": left}
    return _("You have reacted to %(done)d; %(left)d are left.") % {"done": done, "left": left}


def _last(board: Board, votes: Mapping[int, int], number: int) -> dict[str, object]:
    return {
        "number": number,
        "text": board.statements[number].text,
        "words": shown.vote_words(votes[number]),
    }


def _given(vote: str) -> tuple[int, int]:
    """ "7:-1" is a vote against the seventh; what is no vote is refused as one."""
    number, _colon, value = vote.partition(":")
    return _number(number), {"1": 1, "-1": -1, "0": 0}.get(value, 9)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@login_not_required
@never_cache
@require_safe
def votes(request: MomentRequest, number: int) -> HttpResponse:
    """Every statement with my vote on it, to read and to change."""
    board = found_board(number)
    seat = seats.seat_of(request, number)
    mine = voting.answered(board, seat)
    ruling = rules.may_vote(board.one, board.phases, local_day(request.now))
    page = Paginator(list(board.statements.values()), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"statement": each, "mine": mine.get(each.number)} for each in page.object_list]
    may_vote = bool(ruling) and (seat is not None or board.one.identity == Identity.COOKIE)
    context = {"one": board.one, "rows": rows, "page": page, "may_vote": may_vote}
    return render(request, "consultations/votes.html", context)


@login_not_required
@never_cache
@BOTH
@open_one
def about_you(request: MomentRequest, one: Consultation) -> HttpResponse:
    """Where one belongs to, counted only; every question can be skipped, and it is asked once."""
    seat = seats.seat_of(request, one.pk)
    margins = list(Margin.objects.filter(consultation=one).prefetch_related("parts"))
    if seat is None or not seat.participant or not margins:
        return redirect("ask_react", one.pk)
    if request.method != "POST":
        context = {"one": one, "margins": margins}
        return render(request, "consultations/about_you.html", context)
    parts = [_number(request.POST.get(f"margin-{margin.pk}", "")) for margin in margins]
    told = joining.tell_margins(
        participant=seat.participant, parts=[part for part in parts if part]
    )
    messages.success(request, _("Thank you.") if told else _("You have told us before."))
    return redirect("ask_react", one.pk)
