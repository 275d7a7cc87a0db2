"""A chart as PNG and as PDF, without a browser; with what a paper needs beside the picture."""

from dataclasses import dataclass
from functools import cache

import resvg_py
import svg2pdf_py

from sanwen.charts.grammar import Chart
from sanwen.charts.looks import FONTS
from sanwen.charts.sheet import svg
from sanwen.charts.tables import Table, table
from sanwen.charts.words import spoken

# Twice the drawing's size on screens; for paper 300 dots an inch where 720 units are 16 cm wide.
_ZOOM, _PRINT = 2.0, 2.7
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text y="20" font-size="20"'
    f' font-family="{FONTS}">{{}}</text></svg>'
)


class NoChineseType(RuntimeError):
    """This machine has no typeface that knows Chinese: a picture would show empty boxes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """For a paper: the picture, its words for those who do not see it, and the same as a table."""

    png: bytes
    words: str
    table: Table


def png(chart: Chart, *, zoom: float = _ZOOM) -> bytes:
    drawing = _readable(chart)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=zoom))


def pdf(chart: Chart) -> bytes:
    """Lines stay lines and words stay words: it can be searched and read aloud."""
    return bytes(svg2pdf_py.svg_to_pdf(_readable(chart), _typefaces()))


def picture(chart: Chart) -> Picture:
    return Picture(png(chart, zoom=_PRINT), f"{chart.title}. {spoken(chart)}", table(chart))


def _readable(chart: Chart) -> str:
    drawing = svg(chart)
    if any("一" <= sign <= "鿿" for sign in drawing) and not has_chinese():
        raise NoChineseType
    return drawing


@cache
def has_chinese() -> bool:
    """Two different signs look different, unless both are the empty box."""
    first, second = (
        bytes(resvg_py.svg_to_bytes(svg_string=_PROBE.format(sign))) for sign in "问效"
    )
    return first != second


@cache
def _typefaces() -> svg2pdf_py.FontDatabase:
    return svg2pdf_py.FontDatabase.system()
