"""Published surveys for programs: what the open pages say, with the method, no more."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from ninja import Query, Router

from sanwen.api import surveyed_shapes as shapes
from sanwen.api.numbers import number_in
from sanwen.api.shapes import Refusal
from sanwen.core.moment import MomentRequest
from sanwen.verdict.surveys import method_shown, result_shown
from sanwen.verdict.surveys.models import Result, Survey
from sanwen.verdict.surveys.models.survey import SurveyQuerySet
from sanwen.verdict.surveys.states import State

MOST = 50
LETTER = "Q"
FAILS = frozenset({404, 422})
AMOUNT = frozenset(shapes.SurveyAmountOut.model_fields)

router = Router()


@router.get(
    "/surveys",
    url_name="surveys",
    auth=None,
    response={200: shapes.SurveysOut, FAILS: Refusal},
    summary="Surveys with a published result",
)
def surveys(request: MomentRequest, before: str = Query("")) -> Any:  # type: ignore[type-arg]
    """Newest first, fifty a page."""
    found = _published().newest_first()
    if before:
        found = found.filter(pk__lt=number_in(before, LETTER))
    page = list(found[: MOST + 1])
    told = [
        shapes.SurveyLineOut(**_line(request, one, list(one.results.all()))) for one in page[:MOST]
    ]
    return shapes.SurveysOut(surveys=told, before=told[-1].number if len(page) > MOST else None)


@router.get(
    "/surveys/{number}",
    url_name="survey",
    auth=None,
    response={200: shapes.SurveyOneOut, FAILS: Refusal},
    summary="The result of one survey, and how it was made",
)
def survey(request: MomentRequest, number: str) -> Any:
    """The newest version; the page keeps the earlier ones."""
    one = _published().filter(pk=number_in(number, LETTER)).first()
    if one is None:
        raise Http404
    versions = list(one.results.all())
    return shapes.SurveyOneOut(**_line(request, one, versions), **_result(versions[0]))


def _published() -> SurveyQuerySet:
    found = Survey.objects.public().on_their_own().filter(state=State.PUBLISHED)
    return found.select_related("unit").prefetch_related("results")


def _line(request: MomentRequest, one: Survey, versions: list[Result]) -> dict[str, Any]:
    return {
        "number": one.ref,
        "title": one.title,
        "unit": one.unit.name,
        "kind": one.kind,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "published_at": versions[-1].published_at,
        "address": request.build_absolute_uri(reverse("open_survey", args=[one.pk])),
    }


def _result(result: Result) -> dict[str, Any]:
    method = result.method
    return {
        "version": result.version,
        "because": result.because,
        "responses": method["responses"],
        "drawn": method["drawn"],
        "rates": method["rates"],
        "questions": [_question(each) for each in result.figures["questions"]],
        "method": [
            {"what": line.what, "how": str(line.how)} for line in method_shown.method(method)
        ],
        "cannot_say": method_shown.limits(method),
        "doubts": result_shown.doubts(result),
    }


def _question(told: dict[str, Any]) -> dict[str, Any]:
    """A hidden question has nothing but its words."""
    kept = {
        name: told[name]
        for name in ("number", "text", "asked", "answered", "refused", "dont_know")
        if name in told
    }
    amount = {name: told[name] for name in AMOUNT if name in told}
    return kept | {
        "hidden": told["is_hidden"],
        "options": [each | {"hidden": each["is_hidden"]} for each in told.get("options", ())],
        "amount": amount or None,
    }
