"""Reads one workbook in a process of its own: `python unfolding.py FILE SHEET` says JSON lines.

A workbook of a few kilobytes may claim seventeen thousand million cells, and the library that reads
it ends its whole process when memory runs out. Here that is this process, which holds nothing else.
So this file imports nothing of ours and is run as a script.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

MEMORY = 2 * 1024**3
SECONDS = 300
Region = tuple[tuple[int, int], tuple[int, int]]


def main(path: str, sheet: str) -> int:
    _limit()
    try:
        book = CalamineWorkbook.from_path(path)
        names = book.sheet_names
        position = names.index(sheet) if sheet in names else int(sheet)
        table = book.get_sheet_by_name(names[position])
        _say({"sheets": names, "sheet": position, "rows": table.height})
        for number, row in lines(table):
            _say([number, row])
    except PasswordError:
        _say({"fault": "password"})
    except (IndexError, ValueError):
        _say({"fault": "no-sheet"})
    except CalamineError:
        _say({"fault": "broken"})
    return 0


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # does not exist on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")


def lines(table: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Rows with something of their own in them; a merged cell speaks for every cell it covers."""
    starting: dict[int, list[Region]] = {}
    for region in table.merged_cell_ranges or ():
        starting.setdefault(region[0][0], []).append(region)
    covering: list[tuple[Region, object]] = []
    for index, row in enumerate(table.iter_rows()):
        covering = [(region, value) for region, value in covering if region[1][0] >= index]
        covering += [(region, _at(row, region[0][1])) for region in starting.get(index, ())]
        own = any(cell != "" for cell in row)
        if not own:
            continue
        for ((_, left), (_, right)), value in covering:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value  # type: ignore[call-overload]
        yield index + 1, [as_text(cell) for cell in row]


def _at(row: Sequence[object], column: int) -> object:
    return row[column] if column < len(row) else ""


def as_text(cell: object) -> str:
    """As a person reads it in the sheet: no .0 behind whole numbers, dates year first."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1], sys.argv[2]))
