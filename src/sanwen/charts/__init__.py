"""One chart grammar for the page, PNG, PDF and papers: `Chart` and what can be made of it."""

from sanwen.charts.grammar import Chart, Column, Point, Row, Stack
from sanwen.charts.pictures import NoChineseType, Picture, pdf, picture, png
from sanwen.charts.sheet import svg
from sanwen.charts.tables import Table, csv, table

__all__ = [
    "Chart",
    "Column",
    "NoChineseType",
    "Picture",
    "Point",
    "Row",
    "Stack",
    "Table",
    "csv",
    "pdf",
    "picture",
    "png",
    "svg",
    "table",
]
