"""The night's count as the page shows it: percentages with their intervals, and a small chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanwen.listen.triage.models import Category, ModelVersion
from sanwen.office.suggesting.models import Rightness

# Of the chart, in its own units: the square that probabilities and shares span.
SIDE = 200
SMALLEST_DOT, LARGEST_DOT = 2.5, 8.0
# From so many messages and so great a rise on the page speaks of a change.
ENOUGH = 50
RISE = 0.10


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    r: float
    words: str


@dataclass(frozen=True, slots=True)
class Branch:
    name: str
    n: int
    right: str
    between: str
    near: str


@dataclass(frozen=True, slots=True)
class Version:
    pk: int
    name: str
    target: str
    made_at: Any
    examples: int
    accuracy: str
    before: str
    rules: str
    is_current: bool


def percent(value: float | None) -> str:
    return f"{100 * value:.0f} %" if value is not None else "·"


def between(share: Mapping[str, float]) -> str:
    return _("%(low)s to %(high)s") % {
        "low": percent(share["low"]),
        "high": percent(share["high"]),
    }


def figures(count: Rightness) -> list[Figure]:
    found = count.figures
    return [
        Figure(
            _("First suggestion right"), percent(found["right"]["value"]), between(found["right"])
        ),
        Figure(
            _("Right one within the set"),
            percent(found["covered"]["value"]),
            between(found["covered"]),
        ),
        Figure(_("Subjects in a set"), f"{found['size']:.1f}", _("on average")),
        Figure(_("Unsure"), percent(found["unsure"]), _("left to the desk")),
        Figure(
            _("Said against came true"),
            f"± {100 * found['error']:.0f}",
            _("percentage points, on average"),
        ),
    ]


def dots(count: Rightness) -> list[Dot]:
    """What was said across, what came true upwards; the more cases, the larger."""
    bins = count.figures["bins"]
    most = max((one["n"] for one in bins), default=1)
    return [
        Dot(
            x=round(SIDE * one["said"], 1),
            y=round(SIDE * (1 - one["right"]), 1),
            r=round(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * (one["n"] / most) ** 0.5, 1),
            words=_("said %(said)s, right %(right)s, %(n)d matters")
            % {"said": percent(one["said"]), "right": percent(one["right"]), "n": one["n"]},
        )
        for one in bins
    ]


def branches(count: Rightness, language: str) -> list[Branch]:
    rows = {row["subject"]: row for row in count.figures["branches"]}
    subjects = Category.objects.filter(pk__in=rows).order_by("code")
    return [_branch(subject, rows[subject.pk], language) for subject in subjects]


def _branch(subject: Category, row: Mapping[str, Any], language: str) -> Branch:
    return Branch(
        name=subject.name_en if language.startswith("en") else subject.name,
        n=row["n"],
        right=percent(row["right"]["value"]),
        between=between(row["right"]),
        near=percent(row["near"] / row["n"]),
    )


def change(count: Rightness) -> str:
    """A word of warning where doubt has grown: something is new, or the words have changed."""
    found = count.figures
    lately, before = found["unsure_lately"], found["unsure_before"]
    if lately is None or before is None or min(found["lately"], found["before"]) < ENOUGH:
        return ""
    if lately - before < RISE:
        return ""
    return _(
        "Unsure of %(lately)s of the messages in the last 30 days, of %(before)s before. Perhaps"
        " people write of something new."
    ) % {"lately": percent(lately), "before": percent(before)}


def versions(rows: Sequence[ModelVersion]) -> list[Version]:
    return [_version(row) for row in rows]


def _version(row: ModelVersion) -> Version:
    found = row.figures
    before = found["now"] or found["rules"]
    return Version(
        pk=row.pk,
        name=_("Version %(number)d") % {"number": row.number},
        target=row.target,
        made_at=row.made_at,
        examples=row.examples,
        accuracy=percent(found["new"]["accuracy"]),
        before=percent(before["accuracy"]),
        rules=percent(found["rules"]["accuracy"]),
        is_current=row.is_current,
    )
