"""The night's count as the page shows it: percentages with their intervals, and the curve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanwen.charts import Chart, Point
from sanwen.listen.triage.models import Category, ModelVersion
from sanwen.methods.percent import percent, span
from sanwen.methods.share import share
from sanwen.office.suggesting.models import Rightness

# From so many messages and so great a rise on the page speaks of a change.
ENOUGH = 50
RISE = 0.10
# Of the curve: tenths.
_STEPS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: str
    note: str


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


def between(found: Mapping[str, float]) -> str:
    return span(found["low"], found["high"])


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


def curve(count: Rightness) -> Chart:
    """What came true, step by step of what was said; a step with nothing in it is a gap."""
    kept = {round(_STEPS * one["low"]): one for one in count.figures["bins"]}
    return Chart(
        title=_("How often it was right, by how sure it said it was"),
        definition=_(
            "Of the matters whose subject the desk named: in how many the first suggestion was that"
            " subject. On the dashed line, said and true are the same; below it, the machine claims"
            " too much."
        ),
        rows=[_point(step, kept.get(step)) for step in range(_STEPS)] if kept else [],
        kind="trend",
        reference_label=_("how sure it said it was, on average") if kept else "",
        each=_("How sure it said it was"),
    )


def _point(step: int, found: Mapping[str, Any] | None) -> Point:
    label = span(step / _STEPS, (step + 1) / _STEPS)
    if found is None:
        return Point(label, None)
    n = found["n"]
    right = share(round(found["right"] * n), n)
    return Point(label, right.value, right.low, right.high, n, reference=found["said"])


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
