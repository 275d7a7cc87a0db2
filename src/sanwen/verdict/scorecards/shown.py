"""A card as a page sets it: lines of words and rates, and the charts beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanwen.charts.grammar import Chart, Point, Row, Stack
from sanwen.methods.percent import span
from sanwen.methods.rates import Course, Rate, Standing, Tier, trend
from sanwen.verdict.ratings.models import Satisfaction as Faces
from sanwen.verdict.scorecards.card import Card, Counter
from sanwen.verdict.scorecards.metrics import METRICS
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import Period

STANDINGS: dict[Standing, Promise] = {
    Standing.ABOVE: gettext_lazy("above the whole"),
    Standing.BELOW: gettext_lazy("below the whole"),
    Standing.TOGETHER: gettext_lazy("not told apart from the whole"),
    Standing.FEW: gettext_lazy("too few judged to tell"),
}
COURSES: dict[Course, Promise] = {
    Course.ROSE: gettext_lazy("The last month is higher than the months before it."),
    Course.FELL: gettext_lazy("The last month is lower than the months before it."),
    Course.TOGETHER: gettext_lazy("The last month cannot be told apart from those before it."),
    Course.FEW: gettext_lazy("Too few judged to tell whether anything changed."),
}
# What every card prints against its solved rate, in this order; the last one speaks for it.
AGAINST = (
    *("reopened", "came_back", "returned", "extended", "explained", "refused", "planned"),
    *("alike", "unreached", "in_time"),
)


@dataclass(frozen=True, slots=True)
class CounterLine:
    label: str
    rate: Rate
    note: str


@dataclass(frozen=True, slots=True)
class LevelLine:
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the order of the tree: its rate, its tier in words, and what it had to do."""

    code: str
    name: str
    depth: int
    is_mine: bool
    card: Card
    tier: str
    adjusted: str


def counters(card: Card) -> list[CounterLine]:
    known = {one.name: one for one in card.counters}
    return [
        CounterLine(str(METRICS[name].label), known[name].rate, _note(known[name]))
        for name in AGAINST
    ]


def _note(one: Counter) -> str:
    if one.amount is None or one.rate.hidden:
        return ""
    return _("%(days)d days until it was decided whose they are") % {"days": one.amount}


def levels(card: Card) -> list[LevelLine]:
    """-1 is a count that is not shown."""
    kept = card.satisfaction.levels
    return [
        LevelLine(str(face.label), None if kept[face.value] < 0 else kept[face.value])
        for face in Faces
    ]


def satisfaction_chart(card: Card, *, about: str) -> Chart | None:
    """`about`: of whom and when, for a picture that leaves its page."""
    lines = levels(card)
    if not any(line.count for line in lines):
        return None
    hidden = [line.count is None for line in lines]
    said = None if any(hidden) else card.satisfaction.said
    return Chart(
        title=pgettext("rate", "Satisfaction"),
        definition=str(METRICS["satisfaction"].formula),
        kind="distribution",
        rows=[Stack(_("All who said"), [(line.label, line.count) for line in lines], of=said)],
        source=about,
    )


def apart(lines: Sequence[UnitLine]) -> list[tuple[str, list[UnitLine]]]:
    """The units that chance does not explain, before all others; in the order of the tree."""
    groups = [
        (words, [line for line in lines if line.tier == words])
        for words in (str(STANDINGS[Standing.BELOW]), str(STANDINGS[Standing.ABOVE]))
    ]
    return [(words, found) for words, found in groups if found]


def units_chart(lines: Iterable[UnitLine], whole: Rate, *, about: str) -> Chart | None:
    """Hidden ones stand in the table beside it; thirty empty bars would tell no more."""
    rows = [
        _row(line.name, line.card.solved)
        for line in lines
        if line.card.solved.of and not line.card.solved.hidden
    ]
    if not rows:
        return None
    told = whole.value is not None and not whole.hidden
    return Chart(
        title=_("Solved, by unit, in the order of the units' tree"),
        definition=str(METRICS["solved"].formula),
        rows=rows,
        reference=whole.value if told else None,
        reference_label=_("the whole") if told else "",
        source=about,
    )


def _row(name: str, rate: Rate) -> Row:
    if rate.value is None:
        return Row(name, None, bounds=rate.bounds, of=0)
    return Row(name, rate.value, rate.low, rate.high, rate.bounds, rate.judged)


def course_chart(
    points: Sequence[tuple[date, Rate]], *, about: str, of: Length = Length.MONTH
) -> Chart | None:
    """Periods of one length, each by its first day."""
    if len(points) < 2:
        return None
    by_quarter = of == Length.QUARTER
    return Chart(
        title=_("Solved, quarter by quarter") if by_quarter else _("Solved, month by month"),
        definition=str(METRICS["solved"].formula),
        kind="trend",
        rows=[_point(Period(of, first).words, rate) for first, rate in points],
        source=about,
    )


def _point(label: str, rate: Rate) -> Point:
    if rate.hidden or rate.value is None:
        return Point(label, None, of=None if rate.hidden else 0, is_hidden=rate.hidden)
    return Point(label, rate.value, rate.low, rate.high, rate.judged)


def course_words(points: Sequence[tuple[date, Rate]]) -> str:
    told = [rate for _month, rate in points if not rate.hidden]
    return str(COURSES[trend(told).course])


def tier_words(tier: Tier | None) -> str:
    return str(STANDINGS[tier.standing if tier else Standing.FEW])


def adjusted_words(tier: Tier | None) -> str:
    """Where the unit's share probably lies, as if it had had the cases of the whole."""
    if tier is None or not tier.judged:
        return ""
    return _("%(span)s with the cases of the whole") % {"span": span(tier.low, tier.high)}
