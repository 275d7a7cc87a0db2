"""Counts by month: how matters were judged in each unit, what came and went by subject and town."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sanwen.openness.datasets.shape import Column, Counted, Dataset, Drawn
from sanwen.openness.models import DatasetName, PublicMatter
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import figures

# The four parts of N; none of them is a sum of others, and together they are N.
PARTS = ("solved", "partly", "unsolved", "silent")
# What stands for all rows, or all columns, of a table.
ALL = "ALL"
_NONE = "-"


def _rates(since: date, until: date) -> Drawn:
    codes = dict(Unit.objects.values_list("pk", "code"))
    found = {
        codes.get(pk, _NONE): sums
        for pk, sums in figures.by_unit(since=since, until=until).items()
        if sums["asked"]
    }
    if not found:
        return Drawn()
    cells = [
        [sums["solved"], sums["partly"], sums["unsolved"], sums["asked"] - sums["judged"]]
        for _code, sums in sorted(found.items())
    ]
    return Drawn(tables={"matters": Counted(sorted(found), PARTS, cells)})


RATES = Dataset(
    name=DatasetName.RATES,
    about=_(
        "Of the matters that a unit closed in the month and that count for the solved rate: how "
        "many were judged solved, partly solved or not solved, and on how many nobody said "
        "anything. The four add up to all; the rate is never given without its silence."
    ),
    columns=(
        Column("month", "string", _("Month in which the matters ended, as 2026-09.")),
        Column("unit", "string", _("Code of the unit that answered; ALL for all units.")),
        Column("judged", "string", _("solved, partly, unsolved or silent; ALL for all four.")),
        Column("matters", "integer", _("Matters. Empty: not shown, because it could tell who.")),
    ),
    draw=_rates,
    # Verdicts still come in the month after.
    after=2,
)


def _flow(since: date, until: date) -> Drawn:
    opened: Counter[tuple[str, str]] = Counter()
    ended: Counter[tuple[str, str]] = Counter()
    for cell in figures.cells(since=since, until=until):
        at = (cell.category or _NONE, cell.town or _NONE)
        opened[at] += cell.sums["opened"]
        ended[at] += cell.sums["ended"]
    known = {
        "opened": _public(since, until, "opened_on"),
        "ended": _public(since, until, "closed_on"),
    }
    tables = {"opened": opened, "ended": ended}
    return Drawn(
        tables={
            name: _table(counts, known[name])
            for name, counts in tables.items()
            if counts.total() > 0
        }
    )


def _table(counts: Counter[tuple[str, str]], known: Counter[tuple[str, str]]) -> Counted:
    rows, columns = _sorted(row for row, _c in counts), _sorted(column for _r, column in counts)
    return Counted(
        rows,
        columns,
        [[counts[row, column] for column in columns] for row in rows],
        [[min(known[row, column], counts[row, column]) for column in columns] for row in rows],
    )


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names))


def _public(since: date, until: date, day: str) -> Counter[tuple[str, str]]:
    """Public matters are counted by everybody: a hidden count is known to reach so many."""
    within = {f"{day}__gte": since, f"{day}__lte": until - timedelta(days=1)}
    rows = PublicMatter.objects.filter(**within).values_list("top__code", "area__code")
    return Counter((top or _NONE, (area or "")[:9] or _NONE) for top, area in rows.iterator())


FLOW = Dataset(
    name=DatasetName.FLOW,
    about=_(
        "How many matters were opened and how many ended in the month, by subject and town. Counts "
        "are demand, never a mark for anybody."
    ),
    columns=(
        Column("month", "string", _("Month, as 2026-09.")),
        Column("category", "string", _("Code of the subject; ALL for all, - where none is set.")),
        Column("town", "string", _("Code of the town; ALL for all, - where none is known.")),
        Column("counted", "string", _("opened or ended.")),
        Column("matters", "integer", _("Matters. Empty: not shown, because it could tell who.")),
    ),
    draw=_flow,
)
