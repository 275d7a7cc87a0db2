"""What the trail costs an act and four writers, and how fast it is sealed and verified."""

import multiprocessing
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import stage

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
WRITERS = 4
Act = Callable[[int], None]


def act(number: int, *, trail: int) -> None:
    """About the smallest act there is: one contact kept, one message relayed; and `trail` rows."""
    from django.db import transaction

    from sanwen.core.actors import Machine
    from sanwen.integrity.audit.actions import record
    from sanwen.integrity.vault import actions as vault
    from sanwen.integrity.vault.models import RelayMessage

    clerk = Machine("benchmark")
    with transaction.atomic():
        draft = vault.ContactDraft(name="王秀英", phone=f"138{number:08d}", address="东街 12 号")
        (contact,) = vault.keep_many([draft], now=NOW)
        RelayMessage.objects.create(
            contact=contact,
            direction="from_resident",
            text="水管漏了",
            at=NOW,
            actor="resident:A7K3",
        )
        for _ in range(trail):
            record(
                "voice.registered", on=f"voice:V-{number}", by=clerk, at=NOW, channel="web", area=3
            )


def timed(one: Act, count: int) -> list[float]:
    times = []
    for number in range(count):
        start = time.perf_counter()
        one(number)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _writer(trail: int, count: int, answers: Any) -> None:
    from django.db import connection

    connection.ensure_connection()
    answers.put(timed(lambda number: act(number, trail=trail), count))
    connection.close()


def together(trail: int, count: int) -> tuple[float, list[float]]:
    """Acts a second and the times of all, with four writing processes at once."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    start = time.perf_counter()
    writers = [
        context.Process(target=_writer, args=(trail, count, answers)) for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    times = [each for _ in writers for each in answers.get()]
    for writer in writers:
        writer.join()
    return WRITERS * count / (time.perf_counter() - start), times


def cost_of_a_row(console: Console, count: int) -> None:
    timed(lambda number: act(number, trail=1), 200)
    rounds: dict[int, list[float]] = {0: [], 1: [], 2: []}
    for _ in range(5):  # taken in turns, so that a busy moment of the machine falls on all alike
        for trail, times in rounds.items():
            times += timed(lambda number, trail=trail: act(number, trail=trail), count // 5)
    table = Table("rows of trail in the act", "median ms", "p95 ms", "against none")
    plain = median(rounds[0])
    for trail, times in rounds.items():
        share = f"{median(times) / plain - 1:+.1%}"
        table.add_row(
            str(trail), f"{median(times):.3f}", f"{quantiles(times, n=20)[-1]:.3f}", share
        )
    console.print(table)


def side_by_side(console: Console, count: int) -> None:
    table = Table(f"{WRITERS} writers", "acts/s", "median ms", "p95 ms", "against none")
    plain = 0.0
    for trail in (0, 1, 2):
        rate, times = together(trail, count)
        plain = plain or rate
        table.add_row(
            f"{trail} rows of trail", f"{rate:.0f}", f"{median(times):.2f}",
            f"{quantiles(times, n=20)[-1]:.2f}", f"{rate / plain - 1:+.1%}",
        )  # fmt: skip
    console.print(table)


def sealing_and_verifying(console: Console, count: int) -> None:
    from django.db import transaction

    from sanwen.core.actors import Machine
    from sanwen.integrity.audit import actions, verify

    clerk = Machine("benchmark")
    table = Table("", "rows", "seconds", "rows/s")

    def line(name: str, rows: int, start: float) -> None:
        took = time.perf_counter() - start
        table.add_row(name, f"{rows:,}", f"{took:.2f}", f"{rows / took:,.0f}")

    start = time.perf_counter()
    for first in range(0, count, 5_000):
        numbers = range(first, first + 5_000)
        with transaction.atomic():
            actions.record_many(
                [
                    actions.TrailRow("voice.registered", f"voice:V-{n}", clerk, NOW, {"area": n})
                    for n in numbers
                ]
            )
    line("record_many, 5,000 at a time", count, start)
    start = time.perf_counter()
    sealed = sum(seal.count for seal in actions.seal())
    line("seal", sealed, start)
    start = time.perf_counter()
    found = verify.verify()
    line("verify", found.rows, start)
    assert found.ok
    console.print(table)


def main(count: int = 2_000, rows: int = 200_000) -> None:
    console = Console()
    with stage.database():
        stage.django_ready()
        cost_of_a_row(console, count)
        side_by_side(console, count)
        sealing_and_verifying(console, rows)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
