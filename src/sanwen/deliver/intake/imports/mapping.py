"""Which column holds what: by its heading in Chinese or English, else by what stands in it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice

from django.utils.translation import gettext as _

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.dates import moment
from sanwen.deliver.intake.imports.fields import FIELDS, HEADINGS
from sanwen.deliver.intake.imports.labels import may_take_in
from sanwen.deliver.intake.imports.reading import Line
from sanwen.integrity.vault.shapes import phone_is_right

LOOKED_AT = 40
HEAD_WITHIN = 10
LONGEST_HEADING = 40
_NOISE = re.compile(r"[\s_\-:：*＊#/（(【\[].*?[)）】\]]|[\s_\-:：*＊#/.。]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Field name to column, the headings there are, and the number of the line they stand in."""

    of: Mapping[str, int]
    headings: tuple[str, ...]
    head_line: int = 0
    width: int = 0

    def as_json(self) -> dict[str, int]:
        return dict(self.of)


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a table: its columns, and the first lines below the headings."""

    columns: Columns
    body: tuple[Line, ...]


def look(lines: Iterator[Line], chosen: Mapping[str, str] | None = None) -> Head:
    """Find the headings and guess the columns; what a person chose goes before any guess."""
    first = list(islice(lines, LOOKED_AT))
    width = max((len(line.cells) for line in first), default=0)
    head = _heading_line(first)
    headings = tuple(cell.strip() for cell in head.cells) if head else ()
    may_take_in(headings).require()
    body = [line for line in first if head is None or line.number > head.number]
    of = _by_heading(headings) if head else _by_content(body, width)
    if head and "text" not in of:
        of |= _text_by_content(body, width, taken=set(of.values()))
    for field, column in (chosen or {}).items():
        of = _choose(of, field, _position(column, headings, width))
    of = _with_text(of)
    return Head(Columns(of, headings, head.number if head else 0, width), tuple(body))


def plain(heading: str) -> str:
    """A heading as it is compared: no spaces, no brackets with remarks, no stars."""
    narrow = unicodedata.normalize("NFKC", heading).strip().lower()
    return _NOISE.sub("", narrow) or narrow


def _field_of(heading: str) -> str | None:
    return HEADINGS.get(plain(heading))


def _heading_line(first: Sequence[Line]) -> Line | None:
    """Of the first lines the one with most known headings, where most cells look like headings."""
    best, most = None, 0
    for line in first[:HEAD_WITHIN]:
        cells = [cell.strip() for cell in line.cells if cell.strip()]
        known = len({_field_of(cell) for cell in cells} - {None})
        short = all(len(cell) <= LONGEST_HEADING for cell in cells)
        labelled = short and not may_take_in(cells) and len(cells) > 1
        if short and (known > most or (labelled and not most)):
            best, most = line, max(known, 1)
    return best


def _by_heading(headings: Sequence[str]) -> dict[str, int]:
    """Each field takes the column whose heading stands first among its words."""
    found: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(headings):
        name = plain(heading)
        field = HEADINGS.get(name)
        if field:
            rank = FIELDS[field].index(name)
            found[field] = min(found.get(field, (rank, column)), (rank, column))
    return {field: column for field, (_, column) in found.items()}


def _by_content(body: Sequence[Line], width: int) -> dict[str, int]:
    of = _text_by_content(body, width, taken=set())
    for column in set(range(width)) - set(of.values()):
        cells = [cell for line in body if (cell := line.cell(column).strip())]
        if not cells:
            continue
        if "said_at" not in of and _mostly(moment(cell, UTC) is not None for cell in cells):
            of["said_at"] = column
        elif "phone" not in of and _mostly(bool(phone_is_right(cell)) for cell in cells):
            of["phone"] = column
    return of


def _mostly(judged: Iterator[bool]) -> bool:
    votes = list(judged)
    return sum(votes) * 10 >= len(votes) * 8


def _text_by_content(body: Sequence[Line], width: int, *, taken: set[int]) -> dict[str, int]:
    """The longest column is what people wrote."""
    lengths = {
        column: sum(len(line.cell(column).strip()) for line in body)
        for column in range(width)
        if column not in taken
    }
    if not lengths or max(lengths.values()) == 0:
        return {}
    return {"text": max(lengths, key=lambda column: lengths[column])}


def _with_text(of: dict[str, int]) -> dict[str, int]:
    if "text" not in of and "title" in of:
        of["text"] = of.pop("title")
    if "text" not in of:
        raise NotAllowed(_("No column with messages was found. Say which one holds the text."))
    return of


def _choose(of: dict[str, int], field: str, column: int | None) -> dict[str, int]:
    if field not in FIELDS:
        raise NotAllowed(
            _("There is no field “%(field)s”. The fields are: %(fields)s.")
            % {"field": field, "fields": ", ".join(FIELDS)}
        )
    kept = {name: place for name, place in of.items() if name != field and place != column}
    return kept if column is None else kept | {field: column}


def _position(column: str, headings: Sequence[str], width: int) -> int | None:
    """A heading, a column's letter, or its number from 1; nothing for a field to be left out."""
    if not column:
        return None
    wanted = plain(column)
    for position, heading in enumerate(headings):
        if plain(heading) == wanted:
            return position
    spoken = _spoken_position(column.strip())
    if spoken is None or not 0 <= spoken < width:
        raise NotAllowed(_("The file has no column “%(column)s”.") % {"column": column})
    return spoken


def _spoken_position(column: str) -> int | None:
    if column.isdecimal() and len(column) < 6:
        return int(column) - 1
    if re.fullmatch("[A-Za-z]{1,2}", column):
        number = 0
        for letter in column.upper():
            number = number * 26 + ord(letter) - 64
        return number - 1
    return None
