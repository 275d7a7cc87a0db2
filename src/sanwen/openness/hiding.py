"""What of a release is hidden: by itself, and beside what came out before.

The policy stands in docs/decisions/0024: months do not overlap; a month comes out once; what a
correction would tell by subtraction keeps it back.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from sanwen.core.months import month_after
from sanwen.listen.triage.models import Category
from sanwen.methods import tables
from sanwen.methods.suppression import FEWEST
from sanwen.methods.tables import Table
from sanwen.openness.datasets.shape import Counted, Value
from sanwen.openness.datasets.sums import ALL
from sanwen.openness.models import Release
from sanwen.verdict.scorecards import figures

Kept = dict[str, Any]


def protected(counted: Counted, before: Kept | None) -> Table:
    """With what the releases before hid; the newest of them has it all."""
    away = np.array(_fitted(before, counted, "hide"), dtype=bool) if before else None
    return tables.protect(counted.cells, away=away, known=counted.known)


def may_follow(counted: Counted, now: Table, before: Kept) -> bool:
    old_counts = np.array(_fitted(before, counted, "counts"), dtype=np.int64)
    hide = np.array(_fitted(before, counted, "hide"), dtype=bool)
    old = Table(old_counts, hide, np.minimum(old_counts, 1))
    same = set(before["rows"]) <= set(counted.rows)
    return same and set(before["columns"]) <= set(counted.columns) and tables.may_follow(old, now)


def kept(counted: Counted, table: Table) -> Kept:
    """For judging a correction later; it stays in the database."""
    return {
        "rows": list(counted.rows),
        "columns": list(counted.columns),
        "counts": table.counts.tolist(),
        "hide": table.hide.tolist(),
    }


def lines(counted: Counted, table: Table) -> Iterator[tuple[str, str, int | None]]:
    """Row, column and count, margins too; None where it is not shown."""
    for i, row in enumerate((*counted.rows, ALL)):
        for j, column in enumerate((*counted.columns, ALL)):
            yield row, column, table.shown(i, j)


def rows_of(month: str, found: Mapping[str, tuple[Counted, Table]]) -> list[list[Value]]:
    """Of one table its lines; of several each line names its table."""
    rows: list[list[Value]] = []
    for name, (counted, table) in found.items():
        for row, column, count in lines(counted, table):
            middle: list[Value] = [row, column]
            rows.append([month, *middle, *([name] if name != "matters" else []), count])
    return rows


def hidden_in_months(since: date, until: date, *, by: str) -> set[str]:
    """The towns or subjects, by key, of which a month of the period is small, or was given out
    without its count."""
    away: set[str] = set()
    first = since
    while first < until:
        flows = figures.flow(since=first, until=month_after(first), by=by)
        away |= {one.key for one in flows if 0 < one.opened < FEWEST}
        first = month_after(first)
    releases = Release.objects.filter(dataset="flow", period__gte=since, period__lt=until)
    codes = _codes(by)
    for basis in releases.values_list("basis", flat=True):
        away |= {codes.get(name, name) for name in _hidden_margins(basis.get("opened"), by)}
    return away


def _codes(by: str) -> dict[str, str]:
    """Subjects are codes in a release and numbers in the sums."""
    if by == "area":
        return {}
    return {code: str(pk) for pk, code in Category.objects.values_list("pk", "code")}


def _hidden_margins(table: Kept | None, by: str) -> Iterator[str]:
    if table is None:
        return
    if by == "area":
        yield from (n for n, gone in zip(table["columns"], table["hide"][-1], strict=False) if gone)
    else:
        yield from (n for n, row in zip(table["rows"], table["hide"], strict=False) if row[-1])


def _fitted(before: Kept, counted: Counted, what: str) -> list[list[Any]]:
    """An older table laid over the new one by names: what was not there then was nought, shown."""
    old_rows: Sequence[str] = (*before["rows"], ALL)
    old_columns: Sequence[str] = (*before["columns"], ALL)
    known = {
        (row, column): before[what][i][j]
        for i, row in enumerate(old_rows)
        for j, column in enumerate(old_columns)
    }
    return [
        [known.get((row, column), 0) for column in (*counted.columns, ALL)]
        for row in (*counted.rows, ALL)
    ]
