"""A report in words: what was compared, by how much, how sure, and what it cannot say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanwen.office.fairness.models import Report

# Below this a number could be traced to somebody, and says nothing anyway.
SMALL = 5

LOUD: Mapping[str, Promise] = {
    "again": gettext_lazy("Said again before the first answer"),
    "in_person": gettext_lazy("Brought in person"),
    "higher": gettext_lazy("Written to the county or above, done by a town or village"),
}
OUTCOME: Mapping[str, Promise] = {
    "days": gettext_lazy("Days to the first answer"),
    "helped": gettext_lazy("Done, or promised with a date"),
}


@dataclass(frozen=True, slots=True)
class Line:
    loud: str | Promise
    outcome: str | Promise
    words: str
    stands_out: bool
    between: str
    second: str
    compared: str


def lines(report: Report) -> list[Line]:
    return [_line(line) for line in report.lines]


def _line(line: Mapping[str, Any]) -> Line:
    dealt, fitted, outcome = line["permutation"], line["regression"], line["outcome"]
    loud, outcome_name = LOUD[line["loudness"]], OUTCOME[outcome]
    if dealt["effect"] is None or dealt["loud"] < SMALL:
        none = _("Too few like matters to compare.")
        return Line(loud, outcome_name, none, False, "", "", "")
    stands_out = dealt["low"] > 0 or dealt["high"] < 0
    return Line(
        loud=loud,
        outcome=outcome_name,
        words=_verdict(outcome, dealt["effect"]) if stands_out else _("No clear difference."),
        stands_out=stands_out,
        between=_between(outcome, dealt),
        second=_between(outcome, fitted) if fitted["effect"] is not None else "",
        compared=_compared(dealt),
    )


def _verdict(outcome: str, effect: float) -> str:
    if outcome == "days":
        faster = _("Louder ones were answered %(days)s days sooner.")
        slower = _("Louder ones were answered %(days)s days later.")
        return (faster if effect < 0 else slower) % {"days": f"{abs(effect):.1f}"}
    more = _("Louder ones got it more often, by %(points)s in a hundred.")
    less = _("Louder ones got it less often, by %(points)s in a hundred.")
    return (more if effect > 0 else less) % {"points": f"{abs(effect) * 100:.0f}"}


def _between(outcome: str, found: Mapping[str, Any]) -> str:
    scale, digits = (1, 1) if outcome == "days" else (100, 0)
    low, high = (f"{found[edge] * scale:+.{digits}f}" for edge in ("low", "high"))
    words = _("between %(low)s and %(high)s") % {"low": low, "high": high}
    return words + (" " + _("(few units: not to be relied on)") if found["few"] else "")


def _compared(found: Mapping[str, Any]) -> str:
    return ngettext(
        "%(compared)d matter with its like, %(loud)d of them louder; %(left)d had no like",
        "%(compared)d matters with their like, %(loud)d of them louder; %(left)d had no like",
        found["compared"],
    ) % {"compared": found["compared"], "loud": found["loud"], "left": found["left_out"]}
