"""Weights: for unequal strata and unequal response, then brought to known figures, and trimmed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _

from sanwen.methods import surveys as methods
from sanwen.verdict.surveys.figuring.sheets import Floats, Sheets, read
from sanwen.verdict.surveys.models import Question, Survey
from sanwen.verdict.surveys.states import State

# No weight is larger than so many times the median one.
TRIM = 5.0
NONE = "_none"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weights, the margins they were raked to, and what a reader has to know of them."""

    values: Floats
    margins: tuple[methods.Margin, ...] = ()
    told: Mapping[str, object] = field(default_factory=dict)


def weigh(sheets: Sheets) -> Weighed:
    """Impossible where the known figures do not fit the answers; its sentence says where."""
    if not sheets.has_list or not sheets.n:
        return Weighed(np.ones(sheets.n), told={"kind": "none"})
    base = _base(sheets)
    asked = _known(sheets)
    if not asked:
        return Weighed(base, told=_told("strata", base))
    margins = tuple(_margin(sheets, question, base) for question in asked)
    found = methods.rake(margins, base=base, trim=TRIM)
    told = _told("raked", found.values) | {
        "trimmed": found.trimmed,
        "trim": TRIM,
        "converged": found.converged,
        "gaps": {name: round(gap, 8) for name, gap in found.gaps.items()},
    }
    return Weighed(found.values, margins, told)


def problems(survey: Survey) -> dict[int, str]:
    """Why the answers cannot be weighted to the known figures of a question, by its key; nothing
    while answers come in."""
    if survey.state not in (State.CLOSED, State.PUBLISHED) or not survey.margins.exists():
        return {}
    sheets = read(survey)
    told = {question.pk: _nobody_in(sheets, question) for question in _known(sheets)}
    return {pk: why for pk, why in told.items() if why and sheets.has_list}


def _nobody_in(sheets: Sheets, question: Question) -> str:
    """Where the figures count people and nobody answered; no weight reaches them."""
    said = {each.options[0] for each in sheets.replies[question.number] if each.options}
    known = {margin.option for margin in question.margins.all()}
    empty = [text for value, text in question.options if value in known - said]
    if not said or not empty:
        return ""
    return _("Question %(number)d: nobody who answered chose “%(options)s”.") % {
        "number": question.number,
        "options": " / ".join(empty),
    }


def _known(sheets: Sheets) -> list[Question]:
    known = {margin.question_id for margin in sheets.survey.margins.all()}
    return [question for question in sheets.questions if question.pk in known]


def _base(sheets: Sheets) -> Floats:
    """How many people each answer stands for: those of its stratum over those who answered."""
    answered = Counter(sheets.strata)
    return np.array(
        [max(sheets.populations.get(name, 0), 1) / answered[name] for name in sheets.strata], float
    )


def _margin(sheets: Sheets, question: Question, base: Floats) -> methods.Margin:
    """Whoever did not answer the question keeps the share that they have: nothing is known."""
    column = sheets.replies[question.number]
    values = [NONE if each.missing else each.options[0] for each in column]
    whole = float(sum(sheets.populations.values()))
    silent = float(base[[value == NONE for value in values]].sum() / base.sum())
    people = {margin.option: float(margin.population) for margin in question.margins.all()}
    total = sum(people.values())
    targets = {option: many / total * whole * (1 - silent) for option, many in people.items()}
    if silent:
        targets[NONE] = whole * silent
    return methods.Margin.of(question.text, values, targets)


def _told(kind: str, values: Floats) -> dict[str, object]:
    mean = float(values.mean())
    effect = float((values**2).mean() / mean**2)
    return {
        "kind": kind,
        "design_effect": round(effect, 4),
        "effective": round(len(values) / effect, 1),
        "smallest": round(float(values.min()) / mean, 3),
        "largest": round(float(values.max()) / mean, 3),
    }
