"""Reads a list of those who may be drawn: numbers, columns to divide by, how to reach them."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.utils.translation import gettext as _

from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft, from_a_list

LARGEST_FILE = 5_000_000
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UNFOLDING = Path(__file__).with_name("unfolding.py")
UNFOLDS_WITHIN = 60
MOST_LINES = 50_000
MOST_COLUMNS = 4
MOST_VALUES = 40
HEADINGS: Mapping[str, str] = {
    heading: name
    for name, headings in {
        "id": ("编号", "序号", "号码", "号", "id", "no", "number"),
        "name": ("姓名", "名字", "name"),
        "phone": ("电话", "手机", "手机号", "手机号码", "联系电话", "phone", "mobile"),
        "email": ("邮箱", "电子邮箱", "电子邮件", "email", "e-mail"),
        "address": ("地址", "住址", "通信地址", "address"),
    }.items()
    for heading in headings
}
# A number of the list is published when it is drawn: it must tell nothing of the person.
TELLING = re.compile(r"1[3-9]\d{9}|\d{15}|\d{17}[\dXx]")
# The list divides people to be fair to all, never to watch some.
LABELS = re.compile(
    r"重点人|稳控|维稳|缠访|闹访|非访|黑名单|风险|信用|政治面貌|前科|身份证|risk|score", re.I
)


class Unreadable(Exception):  # noqa: N818  an answer for the person who brought the file
    """Why the file was not taken, in words."""


@dataclass(frozen=True, slots=True)
class Line:
    listed_as: str
    strata: Mapping[str, str] = field(default_factory=dict)
    contact: ContactDraft | None = None


def read(content: bytes) -> list[Line]:
    """A CSV file or workbook with headings; nothing of it is kept if one line is wrong."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(_("The file is larger than 5 MB."))
    is_workbook = content.startswith(WORKBOOK)
    rows = list(_unfolded(content) if is_workbook else _rows(_text(content)))
    if len(rows) < 2:
        raise Unreadable(_("The file needs a line of headings and one line for each person."))
    if len(rows) > MOST_LINES + 1:
        raise Unreadable(_("The list has more than %(most)d lines.") % {"most": MOST_LINES})
    columns = _columns(rows[0])
    lines = [_line(columns, row, at) for at, row in enumerate(rows[1:], start=2)]
    _numbers_stand_once(lines)
    _columns_divide(lines)
    return lines


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The characters of this file cannot be read. Save it as “CSV UTF-8”."))


def _unfolded(content: bytes) -> Iterator[list[str]]:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-I", str(UNFOLDING), file.name]
        try:
            said = subprocess.run(
                command, capture_output=True, timeout=UNFOLDS_WITHIN, check=True
            ).stdout
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fault:
            raise Unreadable(
                _("This workbook cannot be read. Save it as “CSV UTF-8” and bring that.")
            ) from fault
    for row in json.loads(said):
        cells = [_cell(cell) for cell in row]
        if any(cells):
            yield cells


def _cell(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _rows(text: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    between = max(",\t;", key=first.count)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=between):
            cells = [_cell(cell) for cell in row]
            if any(cells):
                yield cells
    except csv.Error as fault:
        raise Unreadable(_("The file is broken; save it once more as “CSV UTF-8”.")) from fault


def _columns(headings: Sequence[str]) -> list[str]:
    """What each column is; one that we do not know is one to divide by."""
    columns = [HEADINGS.get(heading.lower(), f"by:{heading}") for heading in headings]
    if columns.count("id") != 1:
        raise Unreadable(_("The file needs exactly one column “编号” (number)."))
    if len(set(columns)) != len(columns):
        raise Unreadable(_("Two columns have the same heading."))
    strata = [column[3:] for column in columns if column.startswith("by:")]
    if len(strata) > MOST_COLUMNS or not all(strata):
        raise Unreadable(
            _("At most %(most)d columns to divide by, each with a heading.")
            % {"most": MOST_COLUMNS}
        )
    for name in strata:
        if LABELS.search(name):
            raise Unreadable(
                _("The column “%(name)s” files people under a label; it is not taken in.")
                % {"name": name}
            )
    return columns


def _line(columns: Sequence[str], row: Sequence[str], at: int) -> Line:
    cells = dict(zip(columns, [*row, *[""] * len(columns)], strict=False))
    number = cells["id"]
    if not number or len(number) > 40:
        raise Unreadable(_("Line %(line)d has no number, or too long a one.") % {"line": at})
    if TELLING.fullmatch(number):
        raise Unreadable(
            _("Line %(line)d: number people 1, 2, 3 …; an identity or telephone number tells who.")
            % {"line": at}
        )
    strata = {name[3:]: cells[name][:40] for name in columns if name.startswith("by:")}
    return Line(number, strata, from_a_list(cells, Way.EMAIL, Way.POST, Way.PHONE))


def _numbers_stand_once(lines: Sequence[Line]) -> None:
    number, times = Counter(line.listed_as for line in lines).most_common(1)[0]
    if times > 1:
        raise Unreadable(_("The number %(number)s stands there twice.") % {"number": number})


def _columns_divide(lines: Sequence[Line]) -> None:
    """A column with a value of its own for nearly everybody is not one to divide by."""
    for name in lines[0].strata:
        values = {line.strata[name] for line in lines}
        if len(values) > MOST_VALUES:
            raise Unreadable(
                _("The column “%(name)s” has more than %(most)d values: nothing to divide by.")
                % {"name": name, "most": MOST_VALUES}
            )
