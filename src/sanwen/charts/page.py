"""A chart as a page shows it: words are the page's own, only the marks are drawn."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from sanwen.charts import looks, plots, strips
from sanwen.charts.grammar import Chart, Column, Point, Row, Stack
from sanwen.charts.sheet import figure_name
from sanwen.charts.tables import Table, table
from sanwen.charts.words import (
    counted,
    interval,
    key_lines,
    share_words,
    spoken,
    stack_count,
    stack_parts,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is, its figure, its doubt, its denominator, and its marks."""

    label: str
    figure: str
    doubt: str
    of: str
    under: list[str]
    marks: SafeString


@dataclass(frozen=True, slots=True)
class Figure:
    """All that the template asks for."""

    name: str
    chart: Chart
    lines: list[Line]
    plot: SafeString
    patterns: SafeString
    signs: list[tuple[str, SafeString]]
    key: list[str]
    spoken: str
    table: Table


def figure(chart: Chart) -> Figure:
    name = figure_name(chart)
    is_patterned = chart.kind == "distribution" or chart.hides
    return Figure(
        name=name,
        chart=chart,
        lines=[_line(chart, row, name) for row in chart.rows if isinstance(row, Row | Stack)],
        plot=_safe(_plot(chart, name)),
        patterns=_safe(looks.patterns(name) if is_patterned else ""),
        signs=_signs(chart, name),
        key=key_lines(chart),
        spoken=spoken(chart),
        table=table(chart),
    )


def _line(chart: Chart, row: Row | Stack, name: str) -> Line:
    if isinstance(row, Stack):
        marks = _safe(strips.stack_strip(row, name=name))
        return Line(row.label, "", "", stack_count(row), stack_parts(row), marks)
    marks = _safe(strips.interval_strip(row, name=name, reference=chart.reference))
    of = counted(row.value, row.of)
    return Line(row.label, share_words(row), interval(row), of, [], marks)


def _plot(chart: Chart, name: str) -> str:
    if chart.kind == "columns":
        return plots.columns([row for row in chart.rows if isinstance(row, Column)], name=name)
    if chart.kind == "trend":
        return plots.trend(
            [row for row in chart.rows if isinstance(row, Point)], reference=chart.reference
        )
    return ""


def _signs(chart: Chart, name: str) -> list[tuple[str, SafeString]]:
    first = next((row for row in chart.rows if isinstance(row, Stack)), None)
    parts = first.parts if first else ()
    return [
        (text, _safe(strips.swatch(number, len(parts), name=name)))
        for number, (text, _count) in enumerate(parts)
    ]


def _safe(marks: str) -> SafeString:
    """Our own elements: markup.tag has escaped whatever was put in."""
    return mark_safe(marks)  # noqa: S308
