"""What every server benchmark stands on: a throw-away database, a real web server, clients, and CPU counted."""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from sanwen.config import cluster

ROOT = Path(__file__).resolve().parent.parent
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Taken:
    """Seconds of every request, and CPU seconds of the web server and of PostgreSQL meanwhile."""

    times: list[float]
    wall: float
    web_cpu: float
    database_cpu: float

    def at(self, share: float) -> float:
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))] * 1000

    @property
    def median(self) -> float:
        return statistics.median(self.times) * 1000

    @property
    def cpu_each(self) -> float:
        """Milliseconds of the web server's CPU a request."""
        return self.web_cpu / len(self.times) * 1000

    @property
    def database_each(self) -> float:
        return self.database_cpu / len(self.times) * 1000

    @property
    def rate(self) -> float:
        return len(self.times) / self.wall


@contextmanager
def database(*, quick: bool = False) -> Iterator[cluster.Cluster]:
    """A cluster of its own that writes as safely as the real one (fsync on) unless `quick`."""
    home = Path(tempfile.mkdtemp(prefix="sanwen-bench-"))
    running = cluster.throwaway() if quick else cluster.start(home)
    os.environ |= {
        "SANWEN_HOME": str(home),
        "DATABASE_URL": running.url,
        "DJANGO_SETTINGS_MODULE": "sanwen.config.settings",
        "SANWEN_FORM_LIMIT": "100000000",
    }
    try:
        yield running
    finally:
        from django.db import connections

        connections.close_all()
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


def django_ready() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    application: str = "sanwen.config.wsgi:application",
    *,
    python: str = sys.executable,
    workers: int = 2,
    threads: int = 4,
    **environment: str,
) -> Iterator[tuple[int, psutil.Process]]:
    """Granian as `sanwen serve` runs it."""
    port = free_port()
    command = [python, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), application]
    quiet = {"PYTHONPATH": f"{ROOT / 'src'}", "SANWEN_POOL": str(threads)}
    process = subprocess.Popen(
        command,
        env=os.environ | quiet | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if not os.environ.get("BENCH_LOG") else None,
    )
    try:
        _wait(port)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.2):
                break
        except OSError:
            time.sleep(0.1)
    for _ in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/healthz")
        connection.getresponse().read()


def _cpu(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def _web(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _postgres() -> list[psutil.Process]:
    return [one for one in psutil.process_iter(["name"]) if one.info["name"] == "postgres"]


def drive(
    server: tuple[int, psutil.Process],
    request: Callable[[http.client.HTTPConnection, int], None],
    *,
    clients: int = 4,
    each: int = 100,
) -> Taken:
    """`clients` threads, one connection each, `each` requests one after another; a bounded loop."""
    port, process = server
    times: list[float] = []
    failures: list[BaseException] = []

    def one(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            for number in range(each):
                start = time.perf_counter()
                request(connection, client * each + number)
                times.append(time.perf_counter() - start)
        except BaseException as failure:
            failures.append(failure)

    # Backends that end meanwhile would take their CPU with them; the pool keeps them alive.
    watched = _web(process), _postgres()
    before = [_cpu(group) for group in watched]
    start = time.perf_counter()
    threads = [threading.Thread(target=one, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    if failures:
        raise failures[0]
    after = [_cpu(group) for group in watched]
    return Taken(times, wall, after[0] - before[0], after[1] - before[1])


def get(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], *, expect: int = 200
) -> str:
    connection.request("GET", path, headers=headers)
    return _read(connection, path, expect)


def post(
    connection: http.client.HTTPConnection,
    path: str,
    form: dict[str, str],
    headers: dict[str, str],
    *,
    expect: int = 302,
) -> str:
    connection.request("POST", path, urlencode(form), headers | FORM)
    return _read(connection, path, expect)


def _read(connection: http.client.HTTPConnection, path: str, expect: int) -> str:
    response = connection.getresponse()
    body = response.read()
    if response.status != expect:
        raise AssertionError(f"{path}: {response.status} {response.reason} {body[:300]!r}")
    return body.decode(errors="replace")
