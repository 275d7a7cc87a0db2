"""Registers the messages of a file; every row that cannot be taken in is named with its line."""

from pathlib import Path

from sanwen.cli import telling
from sanwen.core.actors import Machine
from sanwen.deliver.intake import imports

BY = Machine("command-line")
SHOWN = 20


def run(
    *,
    file: Path,
    dry_run: bool,
    mapping: dict[str, str],
    sheet: str | None,
    channel: str | None,
    as_json: bool,
) -> int:
    with telling.progress(file.name, quiet=as_json) as report:
        done = imports.run_file(
            file,
            by=BY,
            dry_run=dry_run,
            mapping=mapping,
            sheet=sheet,
            channel=channel,
            progress=report,
        )
    errors = [{"line": error.line, "reason": str(error.reason)} for error in done.errors]
    counts = {"rows": done.rows, "registered": done.registered, "skipped": done.skipped}
    if as_json:
        telling.machine({**counts, "errors": errors})
    else:
        telling.person("  ".join(f"{name} {count}" for name, count in counts.items()))
    for error in errors[:SHOWN]:
        telling.wrong(f"{file}:{error['line']}: {error['reason']}")
    if len(errors) > SHOWN:
        telling.wrong(f"… and {len(errors) - SHOWN} more; --json lists them all.")
    return 1 if errors else 0
