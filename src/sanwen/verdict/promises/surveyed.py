"""What surveys found of a promise: published figures beside what codes found, never in one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.surveys import result_shown
from sanwen.verdict.surveys.models import Item, Result, Survey
from sanwen.verdict.surveys.result_shown import QuestionShown
from sanwen.verdict.surveys.rules import is_about_itself
from sanwen.verdict.surveys.states import Kind, State

MOST = 20


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One survey about the promise. `found` is empty until it is published, and where the ready
    question was not asked: then only the way to its result is shown."""

    one: Survey
    unit: str
    kind: str
    until: str
    is_over: bool
    is_own: bool
    at: datetime | None = None
    answered: str = ""
    found: tuple[QuestionShown, ...] = ()


def of(entry: Entry) -> list[Surveyed]:
    """Announced ones that name it (N-7), newest first; what was withdrawn tells nothing."""
    named = Survey.objects.public().on_their_own().filter(about_ref=entry.ref)
    known = named.exclude(state=State.WITHDRAWN).select_related("unit", "about_unit")
    return [_told(one, entry) for one in known.newest_first()[:MOST]]


def _told(one: Survey, entry: Entry) -> Surveyed:
    result = one.results.first() if one.state == State.PUBLISHED else None
    assert one.closes_on is not None
    return Surveyed(
        one,
        unit=one.unit.name_in(get_language() or ""),
        kind=str(Kind(one.kind).label),
        until=day_words(one.closes_on),
        is_over=result is not None,
        is_own=is_about_itself(one.unit, entry.unit),
        at=result.published_at if result else None,
        answered=answered(result) if result else "",
        found=tuple(_found(result)) if result else (),
    )


def _found(result: Result) -> list[QuestionShown]:
    """Only the question of acceptance; the rest is read on the page of the survey."""
    kept = {each["number"] for each in result.figures["questions"] if each["item"] == Item.KEPT}
    return [each for each in result_shown.questions(result) if each.number in kept]


def answered(result: Result) -> str:
    """With the silence: of how many who were asked."""
    told: dict[str, Any] = result.method
    if told["drawn"] is None:
        return _("%(many)d came by themselves; it speaks for nobody else.") % {
            "many": told["responses"]
        }
    return _("%(responses)d of %(drawn)d who were asked answered; %(silent)d kept silent.") % {
        "responses": told["responses"],
        "drawn": told["drawn"],
        "silent": told["drawn"] - told["responses"],
    }
