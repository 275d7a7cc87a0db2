"""Which messages of a file are most like a text: no server, no database, only the library."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.dates import moment
from sanwen.deliver.intake.imports.mapping import Columns, look
from sanwen.deliver.intake.imports.reading import Line, Unreadable
from sanwen.deliver.intake.imports.tables import open_table
from sanwen.methods.duplicates import Item, Likeness
from sanwen.methods.sameness import Index

SHOWN = 40


def run(*, text: str, file: Path, place: str, limit: int, sheet: str, as_json: bool) -> int:
    ids: dict[int, str] = {}
    try:
        items = list(_items(file, sheet, ids))
    except (Unreadable, NotAllowed) as no:
        raise Refused(f"{file}: {no}") from None
    by_key = {item.key: item for item in items}
    found = Index.of(items).similar(text, place=place, limit=limit)
    if as_json:
        telling.machine([_as_json(one, by_key[one.key], ids[one.key]) for one in found])
        return 0
    for one in found:
        title = (by_key[one.key].title or by_key[one.key].text)[:SHOWN]
        telling.person(f"{round(one.score * 100):>3} %  {ids[one.key]}  {title}  {_why(one)}")
    if not found:
        telling.person("Nothing in it is like the text.")
    return 0


def _items(file: Path, sheet: str, ids: dict[int, str]) -> Iterator[Item]:
    """Read twice: for the headings, then for the messages below them."""
    wanted = int(sheet) - 1 if sheet.isdecimal() else sheet
    with closing(open_table(file, sheet=wanted)) as lines:
        columns = look(iter(lines)).columns
    with closing(open_table(file, sheet=wanted)) as lines:
        for line in lines:
            if line.number > columns.head_line and (item := _item(line, columns, ids)):
                yield item


def _item(line: Line, columns: Columns, ids: dict[int, str]) -> Item | None:
    cell = {name: line.cell(at).strip() for name, at in columns.of.items()}
    text, title = cell.get("text", ""), cell.get("title", "")
    if not text and not title:
        return None
    ids[line.number] = cell.get("number", "").removesuffix(".0") or str(line.number)
    at = moment(cell.get("said_at", ""), UTC)
    return Item(line.number, text, title, cell.get("place", ""), at)


def _why(one: Likeness) -> str:
    parts = [f"“{words}”" for words in one.shared]
    return " ".join([*(["same place"] if one.same_place else []), *parts])


def _as_json(one: Likeness, item: Item, number: str) -> dict[str, object]:
    return {
        "id": int(number) if number.isdecimal() else number,
        "score": round(one.score, 4),
        "title": item.title,
        "same_place": one.same_place,
        "shared": list(one.shared),
    }
