"""Taking in a whole file in batches, each written at once; stopped anywhere, it goes on there."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports import rows
from sanwen.deliver.intake.imports.actions import taking
from sanwen.deliver.intake.imports.mapping import Columns, Head, look
from sanwen.deliver.intake.imports.reading import Line, Unreadable
from sanwen.deliver.intake.imports.rows import Row, WrongRow
from sanwen.deliver.intake.imports.tables import Table, open_table
from sanwen.deliver.intake.models import ImportRun, RunState
from sanwen.deliver.matters.actions.beats import clock
from sanwen.places.models import Unit

BATCH = 500
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class ImportResult:
    """Rows read; of them registered now, known already, and not to be taken in."""

    rows: int = 0
    registered: int = 0
    skipped: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    run: int | None = None

    @property
    def ok(self) -> bool:
        """Something is in, or nothing stands against it."""
        return self.rows > len(self.errors) or not self.errors

    def as_json(self) -> dict[str, object]:
        return {
            "rows": self.rows,
            "registered": self.registered,
            "skipped": self.skipped,
            "errors": [{"line": line, "reason": reason} for line, reason in self.errors],
        }


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file turned out to be."""

    head: Head
    sheets: tuple[str, ...]
    sheet: int


def inspect(
    path: Path, *, mapping: Mapping[str, str] | None = None, sheet: int | str = 0
) -> Inspected:
    """NotAllowed in words for a file that cannot be read or that labels persons."""
    with opened(path, sheet) as table:
        return Inspected(look(iter(table), mapping), tuple(table.sheets), table.sheet)


@contextmanager
def opened(path: Path, sheet: int | str) -> Iterator[Table]:
    """A table for the time of a block; what cannot be read is refused in words."""
    try:
        with closing(open_table(path, sheet=sheet)) as table:
            yield table
    except Unreadable as fault:
        raise NotAllowed(fault.reason) from fault


def run_file(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: int | str = 0,
    received_by: Unit,
    by: Actor,
    dry_run: bool = False,
    progress: Progress | None = None,
    name: str = "",
) -> ImportResult:
    """Register the messages of a file. The same file again goes on where it stopped."""
    path, tell = Path(path), progress or _silent
    with opened(path, sheet) as table:
        lines = iter(table)
        head = look(lines, mapping)
        body = chain(head.body, lines)
        if dry_run:
            return check(body, head.columns, tell=tell, total=table.rows)
        run = taking.begin(
            file=taking.File(name or path.name, _hash(path), table.sheet),
            mapping=head.columns.as_json(),
            insisted=bool(mapping),
            received_by=received_by,
            by=by,
        )
        columns = replace(head.columns, of=run.mapping)
        return carry_on(run, body, columns, by=by, tell=tell, total=table.rows)


def check(
    lines: Iterable[Line],
    columns: Columns,
    *,
    tell: Progress,
    total: int | None = None,
    most: int | None = None,
) -> ImportResult:
    """Read everything, or so much of it, and write nothing."""
    result = ImportResult()
    for _last, judged in _judged(islice(lines, most), columns, clock(None)):
        result.rows += len(judged)
        result.errors += [(one.line, one.reason) for one in judged if isinstance(one, WrongRow)]
        tell(result.rows, total)
    return result


def carry_on(
    run: ImportRun,
    lines: Iterable[Line],
    columns: Columns,
    *,
    by: Actor,
    tell: Progress,
    total: int | None = None,
) -> ImportResult:
    """From the last line that is known to be in, to the end."""
    before, units = run.registered, _units()
    if run.state != RunState.DONE:
        fresh = (line for line in lines if line.number > run.last_line)
        for last, judged in _judged(fresh, columns, clock(None)):
            run = taking.take_batch(
                run=run,
                rows=[one for one in judged if isinstance(one, Row)],
                wrong=[one for one in judged if isinstance(one, WrongRow)],
                last_line=last,
                units=units,
                by=by,
            )
            tell(run.rows, total)
        run = taking.end(run=run, state=RunState.DONE, by=by)
    errors = list(run.errors.values_list("line", "reason"))
    here = run.registered - before
    return ImportResult(run.rows, here, run.rows - here - len(errors), errors, run.pk)


def _judged(
    lines: Iterable[Line], columns: Columns, now: datetime
) -> Iterator[tuple[int, list[Row | WrongRow]]]:
    zone = timezone.get_default_timezone()
    batch: list[Row | WrongRow] = []
    last = 0
    for line in lines:
        batch.append(rows.read(line, columns, now=now, zone=zone))
        last = line.number
        if len(batch) == BATCH:
            yield last, batch
            batch = []
    if batch:
        yield last, batch


def _units() -> dict[str | int, Unit]:
    """Units by number and by the names a file may use; a name that two share names neither."""
    found: dict[str | int, list[Unit]] = {}
    for unit in Unit.objects.active():
        names: set[str | int] = {unit.pk, unit.name, unit.name_en, unit.code}
        for name in names - {""}:
            found.setdefault(name, []).append(unit)
    return {name: units[0] for name, units in found.items() if len(units) == 1}


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _silent(done: int, total: int | None) -> None:
    return None
