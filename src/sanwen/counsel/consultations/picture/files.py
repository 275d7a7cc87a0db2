"""The map to take away: the drawing as SVG or PNG, the figures as CSV."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

import resvg_py
from django.template.loader import render_to_string

from sanwen.counsel.consultations.models import Consultation, OpinionMap
from sanwen.counsel.consultations.picture.plot import plot

_STYLE = (
    ".ground{fill:#fffdf8} circle{stroke:#fffdf8;stroke-width:.6;fill-opacity:.75}"
    ".shade-a{fill:#1c4b78}.shade-b{fill:#b8541a}.shade-c{fill:#3f7d58}.shade-d{fill:#7a5aa0}"
    ".shade-e{fill:#6a5000}.shade-none{fill:#84775f}"
    "text{font-family:'Noto Sans',Arial,'DejaVu Sans',sans-serif;font-weight:600;font-size:14px;"
    "text-anchor:middle;fill:#1f1b16}"
    ".name circle{fill:#fffdf8;fill-opacity:.92;stroke:#1f1b16;stroke-width:1.5}"
    ".name text{font-size:18px}.mark rect{fill:#faf6ee;stroke:#84775f}"
    ".line{text-anchor:start;font-size:12px;font-weight:400;fill:#5c5347}"
)
_DRAWINGS = ("svg", "png")
# Twice the drawing's size, sharp on paper.
_ZOOM = 2
_COLUMNS = ("statement", "text", "by_body", "group", "agree", "disagree", "passed")
# Excel takes a file for UTF-8 by this mark alone.
_MARK = "\ufeff"


def made(consultation: Consultation, kind: str) -> tuple[bytes, str] | None:
    """The file and its type; None where there is no picture yet, or none of that kind."""
    kept = OpinionMap.objects.filter(consultation=consultation).first()
    drawn = kept.shown if kept else None
    if kind == "csv":
        return _table(consultation, drawn), "text/csv; charset=utf-8"
    if not kept or not drawn or kind not in _DRAWINGS:
        return None
    drawing = _svg(consultation, kept, drawn)
    if kind == "svg":
        return drawing.encode(), "image/svg+xml"
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=_ZOOM)), "image/png"


def _svg(consultation: Consultation, kept: OpinionMap, drawn: dict[str, Any]) -> str:
    """Told in figures and letters alone: not every machine that draws it has Chinese type."""
    day = f"{kept.drawn_at:%Y-%m-%d}" if kept.drawn_at else ""
    line = f"{consultation.ref} · {day} · n = {kept.participants:,} · {kept.votes:,}"
    context = {"plot": plot(drawn), "alone": True, "style": _STYLE, "line": line}
    return render_to_string("consultations/plot.html", context)


def _table(consultation: Consultation, drawn: dict[str, Any] | None) -> bytes:
    """A row a statement and group, and one for all; fewer than five people leave cells empty."""
    kept = {one["number"]: one for one in drawn["statements"]} if drawn else {}
    labels = [group["label"] for group in drawn["groups"]] if drawn else []
    text = StringIO()
    sheet = csv.writer(text)
    sheet.writerow(_COLUMNS)
    for statement in consultation.statements.shown().numbered():
        known = kept.get(statement.number, {"all": None, "groups": []})
        first = (statement.number, _plain(statement.text), int(statement.is_by_body))
        sheet.writerow((*first, "all", *_cells(known["all"])))
        for label, tally in zip(labels, known["groups"], strict=False):
            sheet.writerow((*first, label, *_cells(tally)))
    return (_MARK + text.getvalue()).encode()


def _cells(tally: Sequence[int] | None) -> Sequence[int | str]:
    return tally if tally else ("", "", "")


def _plain(text: str) -> str:
    """A text that a spreadsheet would take for a formula is shown to it as text."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
