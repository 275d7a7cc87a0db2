"""The same as a table: on the page, in a file, in a paper."""

import csv as sheets
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanwen.charts.grammar import Chart, Column, Point, Row, Stack
from sanwen.charts.words import (
    bounds_words,
    count_words,
    counted,
    full_label,
    interval,
    share_words,
    stack_count,
)
from sanwen.methods.percent import percent

# Excel takes a file for UTF-8 by this mark alone.
_MARK = "\ufeff"
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` begin with their label."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(chart: Chart) -> Table:
    has_bounds = any(isinstance(row, Row) and row.bounds for row in chart.rows)
    head = _head(chart, has_bounds=has_bounds)
    rows = tuple(_cells(row)[: len(head)] for row in chart.rows)
    return Table(chart.title, head, rows)


def _head(chart: Chart, *, has_bounds: bool) -> tuple[str, ...]:
    is_time = chart.kind in ("columns", "trend")
    first = chart.each or (pgettext("chart", "When") if is_time else pgettext("chart", "What"))
    if chart.kind == "columns":
        return first, pgettext("chart", "Count")
    if chart.kind == "distribution":
        return first, *_levels(chart), pgettext("chart", "Answers")
    shares = (pgettext("chart", "Share"), _("95% interval"), _("of how many"))
    if chart.kind == "trend":
        own = (str(chart.reference_label),) if chart.has_own_references else ()
        return first, *shares, *own
    return (first, *shares, _("least and most")) if has_bounds else (first, *shares)


def _levels(chart: Chart) -> tuple[str, ...]:
    stacks = [row for row in chart.rows if isinstance(row, Stack)]
    return tuple(name for name, _count in stacks[0].parts) if stacks else ()


def _cells(row: Row | Stack | Column | Point) -> tuple[str, ...]:
    if isinstance(row, Column):
        return full_label(row), count_words(row)
    if isinstance(row, Stack):
        shares = (_("not shown") if one is None else percent(one) for one in row.shares)
        return row.label, *shares, stack_count(row)
    last = bounds_words(row.bounds) if isinstance(row, Row) else percent(row.reference, unknown="")
    return row.label, share_words(row), interval(row), counted(row.value, row.of), last


def csv(chart: Chart) -> bytes:
    """Numbers as numbers, for a spreadsheet; what is hidden is empty and marked."""
    text = StringIO()
    sheet = sheets.writer(text)
    sheet.writerow(_columns(chart))
    for row in chart.rows:
        label = _plain(full_label(row))
        sheet.writerow([label, *("" if cell is None else cell for cell in _numbers(chart, row))])
    return (_MARK + text.getvalue()).encode()


def _columns(chart: Chart) -> Sequence[str]:
    if chart.kind == "columns":
        return "label", "count", "hidden"
    if chart.kind == "distribution":
        return "label", *map(_plain, _levels(chart)), "of", "hidden"
    known = ("label", "share", "low", "high", "of")
    if chart.kind == "intervals":
        return *known, "least", "most", "hidden"
    return (*known, "reference", "hidden") if chart.has_own_references else (*known, "hidden")


def _numbers(chart: Chart, row: Row | Stack | Column | Point) -> list[Cell]:
    hidden = int(row.is_hidden)
    if isinstance(row, Column):
        return [row.count, hidden]
    if isinstance(row, Stack):
        counts = [count for _name, count in row.parts]
        return [*counts, row.of if row.of is not None else row.total, int(None in counts)]
    shares = [_short(row.value), _short(row.low), _short(row.high), row.of]
    if isinstance(row, Point):
        own = [_short(row.reference)] if chart.has_own_references else []
        return [*shares, *own, hidden]
    return [*shares, *(map(_short, row.bounds) if row.bounds else (None, None)), hidden]


def _short(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _plain(text: str) -> str:
    """A text that a spreadsheet would take for a formula is shown to it as text."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
