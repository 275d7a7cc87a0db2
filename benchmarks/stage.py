"""A throw-away database, a real web server, clients, and the CPU that each of them took."""

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

import psutil

from sanwen.config import cluster

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Taken:
    """Seconds of every request, and CPU seconds of the web server and of PostgreSQL meanwhile."""

    times: list[float]
    wall: float
    web_cpu: float
    database_cpu: float

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.times + other.times,
            self.wall + other.wall,
            self.web_cpu + other.web_cpu,
            self.database_cpu + other.database_cpu,
        )

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
    def all_each(self) -> float:
        return self.cpu_each + self.database_each

    @property
    def rate(self) -> float:
        return len(self.times) / self.wall

    @property
    def per_cpu_second(self) -> float:
        """How many the whole machine does for one second of CPU, database included."""
        return len(self.times) / (self.web_cpu + self.database_cpu)


@contextmanager
def database(*, quick: bool = False) -> Iterator[cluster.Cluster]:
    """A cluster of its own that writes as safely as the real one (fsync on) unless `quick`."""
    home = Path(tempfile.mkdtemp(prefix="sanwen-measured-"))
    running = cluster.throwaway() if quick else cluster.start(home)
    os.environ |= {
        "SANWEN_HOME": str(home),
        "DATABASE_URL": running.url,
        "DJANGO_SETTINGS_MODULE": "sanwen.config.settings",
        "SANWEN_FORM_LIMIT": "100000000",
        "SANWEN_UNIT": "hub",
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


@dataclass(frozen=True)
class Server:
    """A web server, and the database server whose CPU counts with it."""

    port: int
    process: psutil.Process
    postmaster: psutil.Process


@contextmanager
def served(
    running: cluster.Cluster,
    application: str = "sanwen.config.wsgi:application",
    *,
    ready: str = "/healthz",
    python: str = sys.executable,
    workers: int = 2,
    threads: int = 4,
    **environment: str,
) -> Iterator[Server]:
    """Granian as `sanwen serve` runs it."""
    port = free_port()
    command = [python, "-m", "granian", "--no-ws", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), application]
    quiet = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "SANWEN_POOL": str(threads)}
    log = Path(os.environ["SANWEN_HOME"]) / f"web-{port}.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, env=os.environ | quiet | environment, stdout=told, stderr=told
        )
    try:
        _wait(port, ready)
        yield Server(port, psutil.Process(process.pid), postmaster(running))
    except BaseException as failure:
        failure.add_note(log.read_text(errors="replace")[-4000:])
        raise
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, ready: str) -> None:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.2):
                break
        except OSError:
            time.sleep(0.1)
    for _ in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", ready)
        connection.getresponse().read()


def postmaster(running: cluster.Cluster) -> psutil.Process:
    known = running.folder.postmaster()
    assert known, "the database does not run"
    return psutil.Process(known[0])


def cpu(process: psutil.Process) -> float:
    """Seconds of CPU of a process and all below it, those that ended included."""
    own = process.cpu_times()
    total = own.user + own.system + own.children_user + own.children_system
    for child in process.children():
        try:
            total += cpu(child)
        except psutil.NoSuchProcess:
            continue
    return total


def drive(
    server: Server,
    request: Callable[[http.client.HTTPConnection, int], None],
    *,
    clients: int = 4,
    each: int = 100,
) -> Taken:
    """`clients` threads, one connection each, `each` requests one after another; a bounded loop."""
    times: list[float] = []
    failures: list[BaseException] = []

    def one(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            for number in range(each):
                start = time.perf_counter()
                request(connection, client * each + number)
                times.append(time.perf_counter() - start)
        except BaseException as failure:
            failures.append(failure)

    before = cpu(server.process), cpu(server.postmaster)
    start = time.perf_counter()
    threads = [threading.Thread(target=one, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    if failures:
        raise failures[0]
    after = cpu(server.process), cpu(server.postmaster)
    return Taken(times, wall, after[0] - before[0], after[1] - before[1])
