"""The pages of those who hold a talk meeting: a list, one page each, one form for each act."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import day_words, moment_words
from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.counsel.meetings import rules, shown
from sanwen.counsel.meetings.actions import inviting, preparing
from sanwen.counsel.meetings.models import INSIDE, Candidate, Guest, Meeting, MeetingOpinion
from sanwen.counsel.meetings.states import Move, Seat, State
from sanwen.counsel.meetings.views.acts import ACTS, PREPARING, Act, meeting_form
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])
LISTED = 200
LATE = 100


@never_cache
@require_safe
def talks(request: StaffRequest) -> HttpResponse:
    by, today = request.user, localdate(request.now)
    if not by.holds(*INSIDE, *rules.ANSWERERS):
        raise Http404
    seen = _seen(by).select_related("unit").newest_first()[:LISTED]
    to_answer = MeetingOpinion.objects.unanswered().filter(
        Q(unit__in=by.reach(*rules.ANSWERERS)) | Q(meeting__unit__in=by.reach(*INSIDE))
    )
    waiting = to_answer.select_related("unit", "meeting").order_by("due_on", "pk")[:LATE]
    context = {
        "rows": [shown.row(each) for each in seen],
        "late": [(each.meeting_id, shown.opinion(each, today)) for each in waiting],
        "may_prepare": bool(by.reach(*rules.PREPARERS)),
    }
    return render(request, "meetings/desk_talks.html", context)


@never_cache
@BOTH
def new(request: StaffRequest) -> HttpResponse:
    form = meeting_form(request, None, None)
    if not request.user.reach(*rules.PREPARERS):
        raise Http404
    context: dict[str, Any] = {"form": form, "act": PREPARING}
    if request.method != "POST" or not form.is_valid():
        return _form(request, context)
    try:
        made = preparing.prepare(draft=form.draft(), by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "meetings/act.html", context, status=403)
    return redirect("talk_desk", made.pk)


@never_cache
@require_safe
def desk(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, _meeting(request, number))


@never_cache
@BOTH
def act(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    if verb not in ACTS or verb == "answer":
        raise Http404
    return _perform(request, _meeting(request, number), ACTS[verb])


@never_cache
@BOTH
def answer(request: StaffRequest, number: int, opinion: int) -> HttpResponse:
    meeting = _meeting(request, number)
    held = get_object_or_404(meeting.opinions.select_related("unit", "meeting__unit"), pk=opinion)
    return _perform(request, meeting, ACTS["answer"], held)


@require_POST
def guests_back(request: StaffRequest, number: int, guest: int) -> HttpResponse:
    meeting = _meeting(request, number)
    held = get_object_or_404(Guest, meeting=meeting, pk=guest)
    try:
        preparing.drop_guests(guest=held, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _page(request, meeting, refusal=str(refusal), status=403)
    return redirect("talk_desk", meeting.pk)


@require_POST
def note_reply(request: StaffRequest, number: int, turn: int) -> HttpResponse:
    """`comes=yes` or `comes=no`: somebody rang."""
    meeting = _meeting(request, number)
    asked = Candidate.objects.select_related("meeting__unit").exclude(seat=Seat.RESERVE)
    held = get_object_or_404(asked, meeting=meeting, turn=turn)
    comes = request.POST.get("comes") == "yes"
    try:
        inviting.note_reply(candidate=held, comes=comes, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _page(request, meeting, refusal=str(refusal), status=403)
    return redirect("talk_desk", meeting.pk)


@never_cache
@require_POST
def letters(request: StaffRequest, number: int) -> HttpResponse:
    """By a button, not by an address: every look at a name is on the trail."""
    meeting = _meeting(request, number)
    try:
        made = inviting.letters(meeting=meeting, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _page(request, meeting, refusal=str(refusal), status=403)
    context = {
        "talk": meeting,
        "letters": made,
        "when": moment_words(meeting.begins_at),
        "reply_by": day_words(meeting.reply_by) if meeting.reply_by else "",
    }
    return render(request, "meetings/letters.html", context)


def _seen(by: User) -> Any:
    """Meetings of one's units, and those in which one's units have to answer."""
    mine = MeetingOpinion.objects.filter(unit__in=by.reach(*rules.ANSWERERS))
    of_units = Q(unit__in=by.reach(*INSIDE)) | Q(pk__in=mine.values("meeting"))
    return Meeting.objects.visible_to(by).filter(of_units)


def _meeting(request: StaffRequest, number: int) -> Meeting:
    found: Meeting = get_object_or_404(
        _seen(request.user).select_related("unit", "consultation"), pk=number
    )
    return found


def _form(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/act.html", context, status=status)


def _perform(request: StaffRequest, meeting: Meeting, act: Act, held: Any = None) -> HttpResponse:
    form = act.form(request, meeting, held)
    context = {"talk": meeting, "form": form, "act": act, "held": held}
    if request.method != "POST" or not form.is_valid():
        return _form(request, context)
    try:
        act.do(request, meeting, form, held)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "meetings/act.html", context, status=403)
    messages.success(request, act.done)
    return redirect("talk_desk", meeting.pk)


def _page(
    request: StaffRequest, meeting: Meeting, *, status: int = 200, **more: object
) -> HttpResponse:
    by, today = request.user, localdate(request.now)
    prepares = bool(rules.prepares_for(meeting.unit, by))
    invites = meeting.state == State.INVITED
    said = meeting.opinions.select_related("unit", "meeting__unit")
    context = {
        "talk": meeting,
        "when": moment_words(meeting.begins_at),
        "seed_on": day_words(meeting.seed_on) if meeting.seed_on else "",
        "reply_by": day_words(meeting.reply_by) if meeting.reply_by else "",
        "guests": meeting.guests.all(),
        "was_held": meeting.state in (State.HELD, State.ANSWERED),
        "lot": shown.lot_of(meeting),
        "prepares": prepares,
        "may_change": bool(rules.may_change(meeting, by)),
        "may_print": bool(rules.may_print_letters(meeting, by)),
        "asked": shown.to_reply(meeting) if prepares and invites else [],
        "opinions": [
            (shown.opinion(each, today), bool(rules.may_answer(each, by))) for each in said
        ],
        "ways": [(verb, ACTS[verb].name) for verb, ruling in _rulings(meeting, by) if ruling],
        **more,
    }
    return render(request, "meetings/desk.html", context, status=status)


def _rulings(meeting: Meeting, by: User) -> list[tuple[str, Ruling | bool]]:
    """Whether the figures suffice is asked when it is tried: the refusal says what is missing."""
    answers = bool(rules.answers_for(meeting.unit, by))
    prepares = bool(rules.prepares_for(meeting.unit, by))
    may_finish = rules.may_move(meeting, Move.FINISH)
    return [
        ("change", rules.may_change(meeting, by)),
        ("guests", rules.may_change(meeting, by)),
        ("list", rules.may_change(meeting, by)),
        ("announce", answers and rules.may_move(meeting, Move.ANNOUNCE)),
        ("draw", answers and rules.may_move(meeting, Move.DRAW)),
        ("invite", answers and rules.may_move(meeting, Move.INVITE)),
        ("hold", prepares and rules.may_move(meeting, Move.HOLD)),
        ("opinion", prepares and may_finish),
        ("finish", answers and may_finish),
        ("cancel", answers and rules.may_move(meeting, Move.CANCEL)),
    ]
