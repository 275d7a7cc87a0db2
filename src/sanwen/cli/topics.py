"""The topics of a file of messages, on one's own machine: no server, no database."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.dates import moment
from sanwen.deliver.intake.imports.mapping import Columns, look, plain
from sanwen.deliver.intake.imports.reading import Line, Unreadable
from sanwen.deliver.intake.imports.tables import open_table
from sanwen.methods.personal import find, labels_for, put
from sanwen.methods.topics import Found, Said, topics

VOTES = ("点赞数", "点赞", "赞同数", "支持数", "附议数", "votes", "upvotes", "likes", "agrees")
# A message without a date neither begins nor ends a topic that has any.
UNKNOWN = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class _File:
    """The messages of a file by their line, and the numbers that the file itself gives them."""

    said: list[Said] = field(default_factory=list)
    ids: dict[int, int | str] = field(default_factory=dict)
    dates: dict[int, datetime] = field(default_factory=dict)


def run(*, file: Path, at_least: int, sheet: str, shown: int, as_json: bool) -> int:
    read = _read(file, sheet)
    found = topics(read.said, at_least=at_least)
    if as_json:
        telling.machine([_as_json(topic, read) for topic in found])
    else:
        _show(found, read, shown)
    return 0


def _read(file: Path, sheet: str) -> _File:
    """Read twice: for the headings, then for the messages below them."""
    read, wanted = _File(), int(sheet) - 1 if sheet.isdecimal() else sheet
    try:
        with closing(open_table(file, sheet=wanted)) as rows:
            columns = look(iter(rows)).columns
        with closing(open_table(file, sheet=wanted)) as rows:
            for line in rows:
                if line.number > columns.head_line:
                    _take(line, columns, read)
    except (Unreadable, NotAllowed) as no:
        raise Refused(f"{file}: {no}") from None
    return read


def _take(line: Line, columns: Columns, read: _File) -> None:
    cell = {name: line.cell(at).strip() for name, at in columns.of.items()}
    if not cell.get("text") and not cell.get("title"):
        return
    at = moment(cell.get("said_at", ""), UTC)
    read.said.append(
        Said(
            key=line.number,
            text=cell.get("text", ""),
            at=at or UNKNOWN,
            place=cell.get("place", ""),
            person=cell.get("name", ""),
            title=cell.get("title", ""),
            votes=_votes(line, columns),
        )
    )
    read.ids[line.number] = _number(cell.get("number", "")) or line.number
    if at:
        read.dates[line.number] = at


def _votes(line: Line, columns: Columns) -> int:
    for at, heading in enumerate(columns.headings):
        if plain(heading) in VOTES:
            return int(_number(line.cell(at)) or 0) if _is_whole(line.cell(at)) else 0
    return 0


def _is_whole(text: str) -> bool:
    return text.strip().removesuffix(".0").isdecimal()


def _number(text: str) -> int | str:
    """188006.0, as spreadsheets keep it, is the number 188006; other marks stay as they are."""
    return int(text.strip().removesuffix(".0")) if _is_whole(text) else text.strip()


def _span(topic: Found, read: _File) -> Iterator[str | None]:
    dates = [read.dates[key] for key in topic.keys if key in read.dates]
    for end in (min, max):
        yield end(dates).date().isoformat() if dates else None


def _name(topic: Found) -> str:
    """The name is other people's words: what is personal in it is masked."""
    return put(topic.name, find(topic.name), labels_for(topic.name))


def _as_json(topic: Found, read: _File) -> dict[str, Any]:
    first, last = _span(topic, read)
    return {
        "name": _name(topic),
        "ids": [read.ids[key] for key in topic.keys],
        "people": topic.people,
        "first": first,
        "last": last,
        "score": round(topic.score, 2),
    }


def _show(found: Sequence[Found], read: _File, shown: int) -> None:
    table = Table("topic", "messages", "people", "from", "to", "score")
    for topic in found[:shown]:
        first, last = (day or "" for day in _span(topic, read))
        counts = (str(len(topic.keys)), str(topic.people))
        table.add_row(_name(topic), *counts, first, last, f"{topic.score:.1f}")
    Console().print(table)
    telling.wrong(f"{len(read.said)} messages, {len(found)} topics")
