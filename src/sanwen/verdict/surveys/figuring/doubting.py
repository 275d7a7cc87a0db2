"""What to look at again before a result is believed; in words for everybody, blaming nobody."""

from collections.abc import Mapping

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.methods import surveys as methods
from sanwen.methods.surveys import Doubt
from sanwen.verdict.surveys.figuring.sheets import Sheets, is_choice
from sanwen.verdict.surveys.models import Question, Shape

_OF_ANY_CHOICE = (Doubt.ALL_AGREE, Doubt.INTERVIEWER)
WORDS: Mapping[str, "str | Promise"] = {
    Doubt.ALL_AGREE: _(
        "All or nearly all of the %(n)s who answered “%(item)s” said the same. That is rare; "
        "was everybody free to say otherwise?"
    ),
    Doubt.NO_NONRESPONSE: _(
        "All %(asked)s who were asked have answered. That is rare where answering is voluntary."
    ),
    Doubt.STRAIGHT_LINING: _(
        "%(found)s of %(n)s gave the same answer to every question; by chance about %(expected)s "
        "would."
    ),
    Doubt.INTERVIEWER: _(
        "The answers to “%(item)s” that interviewer number %(interviewer)s wrote down differ from "
        "the others by more than chance."
    ),
    Doubt.TOO_FAST: _(
        "%(found)s of %(n)s took less than a third of the usual time (%(median)s seconds)."
    ),
    Doubt.MODE_RESPONSE: _("One way of asking brought far more answers than the others."),
    Doubt.ONE_DAY: _("%(found)s of %(n)s answers came on a single day (%(day)s)."),
}


def told(sheets: Sheets) -> list[dict[str, object]]:
    scales = [each for each in sheets.questions if each.shape == Shape.SCALE]
    others = [
        each
        for each in sheets.questions
        if is_choice(each) and each.shape not in (Shape.SCALE, Shape.SEVERAL)
    ]
    found = methods.doubtful(_asked(sheets, scales))
    found += [
        each for each in methods.doubtful(_asked(sheets, others)) if each.kind in _OF_ANY_CHOICE
    ]
    return [{"kind": str(each.kind), "figures": _plain(each.figures)} for each in found]


def _plain(figures: methods.Doubtful | Mapping[str, object]) -> dict[str, object]:
    assert isinstance(figures, Mapping)
    return {
        # Of a nearly unanimous answer the few who differ are not counted out.
        name: value
        for name, value in figures.items()
        if name != "same"
    }


def _asked(sheets: Sheets, questions: list[Question]) -> methods.Asked:
    columns = [sheets.places(each) for each in questions]
    answers = np.array(columns).T if columns else np.empty((sheets.n, 0))
    interviewed = [
        "" if each.interviewer is None else str(each.interviewer) for each in sheets.responses
    ]
    seconds = [np.nan if each.seconds is None else each.seconds for each in sheets.responses]
    return methods.Asked(
        answers=answers,
        items=[each.text for each in questions],
        interviewers=interviewed if len(set(interviewed) - {""}) > 1 else None,
        seconds=seconds,
        days=[each.submitted_on.isoformat() for each in sheets.responses],
        asked=sum(sheets.drawn.values()) if sheets.has_list else None,
    )
