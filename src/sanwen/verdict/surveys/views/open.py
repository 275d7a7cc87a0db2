"""What everybody sees: surveys that are announced, what came of them, and how it was made."""

import csv
from io import StringIO

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.methods.suppression import FEWEST
from sanwen.people.requests import StaffRequest
from sanwen.verdict.surveys import figuring, method_shown, result_shown, rules, shown
from sanwen.verdict.surveys.figuring import weighing
from sanwen.verdict.surveys.models import Answer, Result, Shape, Survey
from sanwen.verdict.surveys.states import Kind, State
from sanwen.verdict.surveys.views.finding import MOST, inside


@login_not_required
@never_cache
@require_safe
def surveys(request: MomentRequest) -> HttpResponse:
    found = Survey.objects.public().on_their_own().select_related("unit").newest_first()[:MOST]
    today = local_day(request.now)
    return render(
        request, "surveys/open_surveys.html", {"lines": [shown.line(one, today) for one in found]}
    )


def _known(number: int) -> Survey:
    known = Survey.objects.public().on_their_own().select_related("unit", "about_unit", "before")
    return get_object_or_404(known, pk=number)


@login_not_required
@never_cache
@require_safe
def survey(request: MomentRequest, number: int) -> HttpResponse:
    """With `?version=1` an earlier version of the result; without, the last."""
    one = _known(number)
    versions = list(one.results.all())
    context = {
        "one": one,
        "line": shown.line(one, local_day(request.now)),
        "told": shown.setting(one),
        "versions": versions,
        "is_open_to_all": one.kind == Kind.OPEN and one.state == State.OPEN,
    } | _of_result(_version(request, versions))
    return render(request, "surveys/open_survey.html", context)


def _version(request: MomentRequest, versions: list[Result]) -> Result | None:
    wanted = request.GET.get("version", "")
    if not wanted:
        return versions[0] if versions else None
    found = next((each for each in versions if str(each.version) == wanted), None)
    if found is None:
        raise Http404
    return found


def _of_result(result: Result | None) -> dict[str, object]:
    if result is None:
        return {}
    return {
        "result": result,
        "shown": result_shown.shown(result),
        "method": method_shown.method(result.method),
        "limits": method_shown.limits(result.method),
        "wording": method_shown.wording(result.method),
    }


@login_not_required
@require_safe
def figures(request: MomentRequest, number: int) -> HttpResponse:
    """The published figures as CSV, one row an option; what is hidden is empty."""
    one = _known(number)
    result = one.results.first()
    if result is None:
        raise Http404
    names = ("count", "plain", "share", "low", "high", "n", "effective")
    rows: list[list[object]] = [["question", "text", "asked", "answered", "option", *names]]
    for each in result.figures["questions"]:
        head = [each["number"], each["text"], each.get("asked", ""), each.get("answered", "")]
        rows += [
            [*head, option["text"], *(option.get(name, "") for name in names)]
            for option in each.get("options", ())
        ]
    return _csv(rows, f"{one.ref}-v{result.version}.csv")


@login_not_required
@require_safe
def drawn_from(request: MomentRequest, number: int) -> HttpResponse:
    """The list with its numbers, once nobody is asked any more: so that the lot can be drawn again.
    While people are being asked it would tell those who made the list whom to press."""
    one = _known(number)
    if one.state != State.PUBLISHED or one.kind != Kind.SAMPLE:
        raise Http404
    lines = one.listed.order_by("number").values_list("key", "stratum__name")
    rows: list[list[object]] = [["number", "stratum"]]
    rows.extend([key, name] for key, name in lines)
    return _csv(rows, f"{one.ref}-list.csv")


def _csv(rows: list[list[object]], name: str) -> HttpResponse:
    text = StringIO()
    csv.writer(text).writerows([[_tame(cell) for cell in row] for row in rows])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tame(cell: object) -> object:
    """A spreadsheet takes a cell that begins so for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@" else cell


@never_cache
@require_safe
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """The result before it is published, as everybody will see it; and what people wrote."""
    one = inside(request, number)
    rules.may_read_figures(one, request.user).require()
    if one.state == State.CLOSED and weighing.problems(one):
        # The page of the survey says what is wrong and where it is mended.
        return redirect("results_survey", one.pk)
    found = figuring.whole(one)
    result = one.results.first() or Result(
        survey=one, version=0, figures=found.figures, method=found.method
    )
    context = {
        "tab": "surveys",
        "one": one,
        "line": shown.line(one, local_day(request.now)),
        "written": _written(one),
        "may_publish": rules.may_publish(one, request.user),
    } | _of_result(result)
    return render(request, "surveys/preview.html", context)


def _written(one: Survey) -> list[tuple[str, list[str]]]:
    """In the order of random numbers, masked when they came; only where some wrote."""
    found = []
    for question in one.questions.filter(shape=Shape.WORDS):
        said = Answer.objects.filter(question=question).exclude(words="").order_by("pk")
        words = list(said.values_list("words", flat=True))
        if len(words) >= FEWEST:
            found.append((question.text, words))
    return found
