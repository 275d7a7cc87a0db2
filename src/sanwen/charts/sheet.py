"""A whole chart as one drawing that needs nothing around it: for a file, a paper, a picture."""

from collections.abc import Iterator
from zlib import crc32

from sanwen.charts import looks, plots, strips
from sanwen.charts.grammar import Chart, Column, Point, Row, Stack
from sanwen.charts.markup import at, tag, words
from sanwen.charts.words import key_lines, row_words, spoken, stack_count, stack_words
from sanwen.charts.wrapping import length, wrapped
from sanwen.methods.percent import percent

WIDTH, _EDGE = 720, 28
_INNER = WIDTH - 2 * _EDGE
_PLOT = 240


class _Sheet:
    """Takes pieces from top to bottom and knows how far down it is."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.y = 20.0

    def write(self, text: str, *, size: int, cls: str = "", after: int = 0) -> None:
        for line in wrapped(text, width=_INNER / size):
            self.y += size * 1.5
            self.pieces.append(words(line, x=_EDGE, y=self.y, cls=cls or None))
        self.y += after

    def write_pair(self, left: str, right: str, *, size: int = 14) -> None:
        """On one line with its figure at the end, or on two where that is too narrow."""
        if length(left) + length(right) + 1 > _INNER / size:
            self.write(left, size=size)
            left = ""
        self.y += size * 1.5
        end = words(right, x=WIDTH - _EDGE, y=self.y, text_anchor="end", cls="c-strong")
        self.pieces += [words(left, x=_EDGE, y=self.y), end]

    def draw(self, marks: str, *, height: float, after: int = 0) -> None:
        self.y += 6
        box = {"x": _EDGE, "y": self.y, "width": _INNER, "height": height}
        self.pieces.append(tag("svg", marks, overflow="visible", **box))
        self.y += height + after


def svg(chart: Chart) -> str:
    name = figure_name(chart)
    sheet = _Sheet()
    sheet.write(chart.title, size=19, cls="c-title", after=8)
    _body(sheet, chart, name)
    sheet.y += 8
    for line in [*key_lines(chart), chart.definition, *([chart.source] if chart.source else [])]:
        sheet.write(line, size=12, cls="c-soft", after=2)
    height = round(sheet.y + 20)
    return tag(
        "svg",
        tag("title", _escaped(chart.title), id=f"{name}-title"),
        tag("desc", _escaped(f"{spoken(chart)}. {chart.definition}"), id=f"{name}-desc"),
        tag("style", looks.ALONE),
        looks.patterns(name),
        tag("rect", cls="c-ground", width=WIDTH, height=height),
        *sheet.pieces,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def figure_name(chart: Chart) -> str:
    """Of the content, so that two figures on a page do not share their hatching's name."""
    return f"c{crc32(repr(chart).encode()):08x}"


def _body(sheet: _Sheet, chart: Chart, name: str) -> None:
    points = [row for row in chart.rows if isinstance(row, Point)]
    counts = [row for row in chart.rows if isinstance(row, Column)]
    if chart.kind == "columns":
        sheet.draw(plots.columns(counts, name=name), height=_PLOT)
    elif chart.kind == "trend":
        sheet.draw(plots.trend(points, reference=chart.reference), height=_PLOT)
    else:
        _key(sheet, chart, name)
        for row in chart.rows:
            _strip(sheet, chart, row, name)
        if chart.kind == "intervals" and chart.rows:
            sheet.draw("".join(_scale()), height=12)


def _strip(sheet: _Sheet, chart: Chart, row: object, name: str) -> None:
    if isinstance(row, Row):
        sheet.write_pair(row.label, row_words(row))
        marks = strips.interval_strip(row, name=name, reference=chart.reference)
        sheet.draw(marks, height=20, after=8)
    elif isinstance(row, Stack):
        sheet.write_pair(row.label, stack_count(row))
        sheet.draw(strips.stack_strip(row, name=name), height=22)
        sheet.write(stack_words(row), size=12, cls="c-soft", after=8)


def _scale() -> Iterator[str]:
    for share, side in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        yield words(percent(share), cls="c-axis", x=at(share), y="100%", text_anchor=side)


def _key(sheet: _Sheet, chart: Chart, name: str) -> None:
    """A sign for each level, in the scale's order."""
    x = float(_EDGE)
    top = sheet.y + 4
    for sign, text in _signs(chart, name):
        if x + 22 + 14 * len(text) > WIDTH - _EDGE:
            x, top = float(_EDGE), top + 24
        sheet.pieces.append(tag("svg", sign, x=x, y=top, width=16, height=16))
        sheet.pieces.append(words(text, x=x + 22, y=top + 13))
        x += 22 + 14 * len(text) + 18
        sheet.y = top + 20


def _signs(chart: Chart, name: str) -> Iterator[tuple[str, str]]:
    stacks = [row for row in chart.rows if isinstance(row, Stack)]
    for number, (text, _count) in enumerate(stacks[0].parts if stacks else ()):
        yield strips.swatch(number, len(stacks[0].parts), name=name), text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
