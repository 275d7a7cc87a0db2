"""Reads a workbook in a process of its own: `python unfolding.py FILE` says its rows as JSON.

A workbook of a few kilobytes may claim more cells than a machine holds, and the library that reads
it ends its whole process when memory runs out. Here that is this process, which holds nothing else.
So this file imports nothing of ours and is run as a script.
"""

import json
import sys

from python_calamine import CalamineWorkbook

MEMORY = 1024**3
SECONDS = 30
MOST_ROWS = 60_000
WIDEST = 60


def main(path: str) -> int:
    _limit()
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    if sheet.height > MOST_ROWS or sheet.width > WIDEST:
        return 2
    rows = [[_plain(cell) for cell in row] for row in sheet.to_python()]
    sys.stdout.write(json.dumps(rows, ensure_ascii=False))
    return 0


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # does not exist on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _plain(cell: object) -> str:
    """As a person reads it in the sheet: no .0 behind whole numbers."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
