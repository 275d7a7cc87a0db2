"""What it costs to keep the sums, to count everything anew, and to read a card or a page.

python -m benchmarks.rates [n]      100,000 matters unless said

Pages are asked of the program in this process, without a web server between.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.fill import fill

ROUNDS, TOUCHED, PAGE_P95 = 40, 2_000, 100


def timed(act: Callable[[], object], rounds: int = 1) -> list[float]:
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return found


def p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def main(size: int) -> None:
    with stage.database(quick=True) as running:
        stage.django_ready()
        seed.county()
        filled = fill(size, url=running.superuser_url)
        print(report.machine())
        print(f"{size:,} matters in {filled.seconds:.0f} s")
        table = Table("what", "median ms", "p95 ms", title=f"Rates at {size:,} matters")
        for name, times in measured(filled.first, size):
            table.add_row(name, f"{statistics.median(times):,.1f}", f"{p95(times):,.1f}")
        report.show(table)


def measured(first: int, size: int) -> list[tuple[str, list[float]]]:
    from django.db import connection

    from sanwen.core.actors import Machine
    from sanwen.verdict.scorecards import comparing, figures
    from sanwen.verdict.scorecards.actions import keeping
    from sanwen.verdict.scorecards.models import Tally

    rows = [("a full recount", timed(lambda: keeping.recount(by=Machine("benchmark"))))]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE scorecards_tally, scorecards_fact, scorecards_answerprint")
    wrong: list[keeping.Wrong] = []
    rows.append(
        ("compare all with a full count", timed(lambda: wrong.append(keeping.difference())))
    )
    print(f"rows of sums: {Tally.objects.count():,}")
    print(f"differ from a full count: {wrong[0].facts} facts, {wrong[0].sums} sums")
    rows.append(("one matter written, triggers on", touched(first, size, 500)))
    rows.append(("one matter written, triggers off", touched(first, size, 500, off=True)))
    keeping.keep()
    touched(first, size, TOUCHED)
    rows.append((f"{TOUCHED:,} touched matters counted anew", timed(keeping.keep)))
    today = datetime.now(UTC).date()
    quarter = {"since": date(today.year - 1, 7, 1), "until": date(today.year - 1, 10, 1)}
    year = {"since": date(today.year - 1, 1, 1), "until": date(today.year, 1, 1)}
    every = {"since": date(2000, 1, 1), "until": today}
    month = {"since": year["since"], "until": year["since"] + timedelta(31)}
    for name, act, rounds in (
        ("card of a quarter", lambda: figures.card(**quarter), ROUNDS),
        ("card of a year", lambda: figures.card(**year), ROUNDS),
        ("card of all years", lambda: figures.card(**every), ROUNDS),
        ("flow by subject, a year", lambda: figures.flow(**year, by="category"), ROUNDS),
        ("cells of a month", lambda: list(figures.cells(**month)), 5),
        ("tiers of a quarter", lambda: comparing._compare(*quarter.values()), 5),
    ):
        rows.append((name, timed(act, rounds)))
    return rows + pages(f"{quarter['since'].year}-Q3")


def touched(first: int, size: int, many: int, *, off: bool = False) -> list[float]:
    """Single updates, as acts make them."""
    from django.db import connection

    numbers = [first + number * 7919 % size for number in range(many)]
    with connection.cursor() as cursor:
        if off:
            cursor.execute("ALTER TABLE matters_matter DISABLE TRIGGER USER")
        write = "UPDATE matters_matter SET urgent = NOT urgent WHERE id = %s"
        found = [timed(lambda n=number: cursor.execute(write, [n]))[0] for number in numbers]
        if off:
            cursor.execute("ALTER TABLE matters_matter ENABLE TRIGGER USER")
    return found


def pages(quarter: str) -> list[tuple[str, list[float]]]:
    from django.test import Client

    from sanwen.people.models import User
    from sanwen.places.models import Unit

    staff = Client()
    staff.force_login(User.objects.get(username=seed.Desk().overseer))
    code = Unit.objects.exclude(parent=None).order_by("level", "code")[0].code
    found = []
    for name, client, path in (
        ("page: staff, whole", staff, f"/results/rates/?period={quarter}"),
        ("page: staff, unit", staff, f"/results/rates/of/{code}/?period={quarter}"),
        ("page: everybody, whole", Client(), f"/open/rates/?period={quarter}"),
        ("page: everybody, unit", Client(), f"/open/rates/{code}/?period={quarter}"),
    ):
        answers = []
        times = timed(
            lambda c=client, p=path, a=answers: a.append(c.get(p).status_code), ROUNDS + 1
        )
        assert set(answers) == {200}, (path, set(answers))
        found.append((name, times[1:]))
    return found


if __name__ == "__main__":
    os.environ.setdefault("SANWEN_HOSTS", "testserver")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
