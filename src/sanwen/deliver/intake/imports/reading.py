"""What every kind of table is read as: numbered lines, or a reason why it cannot be read."""

from dataclasses import dataclass

from django.utils.functional import Promise


class Unreadable(Exception):  # noqa: N818  an answer to the sender, not a fault of ours
    """The file is no table that we can read; carries the reason for the person who sent it."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


@dataclass(frozen=True, slots=True)
class Line:
    """One row with something in it; its number is the one an editor or a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        return self.cells[column] if column is not None and column < len(self.cells) else ""
