"""A reach check in words: who was meant to get what, what they say they got, and what to doubt."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanwen.charts import Chart, Row, Stack
from sanwen.core.dates import day_words
from sanwen.methods.percent import percent
from sanwen.methods.rates import Rate
from sanwen.verdict.reach import questions
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys.states import Kind, State


@dataclass(frozen=True, slots=True)
class Line:
    check: Check
    payer: str
    stands: str


def line(check: Check, language: str) -> Line:
    return Line(check, check.payer.name_in(language), stands(check))


def stands(check: Check) -> str:
    asked = check.asked
    match State(asked.state):
        case State.ANNOUNCED | State.DRAWN if asked.opens_on:
            return _("people are asked from %(day)s") % {"day": day_words(asked.opens_on)}
        case State.OPEN if asked.closes_on:
            return _("people are being asked until %(day)s") % {"day": day_words(asked.closes_on)}
    return str(State(asked.state).label)


@dataclass(frozen=True, slots=True)
class Found:
    """The published figures, ready to be drawn."""

    figures: dict[str, Any]
    rate: Rate | None
    sentence: str
    lost: str
    shares: Chart | None
    ways: Chart | None
    reasons: list[tuple[str, int | None]]
    through: list[tuple[str, int | None]]
    warning: str


def found(figures: dict[str, Any], day: date) -> Found:
    shares = figures.get("shares") or {}
    whole = shares.get("all")
    meant, answered = figures["meant"], figures["answered"]
    rate = Rate(whole["hits"], whole["n"], meant) if whole else None
    return Found(
        figures=figures,
        rate=rate,
        sentence=_sentence(figures),
        lost=_lost(figures),
        shares=_chart(shares, answered),
        ways=_ways(figures.get("ways") or []),
        reasons=_named(questions.reasons(), figures.get("reasons") or []),
        through=_named(questions.through(), figures.get("through") or []),
        warning=_warning(whole, answered, meant),
    )


def _sentence(figures: dict[str, Any]) -> str:
    told = {"answered": figures["answered"], "meant": figures["meant"]}
    if figures["is_hidden"]:
        return _("Fewer than five people answered; nothing is told of them.")
    if figures["few_lost"]:
        return (
            _(
                "Of %(answered)d who answered, nearly all or hardly anybody received all of it; "
                "fewer than five stand on one side, so no more is told."
            )
            % told
        )
    whole = figures["shares"]["all"]
    if whole is None:
        return _("%(answered)d of %(meant)d who were drawn and are meant answered.") % told
    return _(
        "Of those for whom it was meant, %(value)s received all of it (95%% interval %(low)s to "
        "%(high)s, estimated from %(answered)d answers)."
    ) % (told | _percents(whole))


def _lost(figures: dict[str, Any]) -> str:
    leak = figures.get("leakage")
    if not leak or leak["value"] is None:
        return ""
    low, high = figures["leakage_bounds"]
    return _(
        "Of the money meant for them, %(value)s did not arrive (%(low)s to %(high)s). Whatever "
        "those who did not answer would have said: between %(least)s and %(most)s in the sample."
    ) % (_percents(leak) | {"least": percent(low), "most": percent(high)})


def _percents(told: dict[str, Any]) -> dict[str, str]:
    return {name: percent(told[name]) for name in ("value", "low", "high")}


def _chart(shares: dict[str, Any], answered: int) -> Chart | None:
    names = {"all": _("all of it"), "part": _("a part of it"), "nothing": _("none of it")}
    rows = [
        Row(names[kind], each["value"], each["low"], each["high"], of=each["n"])
        if each
        else Row(names[kind], None, is_hidden=True)
        for kind, each in shares.items()
    ]
    if not any(shares.values()):
        return None
    return Chart(
        _("How much of it people say they received"),
        _(
            "Estimated share of all for whom it was meant, from the answers of those drawn, with "
            "the interval that the draw allows. Fewer than five people are not shown."
        ),
        rows,
    )


def _ways(ways: list[dict[str, Any]]) -> Chart | None:
    if not ways:
        return None
    return Chart(
        _("Who received all, by the way it passed"),
        _(
            "Only ways with thirty answers and more, and only where chance does not explain the "
            "difference. It tells of the way, not of a person."
        ),
        [
            Row(each["name"], each["value"], each["low"], each["high"], of=each["n"])
            for each in ways
        ],
    )


def _named(options: list[tuple[str, str]], rows: list[list[Any]]) -> list[tuple[str, int | None]]:
    texts = dict(options)
    return [(texts.get(key, key), count) for key, count in rows]


def _warning(whole: dict[str, Any] | None, answered: int, meant: int) -> str:
    """Too good to be true is said, too."""
    if whole and whole["value"] == 1 and answered == meant and meant >= 30:
        return _(
            "Everybody drawn answered, and everybody received everything. That is rare; read how "
            "it was asked before you rely on it."
        )
    return ""


def kind_words(check: Check) -> str:
    if check.asked.kind == Kind.CENSUS:
        return _("Everybody on the list is asked.")
    return _("Who is asked was drawn by lot, out of a number named before; anybody can redo it.")


def parts(check: Check) -> Chart | None:
    """How the sample is spread over the ways, for the page of the desk."""
    strata = list(check.asked.strata.all())
    if not strata:
        return None
    return Chart(
        _("The list, way by way"),
        _("How many stand on the list, and how many are asked."),
        [
            Stack(
                each.name or _("all"),
                [(_("asked"), each.sample), (_("not asked"), each.population - each.sample)],
                each.population,
            )
            for each in strata
        ],
        kind="distribution",
    )
