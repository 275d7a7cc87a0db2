"""What commands print: one JSON value for machines, progress on standard error for people."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Report = Callable[..., None]


def machine(answer: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")


def person(text: str) -> None:
    sys.stdout.write(text.rstrip("\n") + "\n")


def wrong(text: str) -> None:
    sys.stderr.write(text.rstrip("\n") + "\n")


@contextlib.contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Report]:
    """Gives `report(done, total=None, what=None)`; silent where nobody watches."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int | None = None, what: str | None = None) -> None:
            bar.update(task, completed=done, total=total, description=what)

        yield report
