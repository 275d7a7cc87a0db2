"""A published result in the reader's words: shares with intervals, charts, doubts, the method."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanwen.charts.grammar import Chart, Row, Stack
from sanwen.core.dates import day_words
from sanwen.methods.percent import percent, span
from sanwen.verdict.surveys.figuring.doubting import WORDS
from sanwen.verdict.surveys.models import Result, Shape
from sanwen.verdict.surveys.states import Kind

Json = Mapping[str, Any]
_PER_CENT = ("here", "others")


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One answer that could be given. `is_hidden`: fewer than five, or it would give such away."""

    text: str
    is_hidden: bool
    count: int | None = None
    plain: str = ""
    share: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True)
class QuestionShown:
    number: int
    text: str
    is_hidden: bool
    counts: str = ""
    headline: str = ""
    bounds: str = ""
    options: Sequence[OptionLine] = ()
    chart: Chart | None = None
    amount: str = ""


def questions(result: Result) -> list[QuestionShown]:
    weighted = result.method["kind"] != Kind.OPEN
    return [_question(each, result.method, weighted) for each in result.figures["questions"]]


def _question(told: Json, method: Json, weighted: bool) -> QuestionShown:
    if told["is_hidden"]:
        return QuestionShown(told["number"], told["text"], is_hidden=True)
    options = [_option(each, weighted) for each in told.get("options", ())]
    return QuestionShown(
        number=told["number"],
        text=told["text"],
        is_hidden=False,
        counts=counts(told),
        headline=_headline(told, weighted),
        bounds=_bounds(told),
        options=options,
        chart=_chart(told, method, weighted) if options else None,
        amount=_amount(told) if told["shape"] == Shape.NUMBER else "",
    )


def counts(told: Json) -> str:
    return _(
        "%(asked)d were asked, %(answered)d answered, %(refused)d would rather not say, "
        "%(dont_know)d could not say."
    ) % {name: told[name] for name in ("asked", "answered", "refused", "dont_know")}


def _option(told: Json, weighted: bool) -> OptionLine:
    if told["is_hidden"]:
        return OptionLine(told["text"], is_hidden=True)
    return OptionLine(
        text=told["text"],
        is_hidden=False,
        count=told["count"],
        plain=percent(told["plain"]),
        share=percent(told["share"]) if weighted else "",
        interval=span(told["low"], told["high"]) if weighted else "",
    )


def _chosen(told: Json) -> str:
    texts = {each["value"]: each["text"] for each in told["options"]}
    return " / ".join(texts[value] for value in told["headline"]["values"])


def _headline(told: Json, weighted: bool) -> str:
    head = told.get("headline")
    if not head:
        return ""
    if head["is_hidden"]:
        return _("“%(options)s” is not told: it would give away what fewer than five said.") % {
            "options": _chosen(told)
        }
    if not weighted:
        return _("Of those who came, %(share)s said “%(options)s”.") % {
            "share": percent(head["plain"]),
            "options": _chosen(told),
        }
    return _("“%(options)s”: %(share)s (with 95%% confidence %(interval)s; %(n)d answers).") % {
        "options": _chosen(told),
        "share": percent(head["share"]),
        "interval": span(head["low"], head["high"]),
        "n": head["n"],
    }


def _bounds(told: Json) -> str:
    bounds = (told.get("headline") or {}).get("bounds")
    if not bounds or bounds[0] == bounds[1]:
        return ""
    return _("Whatever those who kept silent think, it lies between %(low)s and %(high)s.") % {
        "low": percent(bounds[0]),
        "high": percent(bounds[1]),
    }


def _amount(told: Json) -> str:
    if "value" not in told:
        return _("On average %(plain)s, half of them %(median)s or less.") % {
            "plain": _round(told["plain"]),
            "median": _round(told["median"]),
        }
    return _("On average %(value)s (with 95%% confidence %(low)s to %(high)s).") % {
        name: _round(told[name]) for name in ("value", "low", "high")
    }


def _round(number: float | None) -> str:
    return "—" if number is None else f"{number:,.1f}"


