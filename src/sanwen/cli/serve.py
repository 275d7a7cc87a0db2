"""The process tree: this parent keeps the database, the web server and one worker running."""

import http.client
import math
import os
import signal
import sys
import threading
import time
from types import FrameType

from django.conf import settings
from django.db import connections
from rich.console import Console
from rich.panel import Panel

from sanwen.cli import address, migrate
from sanwen.cli.address import Address
from sanwen.cli.processes import Child
from sanwen.config import embedded
from sanwen.config.cluster import ClusterError
from sanwen.core import environment

PATIENCE = 20.0
LOOK_EVERY = 0.5
DATABASE_EVERY = 2.0
READY_WITHIN = 60.0
console = Console(stderr=True, highlight=False)


def run(*, bind: str | None, worker: bool) -> int:
    where = chosen(bind)
    address.check_free(where)
    steps = migrate.up_to_date()
    if steps:
        console.print(f"Migrated: {steps} steps.")
    return keep(where, worker=worker)


def chosen(bind: str | None) -> Address:
    return address.read(bind or environment.text("SANWEN_BIND") or "127.0.0.1:8000")


def keep(where: Address, *, worker: bool, note: str = "") -> int:
    """Runs until SIGTERM, SIGHUP or Ctrl-C; then the children first, the database last."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True, mode=0o700)
    connections.close_all()
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    children = [web(where), *([background()] if worker else [])]
    waiting = threading.Thread(target=_welcome, args=(where, note, stopping, children), daemon=True)
    waiting.start()
    try:
        _watch(children, stopping)
    finally:
        _end(children)
    return 0


def _welcome(where: Address, note: str, stopping: threading.Event, children: list[Child]) -> None:
    """Beside the watch, which must not wait: the database may die before the first page."""
    if _ready(where, stopping):
        console.print(_panel(where, note))
    for child in children:
        child.due = 0.0


def web(where: Address) -> Child:
    threads = environment.number("SANWEN_THREADS", 4, high=64)
    workers = environment.number("SANWEN_WORKERS", 2, high=64)
    options = {
        "--interface": "wsgi",
        "--host": where.host,
        "--port": str(where.port),
        "--workers": str(workers),
        "--blocking-threads": str(threads),
        "--log-level": "warning",
        "--workers-kill-timeout": "10",
    }
    command = [sys.executable, "-P", "-m", "granian", "--no-ws", "--respawn-failed-workers"]
    command += [part for pair in options.items() for part in pair]
    pool = {"SANWEN_POOL": os.environ.get("SANWEN_POOL") or str(threads)}
    return Child("web server", [*command, "sanwen.config.wsgi:application"], os.environ | pool)


def background() -> Child:
    kept = {name: value for name, value in os.environ.items() if name != "SANWEN_POOL"}
    command = [sys.executable, "-P", "-m", "sanwen.cli.main", "worker"]
    # It waits for the first page, so that the two do not compete for the processors.
    return Child("worker", command, kept, due=math.inf)


def _watch(children: list[Child], stopping: threading.Event) -> None:
    looked = time.monotonic()
    while not stopping.is_set():
        for child in children:
            if news := child.tend():
                console.print(news)
        stopping.wait(LOOK_EVERY)
        if time.monotonic() - looked > DATABASE_EVERY:
            _watch_database(children)
            looked = time.monotonic()


def _watch_database(children: list[Child]) -> None:
    cluster = embedded.held()
    if cluster is None or cluster.alive():
        return
    console.print("The database ended; it starts again.")
    before = cluster.url
    try:
        cluster.revive()
    except ClusterError as problem:
        console.print(str(problem))
        return
    if cluster.url != before:
        # Only where somebody else took its port meanwhile: the children must learn the new one.
        os.environ["DATABASE_URL"] = cluster.url
        for child in children:
            child.environment = {**child.environment, "DATABASE_URL": cluster.url}
            child.ask_to_stop()


def _ready(where: Address, stopping: threading.Event) -> bool:
    """Whether the first page comes before the patience ends."""
    end = time.monotonic() + READY_WITHIN
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(where.host, where.host)  # noqa: S104
    while time.monotonic() < end and not stopping.wait(0.05):
        try:
            asked = http.client.HTTPConnection(host, where.port, timeout=10)
            asked.request("GET", "/healthz", headers={"Host": "localhost"})
            asked.getresponse().read()
        except OSError:
            continue
        return True
    return False


def _panel(where: Address, note: str) -> Panel:
    lines = [
        f"[bold]{where.url}/[/]  home · 首页",
        f"[bold]{where.url}/desk/[/]  staff · 工作台",
        *([note] if note else []),
        "[dim]Ctrl-C stops everything, the database too · 按 Ctrl-C 停止[/]",
    ]
    return Panel("\n".join(lines), title="Sanwen 三问", title_align="left", expand=False)


def _end(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_stopped(PATIENCE)
