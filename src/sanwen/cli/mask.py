"""Masks personal data in a file on one's own machine: a table cell by cell, a text line by line."""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.deliver.intake.imports.reading import Unreadable
from sanwen.deliver.intake.imports.tables import OLE, ZIP, open_table
from sanwen.methods.personal import Mark, find, labels_for, put
from sanwen.places.tables import UnreadableError, text_of

TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
# Longer first cells of a column are no heading.
LONGEST_HEADING = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, or one line of a plain text (column 1), and what was found in it."""

    line: int
    column: int
    text: str
    found: tuple[Mark, ...]
    heading: str = ""

    @property
    def masked(self) -> str:
        return put(self.text, self.found, labels_for(self.heading + self.text))

    def as_json(self) -> dict[str, Any]:
        found = [asdict(mark) for mark in self.found]
        return {"line": self.line, "column": self.column, "text": self.masked, "found": found}


def run(
    *, file: Path, out: Path | None, names: bool, keep: list[str], sheet: str, as_json: bool
) -> int:
    rows = list(_rows(file, sheet, names=names, keep=frozenset(keep)))
    counts = Counter(str(mark.kind) for row in rows for cell in row for mark in cell.found)
    if as_json:
        cells = [cell.as_json() for row in rows for cell in row if cell.found]
        telling.machine({"rows": len(rows), "counts": dict(counts), "cells": cells})
        return 0
    if out is None:
        _write(rows, sys.stdout, as_table=_is_table(file))
    else:
        with out.open("w", encoding="utf-8", newline="") as target:
            _write(rows, target, as_table=_is_table(file))
    told = "  ".join(f"{kind} {count}" for kind, count in counts.most_common())
    telling.wrong(f"masked: {told or 'nothing found'}")
    return 0


def _write(rows: list[list[Cell]], target: TextIO, *, as_table: bool) -> None:
    if as_table:
        table = csv.writer(target, lineterminator="\n")
        table.writerows([cell.masked for cell in row] for row in rows)
    else:
        target.writelines(f"{cell.masked}\n" for row in rows for cell in row)


def _is_table(file: Path) -> bool:
    with file.open("rb") as source:
        folded = source.read(4).startswith((ZIP, OLE))
    return folded or file.suffix.lower() in TABLES


def _rows(file: Path, sheet: str, *, names: bool, keep: frozenset[str]) -> Iterator[list[Cell]]:
    headings: list[str] = []
    for number, row in _lines(file, sheet):
        cells = []
        for column, text in enumerate(row):
            heading = headings[column] if column < len(headings) else ""
            found = _found(text, heading, names=names, keep=keep)
            cells.append(Cell(number, column + 1, text, found, heading))
        yield cells
        if not headings and _is_table(file):
            headings = [text if len(text) <= LONGEST_HEADING else "" for text in row]


def _found(text: str, heading: str, *, names: bool, keep: frozenset[str]) -> tuple[Mark, ...]:
    """The heading of a column speaks like a word before what stands in it."""
    before = f"{heading}:" if heading else ""
    marks = find(before + text, names=names, keep=keep)
    shift = len(before)
    return tuple(
        Mark(mark.start - shift, mark.end - shift, mark.kind, mark.because)
        for mark in marks
        if mark.start >= shift
    )


def _lines(file: Path, sheet: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        if not _is_table(file):
            text = text_of(file.read_bytes())
            yield from ((number, (line,)) for number, line in enumerate(text.splitlines(), 1))
            return
        place = int(sheet) - 1 if sheet.isdecimal() else sheet
        with closing(open_table(file, sheet=place)) as table:
            yield from ((line.number, line.cells) for line in table)
    except (Unreadable, UnreadableError) as fault:
        raise Refused(f"{file}: {fault.reason}") from None