def _chart(told: Json, method: Json, weighted: bool) -> Chart:
    if not weighted:
        parts = [
            (each["text"], None if each["is_hidden"] else each["count"]) for each in told["options"]
        ]
        return Chart(
            title=told["text"],
            definition=_("How many of those who came chose each answer; it speaks for them only."),
            rows=[Stack(_("Those who came"), parts, of=told["answered"])],
            kind="distribution",
        )
    return Chart(
        title=told["text"],
        definition=_(
            "Share of “%(population)s” who would choose each answer, estimated from %(answered)d "
            "who answered, weighted; the line is the 95%% interval."
        )
        % {"population": method["population"], "answered": told["answered"]},
        rows=[_row(each) for each in told["options"]],
    )


def _row(told: Json) -> Row:
    if told["is_hidden"]:
        return Row(told["text"], None, is_hidden=True)
    bounds = told.get("bounds")
    return Row(
        told["text"],
        told["share"],
        told["low"],
        told["high"],
        bounds=(bounds[0], bounds[1]) if bounds else None,
        of=told["n"],
    )


def doubts(result: Result) -> list[str]:
    return [_doubt(each) for each in result.figures["doubts"]]


def _doubt(told: Json) -> str:
    figures = {
        name: percent(value) if name in _PER_CENT else value
        for name, value in told["figures"].items()
    }
    if "day" in figures:
        figures["day"] = day_words(date.fromisoformat(str(figures["day"])))
    return str(WORDS[told["kind"]]) % figures


@dataclass(frozen=True, slots=True)
class Compared:
    """One question in two waves, and whether they can be told apart."""

    text: str
    before_text: str
    before_ref: str
    before: str
    after: str
    difference: str
    reading: str


def compared(result: Result) -> list[Compared]:
    return [_compared(each) for each in result.figures["compared"]]


def _compared(told: Json) -> Compared:
    readings = {
        "higher": _("More than before; chance alone hardly explains it."),
        "lower": _("Fewer than before; chance alone hardly explains it."),
        "not_told_apart": _("Before and after cannot be told apart: the difference may be chance."),
        "nobody_answered": _("Nothing to compare."),
    }
    return Compared(
        text=told["text"],
        before_text=told["before_text"] if told["before_text"] != told["text"] else "",
        before_ref=told["before_ref"],
        before=_wave_words(told["before"]),
        after=_wave_words(told["after"]),
        difference=_("%(value)+.1f points (95%% confidence: %(low)+.1f to %(high)+.1f)")
        % {name: told[name] * 100 for name in ("value", "low", "high")},
        reading=readings[told["reading"]],
    )


def _both_waves(result: Result) -> Chart | None:
    """All questions under each other, before and after."""
    rows = [
        Row(f"{told['text']} · {name}", wave["share"], wave["low"], wave["high"], of=wave["n"])
        for told in result.figures["compared"]
        for name, wave in ((_("before"), told["before"]), (_("after"), told["after"]))
    ]
    if not rows:
        return None
    return Chart(
        title=_("Before and after"),
        definition=_("The share of favourable answers in two waves, each with its interval."),
        rows=rows,
    )


def _wave_words(told: Json) -> str:
    return _("%(share)s (%(interval)s; %(n)d answers)") % {
        "share": percent(told["share"]),
        "interval": span(told["low"], told["high"]),
        "n": told["n"],
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of one version of a result."""

    result: Result
    questions: list[QuestionShown]
    doubts: list[str]
    compared: list[Compared]
    waves: Chart | None = None
    rates: list[tuple[str, str, str]] = field(default_factory=list)


def shown(result: Result) -> Shown:
    return Shown(
        result=result,
        questions=questions(result),
        doubts=doubts(result),
        compared=compared(result),
        waves=_both_waves(result),
        rates=rates(result.method["rates"]),
    )


def rates(told: Json) -> list[tuple[str, str, str]]:
    """AAPOR's name, in words, the figure."""
    if not told:
        return []
    words = {
        "RR1": _("Response: answered, of all who could be meant"),
        "RR3": _("Response, unknown cases counted as far as they were probably meant"),
        "COOP1": _("Cooperation: answered, of all who were reached"),
        "REF1": _("Refusal: said no, of all who could be meant"),
        "CON1": _("Contact: were reached, of all who could be meant"),
    }
    return [(name, said, percent(told[name])) for name, said in words.items()]
