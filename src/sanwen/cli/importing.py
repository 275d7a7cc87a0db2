"""Registers the messages of a file; every row that cannot be taken in is named with its line."""

from pathlib import Path

from sanwen.cli import telling, topmost
from sanwen.deliver.intake.desk import public_desk
from sanwen.deliver.intake.imports import run_file
from sanwen.listen.triage import actions as triage
from sanwen.places.models import Unit

SHOWN = 20


def run(
    *,
    file: Path,
    dry_run: bool,
    mapping: dict[str, str],
    sheet: str,
    unit_code: str,
    as_json: bool,
) -> int:
    if not dry_run:
        # Subjects find their units here, where these came in after the first start.
        triage.load_shipped(by=topmost.BY)
    with telling.progress(file.name, quiet=as_json) as report:
        done = run_file(
            file,
            mapping=mapping or None,
            sheet=int(sheet) - 1 if sheet.isdecimal() else sheet,
            received_by=_desk(unit_code, make=not dry_run),
            by=topmost.BY,
            dry_run=dry_run,
            progress=report,
        )
    if as_json:
        telling.machine(done.as_json())
    else:
        telling.person(f"rows {done.rows}  registered {done.registered}  skipped {done.skipped}")
    for line, reason in done.errors[:SHOWN]:
        telling.wrong(f"{file}:{line}: {reason}")
    if len(done.errors) > SHOWN:
        telling.wrong(f"… and {len(done.errors) - SHOWN} more; --json lists them all.")
    return 0 if done.ok else 1


def _desk(code: str, *, make: bool) -> Unit:
    """The desk that registers what the public form brings, so that its clerks see the rows too."""
    if not code and Unit.objects.active().exists():
        return public_desk()
    return topmost.unit(code, make=make)
