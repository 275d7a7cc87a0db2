"""The cluster's folder: its paths, passwords, locks, and which process keeps it open."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sanwen.config.cluster import faults
from sanwen.config.cluster.faults import ClusterError

PATIENCE = 150.0
ROOM_TO_START = 48 * 1024 * 1024
ROOM_TO_MAKE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Passwords:
    superuser: str
    application: str


@dataclass(frozen=True, slots=True)
class Folder:
    """`$SANWEN_HOME/cluster`: data (PostgreSQL's own), log, passwords, locks."""

    path: Path

    @property
    def data(self) -> Path:
        return self.path / "data"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def start_log(self) -> Path:
        return self.log / "start.log"

    def prepare(self) -> None:
        try:
            self.log.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.path).free
            self.passwords()
        except OSError as problem:
            raise faults.from_os(problem, self.path.parent) from None
        if free < (ROOM_TO_START if self.data.exists() else ROOM_TO_MAKE):
            raise ClusterError(
                f"{faults.disk_full(self.path)} ({free // 1024**2} MB free, "
                f"{ROOM_TO_MAKE // 1024**2} MB wanted)"
            )

    def passwords(self) -> Passwords:
        """Made once; written beside and renamed, so that nobody reads half a file."""
        kept = self.path / "passwords.json"
        if not kept.exists():
            made = {
                "superuser": secrets.token_urlsafe(24),
                "application": secrets.token_urlsafe(24),
            }
            draft = self.path / f".passwords.{secrets.token_hex(8)}"
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump(made, file)
            with contextlib.suppress(FileExistsError):
                os.link(draft, kept)
            draft.unlink()
        return Passwords(**json.loads(kept.read_text()))

    def written_by(self) -> int | None:
        """The major that made the data, None where there is none yet."""
        marker = self.data / "PG_VERSION"
        return int(marker.read_text()) if marker.exists() else None

    def postmaster(self) -> tuple[int, int] | None:
        """Process and port from postmaster.pid (lines 1 and 4), if it is there and whole."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), int(lines[3])
        except (OSError, IndexError, ValueError):
            return None

    def last_port(self) -> int:
        """The port of the last run: kept where possible, so that open pools find the way back."""
        with contextlib.suppress(OSError, ValueError):
            return int((self.path / "port").read_text())
        return 0

    def remember_port(self, port: int) -> None:
        if port != self.last_port():
            (self.path / "port").write_text(f"{port}\n")

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """One process at a time makes, starts or stops."""
        with self._open("lock") as file:
            deadline = time.monotonic() + PATIENCE
            while not _flock(file.fileno(), fcntl.LOCK_EX):
                if time.monotonic() > deadline:
                    raise ClusterError(
                        f"Another process has been starting or stopping {self.path} for too long."
                    )
                time.sleep(0.02)
            yield

    def enter(self) -> int:
        """Marks this process as a user of the cluster until `leave`, or until it dies."""
        with self._open("users") as file:
            descriptor = os.dup(file.fileno())
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        return descriptor

    def leave(self, descriptor: int) -> bool:
        """True when nobody else uses the cluster: the last one out turns off the light."""
        last = _flock(descriptor, fcntl.LOCK_EX)
        os.close(descriptor)
        return last

    def abandoned(self) -> bool:
        with self._open("users") as file:
            return _flock(file.fileno(), fcntl.LOCK_EX)

    def _open(self, name: str) -> TextIO:
        try:
            return open(self.path / name, "a")
        except OSError as problem:
            raise faults.from_os(problem, self.path.parent) from None


def _flock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
