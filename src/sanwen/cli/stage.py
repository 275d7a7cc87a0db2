"""Brings up what a command needs (settings, database, Django); turns faults into words and codes.

This is the one place that imports by name: a command's module may then import models at its top,
and `--help` stays fast because nothing of Django is loaded for it.
"""

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NoReturn

import typer

from sanwen.cli import terminal

SETTINGS = "sanwen.config.settings"


def act(
    module: str,
    *,
    database: bool = True,
    django: bool = True,
    tables: bool = True,
    unwell: str = "",
    **options: Any,
) -> NoReturn:
    """Runs `sanwen.cli.<module>.run(**options)` and leaves with its exit code.

    What only computes needs neither `database` nor `django`, whose start takes seconds.

    Any command may be the first on a new machine, so `tables` are brought up to this version
    before it. Where settings or database are broken, `unwell` runs instead and is told the fault.
    """
    signal.signal(signal.SIGTERM, _leave)
    try:
        with _prepared(database=database, django=django, tolerant=bool(unwell)) as fault:
            if database and tables and not fault:
                import_module("sanwen.cli.migrate").up_to_date()
            chosen, extra = (unwell, {"fault": fault}) if fault else (module, {})
            code = import_module(f"sanwen.cli.{chosen}").run(**options, **extra)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except Exception as problem:
        reason = in_words(problem)
        if reason is None:
            raise
        typer.echo(reason, err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(code)


@contextlib.contextmanager
def _prepared(*, database: bool, django: bool, tolerant: bool) -> Iterator[str | None]:
    with contextlib.ExitStack() as stack:
        try:
            if database:
                stack.enter_context(_database())
            if django:
                _django()
        except Exception as problem:
            fault = in_words(problem)
            if not tolerant or fault is None:
                raise
            yield fault
            return
        yield None


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """The server DATABASE_URL names; else our own, started or joined now and left at the end."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    embedded = import_module("sanwen.config.embedded")
    with embedded.attached() as running:
        os.environ["DATABASE_URL"] = running.url
        try:
            yield
        finally:
            os.environ.pop("DATABASE_URL", None)


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import_module("django").setup()
    language = "zh-hans" if terminal.is_chinese() else "en"
    import_module("django.utils.translation").activate(language)


def in_words(problem: Exception) -> str | None:
    """What to tell the person, or None for a fault of our own that deserves its traceback."""
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(problem).__mro__}
    if kinds & {
        "sanwen.cli.refusal.Refused",
        "sanwen.config.cluster.faults.ClusterError",
        "sanwen.core.ruling.NotAllowed",
        "django.core.exceptions.ImproperlyConfigured",
    }:
        return str(problem)
    if "No space left on device" in str(problem) or getattr(problem, "errno", 0) == errno.ENOSPC:
        return f"The disk is full. Free some space and try again. ({problem})".replace("\n", " ")
    if kinds & {"django.db.utils.OperationalError", "psycopg.OperationalError"}:
        return f"The database does not answer: {problem}".strip()
    return None


def _leave(number: int, frame: object) -> NoReturn:
    """SIGTERM unwinds like an ordinary end, so that the database is left in order."""
    sys.exit(128 + number)
