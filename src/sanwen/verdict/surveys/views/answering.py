"""Answering alone: a code, who asks and why, one question a page, a look back, handing in."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core import codes, throttle
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.core.source import source
from sanwen.verdict.surveys import asking_rules, branching, carried, limits, seats, shown
from sanwen.verdict.surveys.actions import answering
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.forms import CodeForm, QuestionForm
from sanwen.verdict.surveys.models import Listed, Question, Survey
from sanwen.verdict.surveys.seats import Seat
from sanwen.verdict.surveys.states import Disposition, Kind, State

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MOST = 20


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@BOTH
def start(request: MomentRequest) -> HttpResponse:
    """The code from the letter; beside it the surveys that are open to whoever comes. A wrong code
    and one that never was are answered alike, and slowed down."""
    form = CodeForm(request.POST or None)
    context: dict[str, object] = {"form": form, "open": _open_to_all(request)}
    if request.method != "POST":
        return render(request, "surveys/start.html", context)
    here = source(request)
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return render(request, "surveys/start.html", context | {"wait": True}, status=429)
    if not form.is_valid():
        return render(request, "surveys/start.html", context, status=422)
    known = _line(form.cleaned_data["code"])
    if known is None:
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        return render(request, "surveys/start.html", context | {"wrong": True}, status=422)
    if known.disposition == Disposition.COMPLETE:
        return render(request, "surveys/spent.html", {}, status=403)
    response = redirect("survey_answer", known.survey_id)
    seats.take(response, known.survey_id, form.cleaned_data["code"], now=request.now)
    return response


def _open_to_all(request: MomentRequest) -> list[Survey]:
    today = local_day(request.now)
    running = Survey.objects.public().filter(state=State.OPEN, kind=Kind.OPEN)
    return list(running.filter(opens_on__lte=today, closes_on__gte=today).newest_first()[:MOST])


def _line(code: str) -> Listed | None:
    hashed = seats.code_hash(codes.normalise(code))
    found = Listed.objects.select_related("survey").filter(code_hash=hashed, is_drawn=True).first()
    return found if found is not None and found.survey.state == State.OPEN else None


@dataclass(frozen=True, slots=True)
class _Desk:
    """One browser that answers one survey, with its answers so far."""

    request: MomentRequest
    survey: Survey
    seat: Seat
    questions: list[Question]
    replies: dict[int, Reply]

    def question(self, number: int) -> Question:
        return next(each for each in self.questions if each.number == number)


@login_not_required
@never_cache
@BOTH
def answer(request: MomentRequest, number: int) -> HttpResponse:
    """GET: who asks, why, and what becomes of it. POST: one step on, one back, or handing in."""
    survey = Survey.objects.public().select_related("unit").filter(pk=number).first()
    if survey is None:
        raise Http404
    seat = seats.seat_of(request, survey.pk)
    if survey.kind != Kind.OPEN and seat is None:
        return redirect("survey")
    spare = None if survey.kind == Kind.OPEN else Disposition.UNTRIED
    asking_rules.may_answer(survey, local_day(request.now), disposition=spare).require()
    if request.method != "POST" or seat is None:
        return _first_page(request, survey, seat)
    questions = list(survey.questions.all())
    replies = carried.read(request.POST.get("so_far", ""), questions)
    return _step(_Desk(request, survey, seat, questions, replies))


def _first_page(request: MomentRequest, survey: Survey, seat: Seat | None) -> HttpResponse:
    context = {"survey": survey, "told": shown.first_page(survey), "lost": request.method == "POST"}
    response = render(request, "surveys/first.html", context)
    if seat is None:
        seats.take(response, survey.pk, "", now=request.now)
    return response


def _step(desk: _Desk) -> HttpResponse:
    post = desk.request.POST
    if "hand_in" in post:
        return _hand_in(desk)
    at = int(post["at"]) if post.get("at", "").isdigit() else 0
    if at not in {question.number for question in desk.questions}:
        back_from = desk.questions[-1].number + 1 if "back" in post else 0
        return _move(desk, back_from)
    if "back" in post:
        return _move(desk, at)
    form = QuestionForm(desk.question(at), post)
    if not form.answered():
        return _page(desk, at, form, status=422)
    desk.replies[at] = form.reply
    following = branching.following(desk.questions, desk.replies, at)
    return _check(desk) if following is None else _page(desk, following)


def _move(desk: _Desk, at: int) -> HttpResponse:
    """Back to the one before; to the first one, where there is none."""
    if at == 0:
        return _page(desk, branching.asked(desk.questions, desk.replies)[0])
    before = branching.preceding(desk.questions, desk.replies, at)
    return (
        _first_page(desk.request, desk.survey, desk.seat) if before is None else _page(desk, before)
    )


def _page(
    desk: _Desk, at: int, form: QuestionForm | None = None, *, status: int = 200
) -> HttpResponse:
    on_the_way = branching.asked(desk.questions, desk.replies)
    context = {
        "survey": desk.survey,
        "form": form or QuestionForm(desk.question(at), known=desk.replies.get(at)),
        "at": at,
        "step": on_the_way.index(at) + 1,
        "steps": len(desk.questions),
        "so_far": carried.write(desk.replies),
    }
    return render(desk.request, "surveys/question.html", context, status=status)


def _check(desk: _Desk, refusal: str = "", *, status: int = 200) -> HttpResponse:
    context = {
        "survey": desk.survey,
        "said": shown.said(desk.questions, desk.replies),
        "so_far": carried.write(desk.replies),
        "refusal": refusal,
    }
    return render(desk.request, "surveys/check.html", context, status=status)


def _hand_in(desk: _Desk) -> HttpResponse:
    request = desk.request
    if throttle.note(limits.ANSWERS, source(request), now=request.now) > limits.ANSWERS.tries:
        return _check(desk, shown.too_many(), status=429)
    try:
        answering.hand_in(
            survey=desk.survey,
            replies=desk.replies,
            code=desk.seat.code,
            seconds=desk.seat.seconds(request.now),
            now=request.now,
        )
    except NotAllowed as refusal:
        return _check(desk, str(refusal), status=403)
    response = render(request, "surveys/done.html", {"survey": desk.survey})
    seats.leave(response)
    return response


@login_not_required
@require_POST
def leave(request: MomentRequest) -> HttpResponse:
    """On a borrowed telephone: this browser forgets the code; nothing was handed in."""
    response = redirect("survey")
    seats.leave(response)
    return response
