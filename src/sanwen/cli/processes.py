"""Child processes that are kept running, and that never outlive their parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0
# A child that has lived this long starts again with the shortest pause.
SETTLED = 60.0
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(slots=True)
class Child:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 0.5
    born: float = 0.0
    due: float = field(default=0.0)

    def start(self) -> None:
        parent = os.getpid()

        def die_with_parent() -> None:
            if _libc is not None:
                _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
                if os.getppid() != parent:
                    os._exit(1)

        self.born = time.monotonic()
        # Its own session: Ctrl-C reaches only us, and we stop the children in order.
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def tend(self) -> str | None:
        """Starts the child again when it has died; says so once per death."""
        if self.process is None:
            if time.monotonic() >= self.due:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self._end_group()
        lived = time.monotonic() - self.born
        self.pause = 0.5 if lived > SETTLED else min(self.pause * 2, LONGEST_PAUSE)
        self.due, self.process = time.monotonic() + self.pause, None
        return f"The {self.name} ended ({_how(code)}); it starts again in {self.pause:.0f} s."

    def ask_to_stop(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()

    def wait_stopped(self, patience: float) -> None:
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self._end_group()
        self.process.wait()
        self.process = None

    def _end_group(self) -> None:
        """What the child left behind: grandchildren would go on holding the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
