"""A file taken in beside the web pages: begun, broken off and taken up again by any worker."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.actions import taking
from sanwen.deliver.intake.imports.mapping import look
from sanwen.deliver.intake.imports.run import ImportResult, carry_on, check, opened
from sanwen.deliver.intake.models import ImportRun, RunState

# A page waits for no more than this; a longer file is checked in its first part.
CHECKED_ROWS = 30_000


@dataclass(frozen=True, slots=True)
class StartedBy:
    """Whoever started the file is who registers its rows, also when a worker does it at night."""

    actor_ref: str


def take_in(run: ImportRun) -> ImportResult | None:
    """None where somebody stopped it. A reason to stop is kept with the file for its page."""
    by = StartedBy(run.started_by)
    try:
        run = taking.resume(run=run, by=by)
        with local(run) as path, opened(path, run.sheet) as table:
            lines = iter(table)
            head = look(lines)
            columns = replace(head.columns, of=run.mapping)
            body = chain(head.body, lines)
            return carry_on(run, body, columns, by=by, tell=lambda done, total: None)
    except NotAllowed as no:
        run = ImportRun.objects.get(pk=run.pk)
        if run.state == RunState.RUNNING:
            taking.end(run=run, state=RunState.STOPPED, by=by, reason=str(no))
        return None


def try_out(run: ImportRun) -> ImportResult:
    """What would come of it; nothing is written."""
    with local(run) as path, opened(path, run.sheet) as table:
        lines = iter(table)
        head = look(lines)
        columns = replace(head.columns, of=run.mapping)
        body = chain(head.body, lines)
        return check(body, columns, tell=lambda done, total: None, most=CHECKED_ROWS)


@contextmanager
def local(run: ImportRun) -> Iterator[Path]:
    """The file as a path, wherever the storage keeps it."""
    try:
        yield Path(run.file.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy, run.file.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            yield Path(copy.name)
