"""The desk of surveys: all of its reach, and one page for each with what can be done now."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.verdict.surveys import asking_rules, desk_forms, readiness, rules, shown
from sanwen.verdict.surveys.figuring import weighing
from sanwen.verdict.surveys.models import Listed, Question, Survey
from sanwen.verdict.surveys.states import MOVES, Kind, Move, State
from sanwen.verdict.surveys.views.finding import MOST, inside


@never_cache
@require_safe
def surveys(request: StaffRequest) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    found = Survey.objects.inside_for(request.user).on_their_own().select_related("unit")
    today = local_day(request.now)
    context = {
        "tab": "surveys",
        "lines": [shown.line(one, today) for one in found.newest_first()[:MOST]],
        "may_prepare": request.user.holds(*rules.PREPARERS),
    }
    return render(request, "surveys/desk.html", context)


@never_cache
@require_safe
def survey(request: StaffRequest, number: int) -> HttpResponse:
    return render(request, "surveys/desk_survey.html", page(request, inside(request, number)))


def page(request: StaffRequest, one: Survey) -> dict[str, object]:
    by, today = request.user, local_day(request.now)
    questions = list(one.questions.all())
    return {
        "tab": "surveys",
        "one": one,
        "line": shown.line(one, today),
        "told": shown.setting(one),
        "questions": [(each, shown.waits_for(each, questions)) for each in questions],
        "strata": list(one.strata.all()),
        "has_list": one.kind != Kind.OPEN,
        "is_sample": one.kind == Kind.SAMPLE,
        "listed": one.listed.count(),
        "progress": _progress(one),
        "may": _may(one, by, today, len(questions)),
        "set_form": desk_forms.SetForm(),
        "question_form": desk_forms.QuestionForm(earlier=questions),
        "margins": shown.margins(one, questions),
        "lacks": _lacks(one, today, questions) if rules.may_change(one, by) else [],
        "unweighted": _unweighted(one, by),
        "warns_itself": rules.is_about_itself(one.unit, one.about_unit),
    }


def _lacks(one: Survey, today: date, questions: list[Question]) -> list[str]:
    """Said from the first day on, not when the announcement is refused."""
    lines = one.listed.all()
    rulings = readiness.of(
        one, questions=len(questions), listed=lines.count(),
        unsized=lines.exclude(size__gt=0).count() if one.belongs_to else 0,
        strata=list(one.strata.all()), today=today,
    )  # fmt: skip
    return [str(ruling.reason) for ruling in rulings if not ruling]


def _unweighted(one: Survey, by: User) -> list[str]:
    """From the close on, and not when publishing is refused."""
    if one.state != State.CLOSED or not rules.may_read_figures(one, by):
        return []
    return list(weighing.problems(one).values())


def _may(one: Survey, by: User, today: date, questions: int) -> dict[str, object]:
    """What can be done now: only that has a button."""
    # A letter that comes after the last day is of no use to anybody.
    is_over = one.closes_on is not None and today > one.closes_on
    is_drafting = one.state == State.DRAFTING
    leads = rules.prepares_for(one.unit, by)
    return {
        "change": rules.may_change(one, by),
        "ask": rules.may_add_questions(one, questions, 1, by),
        "drop": rules.may_drop_question(one, by),
        "list": rules.may_take_list(one, by),
        "announce": leads if is_drafting else False,
        "draw": one.state == State.ANNOUNCED and one.kind == Kind.SAMPLE and leads,
        "open": rules.may_open(one, by, today=today),
        "close": rules.may_close(one, by, today=today),
        "codes": not is_over and rules.may_print_codes(one, by),
        "remind": not is_over and rules.may_remind(one, by),
        "interview": asking_rules.may_interview(one, by, today=today),
        "figures": rules.may_read_figures(one, by),
        "margins": rules.may_tell_margin(one, by),
        "publish": rules.may_publish(one, by),
        "correct": one.state == State.PUBLISHED and leads,
        "withdraw": Move.WITHDRAW in MOVES[State(one.state)] and leads,
    }


def _progress(one: Survey) -> dict[str, int]:
    """How far asking has come; nothing of what is answered."""
    if one.opened_at is None:
        return {}
    if one.kind == Kind.OPEN:
        return {"answered": one.responses.count()}
    drawn = Listed.objects.filter(survey=one).asked()
    return {
        "drawn": drawn.count(),
        "answered": drawn.filter(disposition="I").count(),
        "left": drawn.unfinished().count(),
    }
