"""What can go wrong with the embedded PostgreSQL, in words a person can act on."""

import errno
from pathlib import Path


class ClusterError(Exception):
    """The database cannot run; the message says why and what to do."""


def from_os(problem: OSError, where: Path) -> ClusterError:
    if problem.errno == errno.ENOSPC:
        return ClusterError(disk_full(where))
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ClusterError(
            f"The data folder {where} cannot be written to ({problem.strerror}). "
            "Choose another with SANWEN_HOME, or give this account the right to write there."
        )
    return ClusterError(f"The data folder {where} cannot be used: {problem.strerror or problem}.")


def disk_full(where: Path) -> str:
    return f"The disk with {where} is full. Free some space and start again: no row is lost."


def from_output(what: str, output: str, where: Path) -> ClusterError:
    """The error for a PostgreSQL program that failed, from what it printed."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return ClusterError(disk_full(where))
    if "Permission denied" in output:
        return ClusterError(
            f"PostgreSQL may not read or write below {where}. Check who owns it, or choose another "
            f"folder with SANWEN_HOME. It said: {last_lines(output)}"
        )
    return ClusterError(f"{what} failed. PostgreSQL said: {last_lines(output)}")


def last_lines(output: str, count: int = 6) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return "\n".join(lines[-count:]) or "(nothing)"


def wrong_major(data: Path, written_by: int, found: str) -> ClusterError:
    return ClusterError(
        f"The data in {data} was written by PostgreSQL {written_by}, and only {found} is here. "
        f"Point SANWEN_PG_BIN at the bin folder of a PostgreSQL {written_by} to go on as before. "
        f"To move up: with that setting run `sanwen serve` and save everything with its pg_dump; "
        f"stop, rename {data}, start again without the setting, and load the dump with psql."
    )
