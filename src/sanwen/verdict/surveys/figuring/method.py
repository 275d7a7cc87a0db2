"""How a result was made, as data: gathered with every result, so that none is without it."""

from collections import Counter

from sanwen.methods import surveys as methods
from sanwen.methods.suppression import FEWEST
from sanwen.verdict.surveys.figuring.sheets import Sheets
from sanwen.verdict.surveys.figuring.weighing import Weighed
from sanwen.verdict.surveys.models import Survey
from sanwen.verdict.surveys.rules import is_about_itself
from sanwen.verdict.surveys.states import Kind

LEVEL = 0.95


def told(sheets: Sheets, weighed: Weighed) -> dict[str, object]:
    survey = sheets.survey
    return {
        **_who(survey),
        **_when(survey),
        **_lot(survey),
        "level": LEVEL,
        "responses": sheets.n,
        "drawn": sum(sheets.drawn.values()) if sheets.has_list else None,
        "modes": dict(Counter(each.mode for each in sheets.responses)),
        "interviewers": survey.interviewers.count(),
        "reminders": survey.reminders,
        "strata": _strata(sheets),
        "margins": _margins(survey),
        "weights": dict(weighed.told),
        "outcomes": sheets.outcomes,
        "rates": _rates(sheets),
        "wording": [
            {
                "number": each.number, "text": each.text, "help": each.help, "item": each.item,
                "shape": each.shape, "options": each.options, "after_number": each.after_number,
                "after_options": each.after_options, "favourable": each.favourable,
            }
            for each in sheets.questions
        ],
        "cannot_say": survey.cannot_say,
        "limits": limits(sheets),
    }  # fmt: skip


def _who(survey: Survey) -> dict[str, object]:
    return {
        "title": survey.title,
        "purpose": survey.purpose,
        "about": survey.about,
        "about_ref": survey.about_ref,
        "about_unit": survey.about_unit.name if survey.about_unit else "",
        "own_because": survey.own_because,
        "unit": survey.unit.name,
        "who_asks": survey.who_asks,
        "who_pays": survey.who_pays,
        "population": survey.population,
        "population_size": survey.population_size,
        "kind": survey.kind,
        "is_confidential": survey.is_confidential,
        "moment": survey.moment,
        "before": survey.before.ref if survey.before else "",
    }


def _when(survey: Survey) -> dict[str, object]:
    moments = ("announced_at", "drawn_at", "opened_at", "closed_at", "seed_on")
    days = ("opens_on", "closes_on")
    found = {name: getattr(survey, name) for name in (*days, *moments)}
    return {name: value.isoformat() if value else "" for name, value in found.items()}


def _lot(survey: Survey) -> dict[str, object]:
    names = ("list_source", "list_hash", "seed_source", "seed")
    return {name: getattr(survey, name) for name in names}


def _strata(sheets: Sheets) -> list[dict[str, object]]:
    answered = Counter(sheets.strata)
    return [
        {
            "name": name,
            "population": people,
            "drawn": sheets.drawn.get(name, 0),
            # Not told below five: who answered in a hamlet of six is soon found.
            "answered": answered[name] if answered[name] >= FEWEST or not answered[name] else None,
        }
        for name, people in sheets.populations.items()
    ]


def _margins(survey: Survey) -> list[dict[str, object]]:
    return [
        {
            "question": each.question.number,
            "option": each.question.texts[each.option],
            "population": each.population,
            "source": each.source,
        }
        for each in survey.margins.select_related("question")
    ]


def _rates(sheets: Sheets) -> dict[str, float | None]:
    """By AAPOR's names; of an open survey there are none: nobody knows who saw it."""
    if not sheets.has_list:
        return {}
    found = methods.dispositions(sheets.outcomes)
    rates = {name: None if r is None else round(r, 6) for name, r in found.rates.items()}
    return rates | {"e": round(found.e, 6)}


def limits(sheets: Sheets) -> list[str]:
    """Names of the sentences that the page says of what the figures cannot tell."""
    survey = sheets.survey
    answered = Counter(sheets.strata)
    found = {
        "came_by_themselves": survey.kind == Kind.OPEN,
        "silence": sheets.has_list and sheets.n < sum(sheets.drawn.values()),
        "no_stratum_answered": any(not answered[name] for name in sheets.populations),
        "one_in_a_stratum": any(answered[name] == 1 for name in sheets.populations),
        "few": sheets.n < 30,
        "asked_about_itself": is_about_itself(survey.unit, survey.about_unit),
        "asked_by_people": survey.interviewers.exists(),
        "no_cause": survey.before is not None,
        "confidential": survey.is_confidential,
    }
    return [name for name, holds in found.items() if holds]
