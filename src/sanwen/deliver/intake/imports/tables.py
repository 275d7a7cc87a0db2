"""Opening a file of messages, whatever kind of table it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sanwen.deliver.intake.imports.delimited import NO_TEXT, Delimited
from sanwen.deliver.intake.imports.reading import Line, Unreadable
from sanwen.deliver.intake.imports.workbooks import Workbook

LARGEST = 200 * 1024**2
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


class Table(Protocol):
    """Lines in order; the sheets there are, which one this is, how many rows it claims to have."""

    @property
    def sheets(self) -> "tuple[str, ...] | list[str]": ...
    @property
    def sheet(self) -> int: ...
    @property
    def rows(self) -> int | None: ...
    def __iter__(self) -> Iterator[Line]: ...
    def close(self) -> None: ...


def open_table(path: Path, *, sheet: int | str = 0) -> Table:
    """Unreadable, with the reason in words, for what is no table or too large."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(_("The file is empty."))
    if size > LARGEST:
        raise Unreadable(
            _("The file has %(size)d MB; up to 200 MB can be taken in. Split it, please.")
            % {"size": size // 1024**2}
        )
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith((ZIP, OLE)):
        return Workbook(path, sheet)
    if start.startswith(NO_TABLES):
        raise Unreadable(NO_TEXT)
    return Delimited(path)
