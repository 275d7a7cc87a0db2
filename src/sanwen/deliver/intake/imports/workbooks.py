"""XLSX, XLS and ODS: looked at from outside, then unfolded in a process with limited memory."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.intake.imports.reading import Line, Unreadable

LARGEST_UNFOLDED = 1024**3
# Real sheets shrink ten to forty times, empty tails up to two hundred; bombs a thousand times.
MOST_FOLDED = 300
SMALL = 20 * 1024**2
SCRIPT = Path(__file__).with_name("unfolding.py")
TOO_LARGE = _(
    "This workbook unfolds to far more than it seems to hold, so it was not opened. "
    "Copy the table into a new workbook and try that."
)
FAULTS: dict[str, Promise] = {
    "password": _("This workbook is protected by a password. Save it without one."),
    "no-sheet": _("The workbook has no such sheet."),
    "broken": _("This file cannot be opened as a workbook. Open it, and save it as XLSX."),
}


class Workbook:
    """One sheet of a workbook as lines."""

    def __init__(self, path: Path, sheet: int | str) -> None:
        if zipfile.is_zipfile(path):
            _look_at_the_size(path)
        command = [sys.executable, "-I", str(SCRIPT), str(path.absolute()), str(sheet)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        try:
            head = self._next()
        except BaseException:
            self.close()
            raise
        self.sheets: list[str] = head["sheets"]
        self.sheet: int = head["sheet"]
        self.rows: int | None = head["rows"]

    def __iter__(self) -> Iterator[Line]:
        try:
            while (said := self._next()) is not None:
                yield Line(said[0], tuple(said[1]))
        finally:
            self.close()

    def _next(self) -> Any:
        assert self._process.stdout is not None
        text = self._process.stdout.readline()
        if not text:
            if self._process.wait() != 0:
                raise Unreadable(TOO_LARGE)
            return None
        said = json.loads(text)
        if isinstance(said, dict) and "fault" in said:
            raise Unreadable(FAULTS[said["fault"]])
        return said

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _look_at_the_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as folded:
            members = folded.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise Unreadable(FAULTS["broken"]) from fault
    if sum(member.file_size for member in members) > LARGEST_UNFOLDED or any(
        member.file_size > max(SMALL, MOST_FOLDED * member.compress_size) for member in members
    ):
        raise Unreadable(TOO_LARGE)
