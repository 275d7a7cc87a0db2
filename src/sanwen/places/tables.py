"""Reading tables people upload: any usual encoding, Chinese or English headings, line numbers."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from _csv import Reader

Row = TypeVar("Row")
LARGEST = 20 * 1024 * 1024
# A workbook that was saved as text still begins with one of these.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")


class UnreadableError(Exception):
    """The file is not a table at all; carries the reason for the person who sent it."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one line of the file."""

    line: int
    reason: "str | Promise"


@dataclass(frozen=True, slots=True)
class Plan(Generic[Row]):
    """What an import would do; it is carried out only when nothing is wrong."""

    rows: tuple[Row, ...]
    wrong: tuple[Wrong, ...]

    @property
    def is_sound(self) -> bool:
        return bool(self.rows) and not self.wrong


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file and its cells by English column name."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class WrongLineError(Exception):
    """A line that cannot be taken in; becomes a `Wrong` with the line's number."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(data: bytes) -> str:
    if len(data) > LARGEST:
        raise UnreadableError(_("The file is larger than 20 MB."))
    if data.startswith(_NOT_TEXT):
        raise UnreadableError(_("This is not a text file. Please save the table as CSV."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(_("The characters cannot be read. Please save the file as UTF-8."))


def lines(data: bytes, headings: Mapping[str, str], needed: frozenset[str]) -> Iterator[Line]:
    """The table's lines with known columns only; empty lines are passed over."""
    text = text_of(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        first = next(reader, [])
        columns = [_column(cell, headings) for cell in first]
        if missing := sorted(needed - set(columns)):
            raise UnreadableError(
                _("The first line lacks these columns: %(columns)s.")
                % {"columns": ", ".join(missing)}
            )
        yield from _body(reader, columns)
    except csv.Error as error:
        raise UnreadableError(
            _("Line %(line)d cannot be read as CSV.") % {"line": reader.line_num}
        ) from error


def _body(reader: "Reader", columns: list[str]) -> Iterator[Line]:
    number = reader.line_num + 1
    for cells in reader:
        values = [cell.replace("\x00", "").strip() for cell in cells]
        if any(values):
            yield Line(number, dict(zip(columns, values, strict=False)))
        number = reader.line_num + 1


def _column(cell: str, headings: Mapping[str, str]) -> str:
    name = cell.strip().lower()
    return headings.get(name, name)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",\t;", key=first.count)


def word(text: str, words: Mapping[str, str], reason: "str | Promise") -> str:
    """The one word the program uses for what was written, in Chinese or English."""
    found = words.get(text.lower())
    if found is None:
        raise WrongLineError(reason)
    return found


def yes_or_no(text: str, *, empty: bool) -> bool:
    words = {"": "", "yes": "y", "true": "y", "1": "y", "是": "y"}
    words |= {"no": "", "false": "", "0": "", "否": ""}
    if not text:
        return empty
    return bool(word(text, words, _("Write yes or no.")))
