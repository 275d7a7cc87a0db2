"""The process tree as an operator meets it: started, killed in parts and as a whole, stopped."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from sanwen.config import cluster
from sanwen.config.cluster.folder import Folder

pytestmark = pytest.mark.fault
SANWEN = [sys.executable, "-P", "-m", "sanwen.cli.main"]
# Several migrations and other work on the machine: patience, not a stopwatch.
PATIENCE = 240.0


@dataclass
class Serving:
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def page(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def children(self) -> dict[int, str]:
        """Process numbers and commands of everything this server started, however deep."""
        told = subprocess.run(
            ["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        )
        rows = [line.split(None, 2) for line in told.stdout.splitlines()]
        found: dict[int, str] = {}
        for pid, parent, command in rows * 3:
            if int(parent) in {self.process.pid, *found}:
                found[int(pid)] = command
        return found

    def child(self, word: str) -> int:
        return next((pid for pid, command in self.children().items() if word in command), 0)


def until(true: Callable[[], object], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    source = str(Path(__file__).parents[2] / "src")
    return {**kept, "SANWEN_HOME": str(home), "PYTHONPATH": source, "COLUMNS": "100"}


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Serving]:
    port, log = free_port(), home / "serve.log"
    command = [*SANWEN, "serve", "--bind", f"127.0.0.1:{port}"]
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment(home), stdout=out, stderr=out)
    try:
        started = Serving(process, port, log)
        until(lambda: started.page() or process.poll() is not None)
        yield started
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder, made and migrated once."""
    made = tmp_path_factory.mktemp("home")
    subprocess.run([*SANWEN, "migrate"], env=environment(made), check=True)
    return made


def rows(home: Path) -> int:
    with cluster.start(home) as running, psycopg.connect(running.url) as connection:
        found = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
    return int(found[0]) if found else 0


def test_a_page_comes_and_ctrl_c_stops_everything_the_database_too(home: Path) -> None:
    with serving(home) as server:
        assert server.page() == 200
        until(lambda: server.child("worker"))
        before = server.children()

        server.process.send_signal(signal.SIGINT)

        assert server.process.wait(30) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in before)
    assert cluster.url_if_running(home) is None
    assert Folder(home / "cluster").postmaster() is None


def test_the_second_start_keeps_its_data(home: Path) -> None:
    before = rows(home)

    with serving(home) as server:
        assert server.page() == 200

    assert rows(home) == before > 0


def test_a_taken_port_is_refused_before_anything_starts(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        told = subprocess.run(
            [*SANWEN, "serve", "--bind", f"127.0.0.1:{port}"],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )

    assert told.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in told.stderr
    assert cluster.url_if_running(home) is None


def test_a_killed_worker_is_started_again(home: Path) -> None:
    with serving(home) as server:
        until(lambda: server.child("worker"))
        old = server.child("worker")

        os.kill(old, signal.SIGKILL)

        until(lambda: server.child("worker") not in (0, old))
        assert server.page() == 200
    assert "The worker ended (signal 9)" in server.log.read_text()


def test_a_killed_web_server_is_started_again_on_its_port(home: Path) -> None:
    with serving(home) as server:
        old = server.child("granian")

        os.kill(old, signal.SIGKILL)

        until(lambda: server.child("granian") not in (0, old))
        until(lambda: server.page() == 200)


def test_a_killed_database_comes_back_under_the_running_server(home: Path) -> None:
    with serving(home) as server:
        running = Folder(home / "cluster").postmaster()
        assert running is not None

        os.kill(running[0], signal.SIGKILL)

        until(lambda: cluster.url_if_running(home))
        until(lambda: server.page() == 200)
    assert "The database ended; it starts again." in server.log.read_text()


def test_when_the_parent_is_killed_its_children_go_and_the_next_start_works(home: Path) -> None:
    with serving(home) as server:
        until(lambda: server.child("worker"))
        children = [
            pid
            for pid, command in server.children().items()
            if re.search("granian|worker", command)
        ]
        server.process.kill()
        server.process.wait()

        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 30)

    with serving(home) as again:
        assert again.page() == 200


def test_two_servers_share_one_data_folder(home: Path) -> None:
    with serving(home) as first, serving(home) as second:
        assert (first.page(), second.page()) == (200, 200)

        first.process.terminate()
        assert first.process.wait(30) == 0

        assert second.page() == 200
