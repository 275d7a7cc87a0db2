"""What was answered to each question: counts, shares with intervals, and what is not shown."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from sanwen.methods import surveys as methods
from sanwen.methods.suppression import FEWEST, hidden
from sanwen.verdict.surveys.figuring.sheets import Sheets, favourable, is_choice
from sanwen.verdict.surveys.figuring.weighing import Weighed
from sanwen.verdict.surveys.models import Missing, Question, Shape
from sanwen.verdict.surveys.states import Kind

Told = dict[str, object]


def told(sheets: Sheets, weighed: Weighed) -> list[Told]:
    """One entry a question, in order."""
    counts = {each.number: _counts(sheets, each) for each in sheets.questions if is_choice(each)}
    return [_question(sheets, weighed, each, counts) for each in sheets.questions]


def _question(
    sheets: Sheets, weighed: Weighed, question: Question, counts: Mapping[int, list[int]]
) -> Told:
    silences, asked = sheets.silences(question), sheets.asked(question)
    answered = asked - silences[Missing.REFUSED] - silences[Missing.DONT_KNOW]
    found: Told = {
        "number": question.number,
        "text": question.text,
        "item": question.item,
        "shape": question.shape,
        "is_hidden": answered < FEWEST or not _way_is_open(question, sheets, counts),
    }
    if found["is_hidden"]:
        return found
    found |= {
        "asked": asked,
        "answered": answered,
        "refused": silences[Missing.REFUSED],
        "dont_know": silences[Missing.DONT_KNOW],
    }
    if is_choice(question):
        return found | _choice(sheets, weighed, question, counts[question.number])
    return found | (_amount(sheets, weighed, question) if question.shape == Shape.NUMBER else {})


def _counts(sheets: Sheets, question: Question) -> list[int]:
    return [int(np.nansum(sheets.hits(question, [value]))) for value in question.values]


def _way_is_open(question: Question, sheets: Sheets, counts: Mapping[int, list[int]]) -> bool:
    """How many were asked tells how many answered an earlier question so: not, where that hides."""
    if question.after_number is None:
        return True
    before = next(each for each in sheets.questions if each.number == question.after_number)
    hide = hidden(counts[before.number])
    group = [value in question.after_options for value in before.values]
    # A question that itself was not put to everybody hides what came before it.
    return _is_safe(counts[before.number], hide, group) and _way_is_open(before, sheets, counts)


def _is_safe(counts: Sequence[int], hide: Sequence[bool], group: Sequence[bool]) -> bool:
    """Whether the sum of a group can be told without giving away a hidden count in it or outside
    of it, and without standing for fewer than five people itself."""
    for side in (True, False):
        inside = [n for n, is_in in zip(counts, group, strict=True) if is_in is side]
        away = [
            n for n, is_in, is_away in zip(counts, group, hide, strict=True)
            if is_away and is_in is side
        ]  # fmt: skip
        if 0 < sum(inside) < FEWEST or (away and (len(away) < 2 or sum(away) < FEWEST)):
            return False
    return True


def _choice(sheets: Sheets, weighed: Weighed, question: Question, counts: Sequence[int]) -> Told:
    # Of several one may choose more than one: counts are no parts of a whole, each is told alone.
    several = question.shape == Shape.SEVERAL
    answered = int((~np.isnan(sheets.hits(question, question.values))).sum())
    hide = (
        [0 < n < FEWEST or 0 < answered - n < FEWEST for n in counts] if several else hidden(counts)
    )
    options = [
        {"value": value, "text": text, "is_hidden": True}
        if is_away
        else {"value": value, "text": text, "is_hidden": False, "count": n}
        | share(sheets, weighed, question, [value])
        for (value, text), n, is_away in zip(question.options, counts, hide, strict=True)
    ]
    wanted = favourable(question)
    if not wanted or several:
        return {"options": options, "headline": None}
    group = [value in wanted for value in question.values]
    if not _is_safe(counts, hide, group):
        return {"options": options, "headline": {"is_hidden": True, "values": wanted}}
    headline = {"is_hidden": False, "values": wanted} | share(sheets, weighed, question, wanted)
    return {"options": options, "headline": headline}


def share(sheets: Sheets, weighed: Weighed, question: Question, options: Sequence[str]) -> Told:
    """The weighted share with its interval, the plain one beside it; of an open survey the plain
    one only: it speaks for those who came."""
    hits = sheets.hits(question, options)
    said = ~np.isnan(hits)
    plain = float(hits[said].mean()) if said.any() else None
    if not sheets.has_list:
        return {"plain": _short(plain)}
    found = methods.estimate(
        hits,
        weights=weighed.values,
        strata=sheets.strata,
        population=_people(sheets),
        margins=weighed.margins,
    )
    return {
        "plain": _short(plain),
        "share": _short(found.value),
        "low": _short(found.low),
        "high": _short(found.high),
        "n": found.n,
        "effective": round(found.effective, 1),
        "method": str(found.method),
        "bounds": _bounds(sheets, question, hits),
    }


def _people(sheets: Sheets) -> dict[Hashable, int]:
    there = set(sheets.strata)
    return {name: many for name, many in sheets.populations.items() if name in there}


def _bounds(sheets: Sheets, question: Question, hits: np.ndarray) -> list[float] | None:
    """Of a census: the lowest and highest that it can be, whatever the silent would say."""
    if sheets.survey.kind != Kind.CENSUS or question.after_number is not None:
        return None
    people = max(sum(sheets.populations.values()), 1)
    yes, silent = float(np.nansum(hits)), people - int((~np.isnan(hits)).sum())
    return [round(yes / people, 6), round((yes + silent) / people, 6)]


def _amount(sheets: Sheets, weighed: Weighed, question: Question) -> Told:
    amounts = sheets.amounts(question)
    most = float(np.nanmax(amounts))
    said = amounts[~np.isnan(amounts)]
    found: Told = {"plain": _short(float(said.mean())), "median": _short(float(np.median(said)))}
    if not sheets.has_list or most <= 0:
        return found
    mean = methods.mean(
        amounts,
        scale=(0.0, most),
        weights=weighed.values,
        strata=sheets.strata,
        population=_people(sheets),
        margins=weighed.margins,
    )
    return found | {"value": _short(mean.value), "low": _short(mean.low), "high": _short(mean.high)}


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 6)
