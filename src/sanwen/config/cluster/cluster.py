"""A running cluster as the rest of the program sees it: an address, and a way to stop."""

import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sanwen.config.cluster import binaries, faults, making, serving
from sanwen.config.cluster.folder import Folder
from sanwen.config.cluster.programs import account_for
from sanwen.core import environment

THROWAWAY = "sanwen-throwaway-"
JUST_BEGUN = 60


@dataclass(slots=True)
class Cluster:
    """An attached cluster. The last process that stops using it stops the server."""

    folder: Folder
    port: int
    started: bool
    quick: bool = False
    users: int | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """For the application: its own role, no superuser."""
        return _url(self.folder, self.port, superuser=False)

    @property
    def superuser_url(self) -> str:
        """For set-up only; the application never holds it."""
        return _url(self.folder, self.port, superuser=True)

    def alive(self) -> bool:
        """Asked as the superuser, for whom a place is kept when all others are taken."""
        return serving.answers(self.superuser_url)

    def revive(self) -> bool:
        """Starts the server again if it died under us; True when it had to."""
        with self.folder.locked():
            if self.alive():
                return False
            self.port = _up(self.folder, quick=self.quick)[0]
            return True

    def empty(self) -> None:
        """Drops the application's database, whoever is connected, and makes it anew."""
        with self.folder.locked():
            making.drop(self.superuser_url)
            making.furnish(self.superuser_url, self.folder.passwords(), may_create=self.quick)

    def stop(self) -> None:
        """Leaves; stops the server when nobody else uses it. May be called twice."""
        if self.users is None:
            return
        users, self.users = self.users, None
        with self.folder.locked():
            if self.folder.leave(users):
                _down(self.folder)
        if self.quick:
            shutil.rmtree(self.folder.path.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.stop()


def start(home: Path, *, quick: bool = False) -> Cluster:
    """Attaches to the home's cluster; makes and starts it where needed; mends what a crash left."""
    folder = Folder(home.absolute() / "cluster")
    folder.prepare()
    with folder.locked():
        users = folder.enter()
        try:
            port, started = _up(folder, quick=quick)
        except BaseException:
            folder.leave(users)
            raise
    return Cluster(folder, port, started, quick=quick, users=users)


def throwaway() -> Cluster:
    """For tests and benchmarks: in a temporary folder, without fsync, gone when stopped."""
    _sweep()
    return start(Path(tempfile.mkdtemp(prefix=THROWAWAY)), quick=True)


def url_if_running(home: Path | None = None) -> str | None:
    """The application's address if the home's server answers now; starts nothing."""
    folder = Folder((home or environment.home()) / "cluster")
    running = folder.postmaster()
    if running is None:
        return None
    url = _url(folder, running[1], superuser=False)
    return url if serving.answers(url) else None


def _up(folder: Folder, *, quick: bool) -> tuple[int, bool]:
    """Under the lock: the port, and whether we had to start the server."""
    running = folder.postmaster()
    started = running is None or not serving.answers(_url(folder, running[1], superuser=True))
    port = _run(folder, quick=quick) if running is None or started else running[1]
    making.furnish(_url(folder, port, superuser=True), folder.passwords(), may_create=quick)
    return port, started


def _run(folder: Folder, *, quick: bool) -> int:
    programs = binaries.find(data=folder.data, written_by=folder.written_by())
    account = account_for(folder.data)
    if folder.written_by() is None:
        making.make(folder, programs, account, quick=quick)
    return serving.start(folder, programs, account, quick=quick)


def _down(folder: Folder) -> None:
    if folder.written_by() is not None:
        programs = binaries.find(data=folder.data, written_by=folder.written_by())
        serving.stop(folder, programs, account_for(folder.data))


def _url(folder: Folder, port: int, *, superuser: bool) -> str:
    passwords = folder.passwords()
    if superuser:
        return (
            f"postgresql://{making.SUPERUSER}:{passwords.superuser}@{serving.HOST}:{port}/postgres"
        )
    name = making.APPLICATION
    return f"postgresql://{name}:{passwords.application}@{serving.HOST}:{port}/{name}"


def _sweep() -> None:
    """Clears away throw-away clusters whose owner was killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{THROWAWAY}*"):
        folder = Folder(left / "cluster")
        try:
            settled = time.time() - left.stat().st_mtime > JUST_BEGUN
            if settled and folder.path.exists() and folder.abandoned():
                _down(folder)
                shutil.rmtree(left, ignore_errors=True)
        except (faults.ClusterError, OSError):
            continue
