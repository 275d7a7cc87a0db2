"""Runs PostgreSQL's programs as the right account, with a clean environment."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanwen.config.cluster.faults import ClusterError


@dataclass(frozen=True, slots=True)
class Account:
    """Who PostgreSQL runs as; it refuses root."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        if self.prefix:
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """Ourselves, or as root the owner of the data, or `nobody` for new data."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owner = data.stat() if data.exists() else None
    if owner is not None and owner.st_uid != 0:
        return _other(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return _other(nobody.pw_uid, nobody.pw_gid)


@lru_cache
def _other(uid: int, gid: int) -> Account:
    setpriv = shutil.which("setpriv")
    if not setpriv:
        raise ClusterError(
            "PostgreSQL refuses to run as root, and setpriv (package util-linux) is missing. "
            "Install it, start Sanwen as an ordinary user, or set DATABASE_URL."
        )
    plain = (setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
    # The capability lets that account walk through folders of mode 0700 above the data and the
    # programs, so that no folder of root's has to be opened to everyone.
    walking = (*plain, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    allowed = subprocess.run([*walking, "true"], capture_output=True, check=False).returncode == 0
    return Account(uid, gid, walking if allowed else plain)


def clean_environment() -> dict[str, str]:
    """Without PG* (they would redirect every program) and with messages in English to recognise."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    kept.pop("DATABASE_URL", None)
    return kept | {"LC_ALL": "C", "LANGUAGE": "C"}


def run(command: Sequence[str], account: Account, *, timeout: float) -> tuple[int, str]:
    """Exit code and output. A file, not a pipe: the daemon would keep a pipe open for ever."""
    with tempfile.TemporaryFile() as output:
        try:
            code = subprocess.run(
                [*account.prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=clean_environment(),
                cwd="/",
                start_new_session=True,
                timeout=timeout,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            code = -1
        output.seek(0)
        return code, output.read().decode(errors="replace")
