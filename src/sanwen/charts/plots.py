"""Counts and shares over time: the marks fill whatever they stand in."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil

from sanwen.charts.grammar import Column, Point
from sanwen.charts.markup import at, tag, words
from sanwen.methods.percent import percent

# The room for the marks, as shares of the drawing's height; above it figures, under it days.
_TOP, _BOTTOM = 0.1, 0.86
# What is hidden is drawn as high as this, whatever it was.
_STUB = 0.12
_MOST_DAYS, _LEAST_TOP = 3, 5
# Nearer to an edge than this, a day's words would stick out.
_NEAR = 0.15
_DOT = 4.5
# Where along the drawing, of what, and how high.
_Placed = tuple[float, Point, float | None]


def columns(rows: Sequence[Column], *, name: str) -> str:
    top = round_top(max([row.count or 0 for row in rows], default=0))
    marks = [_grid(share, f"{top * share:,.0f}") for share in (0.5, 1)]
    width = 1 / max(len(rows), 1)
    is_marking = any(row.is_marked for row in rows)
    for number, row in enumerate(rows):
        x, wide = at(width * (number + 0.1)), at(width * 0.8)
        if row.is_hidden:
            marks.append(_column("c-hidden", x, wide, _STUB, f"url(#{name}-few)"))
        elif row.count:
            cls = "c-bar c-before" if is_marking and not row.is_marked else "c-bar"
            marks.append(_column(cls, x, wide, row.count / top, None))
    return "".join([*marks, _ground(), *_marked(rows), *_days([row.label for row in rows])])


def _marked(rows: Sequence[Column]) -> Iterator[str]:
    """A thick line under what is marked: it is seen without colours too."""
    places = [number for number, row in enumerate(rows) if row.is_marked]
    for number in places:
        ends = {"x1": at(number / len(rows)), "x2": at((number + 1) / len(rows))}
        yield tag("line", cls="c-marked", y1=at(_BOTTOM), y2=at(_BOTTOM), **ends)


def round_top(most: int) -> int:
    """The next round even number: half of it is a number too."""
    top, step = max(most, _LEAST_TOP), 1
    while top > 10 * step:
        step *= 10
    nice = next(n * step for n in (1, 2, 4, 6, 8, 10) if n * step >= top)
    return max(nice, 2)


def _column(cls: str, x: str, width: str, share: float, fill: str | None) -> str:
    return tag(
        "rect", cls=cls, x=x, y=_high(share), width=width, height=at(_room() * share), fill=fill
    )


def trend(rows: Sequence[Point], *, reference: float | None) -> str:
    """From nought to all; a gap where there is no figure."""
    marks = [_grid(share, percent(share)) for share in (0.5, 1)]
    width = 1 / max(len(rows), 1)
    placed = [(width * (number + 0.5), row) for number, row in enumerate(rows)]
    runs = list(_runs([(x, row, row.value) for x, row in placed]))
    marks.append(_stretched("".join(_ribbon([pair[:2] for pair in run]) for run in runs)))
    if reference is not None:
        marks.append(_line("c-reference", (0, reference), (1, reference)))
    for run in _runs([(x, row, row.reference) for x, row in placed]):
        marks += _joined("c-reference", run) if len(run) > 1 else [_dash(run[0], width)]
    marks += [line for run in runs for line in _joined("c-line", run)]
    for x, row in placed:
        marks += _point(x, row)
    return "".join([*marks, _ground(), *_days([row.label for row in rows])])


def _point(x: float, row: Point) -> list[str]:
    if row.value is None:
        return []
    marks = []
    if row.low is not None and row.high is not None:
        ends = {"y1": _high(row.low), "y2": _high(row.high)}
        marks.append(tag("line", cls="c-whisker", x1=at(x), x2=at(x), **ends))
    return [*marks, tag("circle", cls="c-dot", cx=at(x), cy=_high(row.value), r=_DOT)]


def _runs(placed: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """What stands together between two gaps."""
    for known, run in groupby(placed, key=lambda each: each[2] is not None):
        if known:
            yield list(run)


def _joined(cls: str, run: Sequence[_Placed]) -> Iterator[str]:
    for (x1, _first, one), (x2, _second, other) in pairwise(run):
        yield _line(cls, (x1, one or 0), (x2, other or 0))


def _dash(alone: _Placed, width: float) -> str:
    """A point between two gaps is read against something too."""
    x, _row, share = alone
    return _line("c-reference", (x - width / 4, share or 0), (x + width / 4, share or 0))


def _line(cls: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, one), (x2, other) = start, end
    return tag("line", cls=cls, x1=at(x1), x2=at(x2), y1=_high(one), y2=_high(other))


def _ribbon(points: Sequence[tuple[float, Point]]) -> str:
    low = [(x, row.low) for x, row in points if row.low is not None and row.high is not None]
    high = [(x, row.high) for x, row in points if row.low is not None and row.high is not None]
    return tag("polygon", cls="c-ribbon", points=_path([*low, *reversed(high)])) if low else ""


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{100 * x:.2f},{100 * (1 - share):.2f}" for x, share in points)


def _stretched(inner: str) -> str:
    """A polygon cannot be placed in percent: it is drawn in a square that is stretched."""
    if not inner:
        return ""
    box = {"x": "0", "y": at(_TOP), "width": "100%", "height": at(_room())}
    return tag("svg", inner, viewBox="0 0 100 100", preserveAspectRatio="none", **box)


def _room() -> float:
    return _BOTTOM - _TOP


def _high(share: float) -> str:
    return at(_BOTTOM - _room() * share)


def _grid(share: float, text: str) -> str:
    y = _high(share)
    line = tag("line", cls="c-grid", x1="0%", x2="100%", y1=y, y2=y)
    return line + words(text, cls="c-axis", x="0", y=y, dy="-3")


def _ground() -> str:
    return tag("line", cls="c-base", x1="0%", x2="100%", y1=at(_BOTTOM), y2=at(_BOTTOM))


def _days(labels: Sequence[str]) -> Iterator[str]:
    """The last, and as many before it as a telephone has room for."""
    step = ceil(len(labels) / _MOST_DAYS) or 1
    for number in range(len(labels) - 1, -1, -step):
        middle = (number + 0.5) / len(labels)
        side, x = "middle", middle
        if middle < _NEAR or middle > 1 - _NEAR:
            side, x = ("start", 0.0) if middle < _NEAR else ("end", 1.0)
        yield words(labels[number], cls="c-axis", x=at(x), y="98%", text_anchor=side)
