"""Votes through HTTP: how many a second 64 voters get accepted, and whether any is ever lost.

    python -m benchmarks.votes [statements, default 150]

Three runs against a real server: undisturbed; with the web server killed (-9) in the middle; with
PostgreSQL killed (-9) in the middle. Afterwards every vote that was answered with 2xx or 3xx is
looked for in the database. The load generator runs on the same two cores.
"""

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
from rich.table import Table

from benchmarks import report, stage
from benchmarks.voters import Voter, crowd
from sanwen.config import cluster

VOTERS = 64
STATEMENTS = 150
COLUMNS = ("run", "votes accepted", "votes/s", "median ms", "p95 ms", "asked again", "lost")


@dataclass(frozen=True)
class Run:
    name: str
    accepted: int
    wall: float
    times: list[float]
    again: int
    lost: int


class Web:
    """Granian on one port, so that it can come back after it was killed."""

    def __init__(self) -> None:
        self.port = stage.free_port()
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "granian", "--no-ws", "--interface", "wsgi"]
        command += ["--port", str(self.port), "--workers", "2", "--blocking-threads", "4"]
        command += ["sanwen.config.wsgi:application"]
        log = Path(os.environ["SANWEN_HOME"]) / "web.log"
        path = {"PYTHONPATH": f"{stage.ROOT / 'src'}:{stage.ROOT}", "SANWEN_POOL": "4"}
        with log.open("ab") as told:
            process = subprocess.Popen(command, env=os.environ | path, stdout=told, stderr=told)
        self._wait()
        return process

    def _wait(self) -> None:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """All of it at once, without a word."""
        whole = psutil.Process(self.process.pid)
        for one in [whole, *whole.children(recursive=True)]:
            one.send_signal(signal.SIGKILL)
        self.process.wait()

    def revive(self) -> None:
        self.process = self._start()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def asked(statements: int) -> int:
    """A consultation that is open, with its statements; the database is otherwise empty."""
    from django.utils import timezone

    from sanwen.counsel.consultations.models import Consultation, Phase, Statement
    from sanwen.counsel.consultations.phases import Kind
    from sanwen.counsel.consultations.states import Stand, State
    from sanwen.places.models import Unit
    from tests.factories.places import units

    unit = Unit.objects.filter(code="desk").first() or units().desk
    now = timezone.now()
    today = timezone.localdate(now)
    who = {"made_by": "machine:benchmark", "published_by": "machine:benchmark"}
    one = Consultation.objects.create(
        unit=unit, question="空地做什么？", summary="村口的空地。", background="两亩。",
        who_decides="镇政府", decide_by=today + timedelta(60), seed="benchmark",
        state=State.PUBLISHED, made_at=now, published_at=now, **who,
    )  # fmt: skip
    Phase.objects.create(
        consultation=one, kind=Kind.GATHER, opens_on=today, closes_on=today + timedelta(30)
    )
    Statement.objects.bulk_create(
        Statement(
            consultation=one, number=n, text=f"第{n}条：村口的空地可以这样用，大家看行不行。",
            stand=Stand.SHOWN, said_at=now, sifted_at=now, sifted_by="machine:benchmark",
        )
        for n in range(1, statements + 1)
    )  # fmt: skip
    return one.pk


def lost(one: int, voters: list[Voter]) -> int:
    """Accepted votes that the database does not have, or has otherwise."""
    from django.db import connections

    from sanwen.counsel.consultations.models import Vote

    connections.close_all()
    rows = Vote.objects.filter(consultation=one).values_list(
        "participant", "statement__number", "value"
    )
    held = {(who, number): value for who, number, value in rows}
    told = [(v.participant, n, value) for v in voters for n, value in v.taken.items()]
    return sum(held.get((who, number)) != value for who, number, value in told)


def run(name: str, web: Web, statements: int, disturb: Callable[[], None] | None) -> Run:
    one = asked(statements)
    voters = [Voter(web.port, f"/ask/C-{one}/react/") for _ in range(VOTERS)]
    begun = threading.Thread(target=_in_the_middle, args=(voters, statements, disturb))
    begun.start()
    wall = asyncio.run(crowd(voters, statements))
    begun.join()
    times = [each for voter in voters for each in voter.times]
    again = sum(voter.again for voter in voters)
    return Run(name, len(times), wall, times, again, lost(one, voters))


def _in_the_middle(
    voters: list[Voter], statements: int, disturb: Callable[[], None] | None
) -> None:
    if disturb is None:
        return
    while sum(len(voter.taken) for voter in voters) < VOTERS * statements // 2:
        time.sleep(0.05)
    disturb()


@contextmanager
def killed_database(running: cluster.Cluster) -> Iterator[None]:
    whole = stage.postmaster(running)
    for one in [whole, *whole.children(recursive=True)]:
        one.send_signal(signal.SIGKILL)
    yield
    running.revive()


def kill_database(running: cluster.Cluster) -> None:
    with killed_database(running):
        time.sleep(1)


def kill_web(web: Web) -> None:
    web.kill()
    time.sleep(0.5)
    web.revive()


def main() -> None:
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS
    with stage.database() as running:
        stage.django_ready()
        web = Web()
        try:
            runs = [
                run("undisturbed", web, statements, None),
                run("web server killed -9", web, statements, lambda: kill_web(web)),
                run("PostgreSQL killed -9", web, statements, lambda: kill_database(running)),
            ]
        finally:
            web.stop()
        told(runs)


def told(runs: list[Run]) -> None:
    table = Table(*COLUMNS, title=f"{VOTERS} voters at once", caption=report.machine())
    for each in runs:
        ordered = sorted(each.times)
        table.add_row(
            each.name,
            f"{each.accepted:,}",
            f"{each.accepted / each.wall:.0f}",
            f"{statistics.median(ordered) * 1000:.0f}",
            f"{ordered[int(len(ordered) * 0.95)] * 1000:.0f}",
            str(each.again),
            str(each.lost),
        )
    report.show(table)
    first = runs[0].accepted / runs[0].wall
    report.verdicts(
        "Promised",
        [
            report.Line("votes accepted a second", f"{first:.0f}", "≥ 300", first >= 300),
            report.Line(
                "accepted and lost", str(sum(each.lost for each in runs)), "0",
                not any(each.lost for each in runs),
            ),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
