"""Reaching out: letters with codes, the next case to call, the words to read, what came of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.dates import local_day, short_day
from sanwen.core.ruling import NotAllowed
from sanwen.people.requests import StaffRequest
from sanwen.verdict.surveys import asking_forms, asking_rules, branching, shown
from sanwen.verdict.surveys.actions import answering, asking, beats, holding
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.forms import QuestionForm
from sanwen.verdict.surveys.models import Hold, Listed, PartOfDay, Question, Survey
from sanwen.verdict.surveys.states import Mode
from sanwen.verdict.surveys.views.finding import case, inside

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_POST
def letters(request: StaffRequest, number: int, which: str) -> HttpResponse:
    """The codes are seen on this one page and never again."""
    one = inside(request, number)
    act = asking.remind if which == "remind" else asking.print_codes
    made = act(survey=one, by=request.user, now=request.now)
    context = {
        "one": one,
        "letters": made,
        "told": shown.first_page(one),
        "line": shown.line(one, local_day(request.now)),
    }
    return render(request, "surveys/letters.html", context)


@never_cache
@BOTH
def next_case(request: StaffRequest, number: int) -> HttpResponse:
    """The case one has open; else the next one by lot that nobody has open and nobody tried today.
    `after`: the one that was just left."""
    one = inside(request, number)
    after = request.GET.get("after", "")
    held = holding.take_next(
        survey=one, by=request.user, now=request.now,
        after=int(after) if after.isdecimal() and len(after) < 6 else None,
    )  # fmt: skip
    if held is not None:
        return redirect("results_survey_case", one.pk, held.listed.number)
    return render(request, "surveys/no_case.html", {"one": one, "tab": "surveys"})


@never_cache
@BOTH
def one_case(request: StaffRequest, number: int, line: int) -> HttpResponse:
    """The words to read, the answers, or what came of it: for whoever has the case open. A POST
    `reach` shows whom to call, `leave` gives the case back."""
    one = inside(request, number)
    asking_rules.may_interview(one, request.user, today=local_day(request.now)).require()
    listed = case(one, line)
    for name, act in (("answer", _answered), ("note", _noted), ("leave", _left)):
        if name in request.POST:
            return act(request, one, listed)
    context: dict[str, object] = {}
    try:
        holding.take(listed=listed, by=request.user, now=request.now)
        if "reach" in request.POST:
            context["reached"] = asking.look_up(listed=listed, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _not_mine(request, one, listed, refusal)
    return _page(request, one, listed, context)


def _left(request: StaffRequest, one: Survey, listed: Listed) -> HttpResponse:
    holding.let_go(listed=listed, by=request.user)
    to = redirect("results_survey_next", one.pk)
    to["Location"] += f"?after={listed.number}"
    return to


def _not_mine(
    request: StaffRequest, one: Survey, listed: Listed, refusal: NotAllowed
) -> HttpResponse:
    """Somebody else has it open, or it is finished: said so, and the next one is offered."""
    other = Hold.objects.of_another(listed, request.user, request.now)
    context = {
        "tab": "surveys",
        "one": one,
        "listed": listed,
        "refusal": refusal,
        "until": f"{localtime(other.until):%H:%M}" if other else "",
    }
    return render(request, "surveys/not_mine.html", context, status=409)


def _page(
    request: StaffRequest, one: Survey, listed: Listed, more: dict[str, object], status: int = 200
) -> HttpResponse:
    """Shown anew with something to mend, what was written stands in it, whoever has the case."""
    mine = Hold.objects.running(request.now).filter(listed=listed, user=request.user).first()
    questions = list(one.questions.all())
    forms = [QuestionForm(each, prefix=f"q{each.number}") for each in questions]
    context: dict[str, object] = {
        "tab": "surveys",
        "one": one,
        "listed": listed,
        "told": shown.first_page(one, by_somebody=True),
        "attempts": [(short_day(each.on), each) for each in listed.attempts.all()],
        "why_not": _why_not(request, one, listed),
        "until": f"{localtime(mine.until):%H:%M}" if mine else "",
        "asked": [(form, shown.waits_for(form.question, questions)) for form in forms],
        "note_form": asking_forms.NoteForm(prefix="n"),
        "mode_form": asking_forms.ModeForm(),
    }
    return render(request, "surveys/case.html", context | more, status=status)


def _why_not(request: StaffRequest, one: Survey, listed: Listed) -> str:
    """Why the person is not called now; whoever rings back is asked all the same."""
    last, tried = beats.tries(listed)
    ruling = asking_rules.may_look_up(
        listed, one, request.user, today=local_day(request.now), last=last, tried=tried,
        other=Hold.objects.of_another(listed, request.user, request.now),
    )  # fmt: skip
    return "" if ruling else str(ruling.reason)


def _answered(request: StaffRequest, one: Survey, listed: Listed) -> HttpResponse:
    questions = list(one.questions.all())
    forms = [QuestionForm(each, request.POST, prefix=f"q{each.number}") for each in questions]
    mode = asking_forms.ModeForm(request.POST)
    replies = {form.question.number: form.reply for form in forms if _has_reply(form)}
    asked = [(form, shown.waits_for(form.question, questions)) for form in forms]
    more: dict[str, object] = {"asked": asked, "mode_form": mode}
    if not _is_whole(questions, forms, replies) or not mode.is_valid():
        return _page(request, one, listed, more, 422)
    try:
        answering.interview(
            survey=one, number=listed.number, replies=replies,
            mode=Mode(mode.cleaned_data["mode"]), by=request.user, now=request.now,
        )  # fmt: skip
    except NotAllowed as refusal:
        return _page(request, one, listed, more | {"refusal": str(refusal)}, 403)
    return redirect("results_survey_next", one.pk)


def _has_reply(form: QuestionForm) -> bool:
    return form.is_valid() and not form.is_empty


def _is_whole(
    questions: list[Question], forms: list[QuestionForm], replies: dict[int, Reply]
) -> bool:
    """Each question on the way has an answer, or why there is none; else its form says so."""
    on_the_way = set(branching.asked(questions, replies))
    missing = [form for form in forms if form.question.number in on_the_way and not form.answered()]
    return not missing


def _noted(request: StaffRequest, one: Survey, listed: Listed) -> HttpResponse:
    form = asking_forms.NoteForm(request.POST, prefix="n")
    if not form.is_valid():
        return _page(request, one, listed, {"note_form": form}, 422)
    given = form.cleaned_data
    try:
        asking.note(
            listed=listed, mode=Mode(given["mode"]), part=PartOfDay(given["part"]),
            disposition=given["disposition"], call_again_on=given["call_again_on"],
            by=request.user, now=request.now,
        )  # fmt: skip
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, one, listed, {"note_form": form}, 403)
    return redirect("results_survey_next", one.pk)
