"""The machine: room and rights in the data folder, the keys' permissions."""

import os
import shutil
import tempfile

from sanwen.cli.checks import Check, Status
from sanwen.core import environment

GIGABYTE = 1024**3
LITTLE = 2 * GIGABYTE
TOO_LITTLE = GIGABYTE // 4


def storage() -> Check:
    home = environment.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x" * 4096)
        free = shutil.disk_usage(home).free
    except OSError as problem:
        found = f"{home} cannot be written to: {problem.strerror}"
        return Check("storage", Status.BAD, found, "Set SANWEN_HOME to a folder you own.")
    found = f"{home} is writable, {free / GIGABYTE:.1f} GB free"
    if free > LITTLE:
        return Check("storage", Status.OK, found)
    status = Status.WARN if free > TOO_LITTLE else Status.BAD
    return Check("storage", status, found, "Free some space, or move the data folder.")


def keys() -> Check:
    folder = environment.home() / "keys"
    files = sorted(folder.glob("*.key")) if folder.exists() else []
    loose = [path.name for path in [folder, *files] if path.exists() and _open_to_others(path)]
    if loose:
        todo = f"chmod -R go-rwx {folder}"
        return Check("keys", Status.BAD, f"others may read: {', '.join(loose)}", todo)
    if not files and not any(name.startswith("SANWEN_KEY_") for name in os.environ):
        return Check("keys", Status.WARN, "no keys yet", "They are made at the first start.")
    todo = "Keep a copy of the folder apart from the database: without it contacts stay sealed."
    return Check("keys", Status.OK, f"{len(files)} in {folder}, for this account only", todo)


def _open_to_others(path: os.PathLike[str]) -> bool:
    return bool(os.stat(path).st_mode & 0o077)
