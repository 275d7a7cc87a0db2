"""One table, the target beside each figure, and on what it was measured."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

PACKAGES = ("django", "psycopg", "granian")


@dataclass(frozen=True)
class Line:
    """One figure with what it should be; `good` is None where nothing was promised."""

    what: str
    figure: str
    target: str = ""
    good: bool | None = None

    @property
    def verdict(self) -> str:
        return "" if self.good is None else "[green]OK[/]" if self.good else "[red]MISS[/]"


def machine(database: str = "") -> str:
    """The machine may be shared with others: absolute figures are ±2×, ratios are steadier."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    kernel = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.1f}"
    day = datetime.now(UTC).date().isoformat()
    parts = (day, f"{os.cpu_count()} cores", load, kernel, versions, database)
    return " · ".join(part for part in parts if part)


def postgresql() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def show(table: Table) -> None:
    """Wide enough wherever it is piped to."""
    Console(width=max(Console().width, 132)).print(table)


def verdicts(title: str, lines: list[Line]) -> None:
    table = Table("figure", "measured", "target", "", title=title, caption=machine(postgresql()))
    for line in lines:
        table.add_row(line.what, line.figure, line.target, line.verdict)
    show(table)
