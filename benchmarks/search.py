"""How long words take to be found among a million matters, and whether all are found.

python -m benchmarks.search [n]      1,000,000 matters unless said

The words of the messages are cut and mixed from real ones (`SANWEN_DATA`, or ../shared/data beside
the project), so that common and rare words are as common and as rare as they are; without them
from a few made-up sentences. Each message also has a name of its own.
"""

import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.fill import fill

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "messages"
MATTERS, POOL, WORDS, FASTEST_P95 = 1_000_000, 60_000, 24, 60
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑"
SOUGHT = """
CREATE FUNCTION fill_sought(words text, voice bigint) RETURNS text LANGUAGE sql AS
$$ SELECT p.words || ' ' || substr('{surnames}', 1 + (voice * 7 % {many})::int, 1)
     || chr((19968 + voice * 7919 % 20000)::int)
   FROM fill_pool p WHERE p.n = voice % {pool} $$"""
RNG = random.Random(20261122)


@dataclass(frozen=True)
class Way:
    name: str
    who: str
    queue: str = ""


WAYS = (
    Way("all that one may see", seed.Desk.clerk),
    Way("the same, a unit's handler", seed.Desk.handler),
    Way("the same, 60 units' head", seed.Desk.head),
    Way("in one queue: new", seed.Desk.clerk, "new"),
    Way("in one queue: our unit's, in hand", seed.Desk.handler, "unit-hand"),
    Way("with days: one year", seed.Desk.clerk, "*year"),
)


def sentences() -> list[str]:
    """Stretches of real messages, as they are searched."""
    from sanwen.methods.text import sought

    if not (DATA / "hot_4326.xlsx").exists():
        texts = ["小区门口的路灯不亮已经三天", "楼下烧烤店的油烟很大", "水管漏水没有人来修"] * 50
    else:
        from python_calamine import CalamineWorkbook

        texts = []
        for name, column in (("hot_4326.xlsx", 4), ("replied_2816.xlsx", 4)):
            if (DATA / name).exists():
                rows = CalamineWorkbook.from_path(DATA / name).get_sheet_by_index(0).to_python()
                texts += [str(row[min(column, len(row) - 1)]) for row in rows[1:]]
    plain = [sought(text) for text in texts]
    return [text[at : at + 70] for text in plain for at in range(0, min(len(text), 700), 70)]


def pool() -> list[str]:
    """Messages of two to four stretches, mixed by a fixed seed."""
    parts = sentences()
    return ["".join(RNG.choices(parts, k=RNG.randint(2, 4))) for _ in range(POOL)]


def words(texts: Sequence[str], size: int) -> list[str]:
    """Random stretches of random messages: common ones come as often as they are common."""
    found: list[str] = []
    while len(found) < WORDS:
        text = RNG.choice(texts)
        at = RNG.randrange(max(1, len(text) - size))
        piece = text[at : at + size]
        if len(piece) == size and all("\u4e00" <= sign <= "\u9fff" for sign in piece):
            found.append(piece)
    return found


def names() -> list[str]:
    """Names that a few messages in a million have."""
    return [f"{RNG.choice(SURNAMES)}{chr(19968 + RNG.randrange(20000))}" for _ in range(WORDS)]


def put(texts: Sequence[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fill_pool (n bigint PRIMARY KEY, words text)")
        with cursor.copy("COPY fill_pool FROM STDIN") as copy:
            for row in enumerate(texts):
                copy.write_row(row)


def asked(way: Way, word: str):
    from sanwen.deliver.matters.queues import queue_of
    from sanwen.deliver.matters.search import Asked
    from sanwen.people.models import User

    person = User.objects.get(username=way.who)
    if way.queue == "*year":
        since, before = datetime(2022, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)
        return person, Asked(word, since=since, before=before)
    return person, Asked(word, queue=queue_of(person, way.queue) if way.queue else None)


@dataclass(frozen=True)
class Taken:
    """Milliseconds of each search: waited, and worked by this process and its database backend."""

    waited: list[float]
    worked: list[float]

    def at(self, share: float) -> str:
        return f"{self._at(self.waited, share):.0f} / {self._at(self.worked, share):.0f}"

    def p95(self) -> float:
        return self._at(self.worked, 0.95)

    @staticmethod
    def _at(times: list[float], share: float) -> float:
        return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def timed(way: Way, looked_for: Sequence[str]) -> Taken:
    from sanwen.deliver.matters.search import search

    today = datetime.now(UTC).date()
    waited, worked = [], []
    for word in looked_for:
        person, question = asked(way, word)
        start, before = time.perf_counter(), cpu()
        search(person, question, today=today)
        waited.append((time.perf_counter() - start) * 1000)
        worked.append((cpu() - before) * 1000)
    return Taken(waited, worked)


def cpu() -> float:
    """Seconds of CPU of this process and of the one that answers it; a busy machine adds none."""
    return (
        time.process_time() + int(Path(f"/proc/{backend()}/schedstat").read_text().split()[0]) / 1e9
    )


@cache
def backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def scanned(word: str) -> list[int]:
    """The newest fifty by reading every row, as without any index."""
    from django.db import connection

    with connection.cursor() as cursor:
        for way in ("indexscan", "bitmapscan", "nestloop"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(
            """SELECT m.id FROM matters_matter m WHERE m.id IN (
                 SELECT j.matter_id FROM matters_joining j JOIN voices_voice v ON v.id = j.voice_id
                 WHERE position(%s IN v.sought) > 0)
               ORDER BY m.opened_at DESC, m.id DESC LIMIT 50""",
            [word],
        )
        return [row[0] for row in cursor.fetchall()]


def recall(kinds: dict[str, list[str]], each: int = 4) -> tuple[int, int, int]:
    """Of the newest fifty that a full scan finds, how many search finds; in the same order?"""
    from django.db import transaction

    from sanwen.deliver.matters.search import search

    today, right, of, ordered = datetime.now(UTC).date(), 0, 0, 0
    for looked_for in kinds.values():
        for word in looked_for[:each]:
            person, question = asked(WAYS[0], word)
            found = [hit.matter.pk for hit in search(person, question, today=today).hits]
            with transaction.atomic():
                truth = scanned(word)
            right += len(set(found) & set(truth))
            of += len(truth)
            ordered += found == truth
    return right, of, ordered


def sizes() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_size_pretty(pg_relation_size('voices_sought')),
                 pg_size_pretty(pg_total_relation_size('voices_voice')),
                 (SELECT round(avg(length(words))) FROM fill_pool)"""
        )
        index, table, length = cursor.fetchone()
    return f"index {index}, table of messages with all indexes {table}, {length} characters each"


def main(n: int) -> None:
    with stage.database() as running:
        stage.django_ready()
        seed.county()
        texts = pool()
        put(texts)
        made = SOUGHT.format(surnames=SURNAMES, many=len(SURNAMES), pool=POOL)
        filled = fill(n, url=running.superuser_url, sought=made)
        sys.stderr.write(f"{n:,} matters in {filled.seconds:.0f} s\n")
        kinds = {"1 character": words(texts, 1), "2 characters": words(texts, 2)}
        kinds |= {"4 characters": words(texts, 4), "names, 2 characters": names()}
        table = Table("where", "words", "median", "p95", "worst", caption="ms waited / ms worked")
        table.title = f"Search at {n:,} matters: {sizes()}"
        lines = []
        for way in WAYS:
            timed(way, kinds["2 characters"][:10])
            for kind, looked_for in kinds.items():
                taken = timed(way, looked_for)
                table.add_row(way.name, kind, *(taken.at(share) for share in (0.5, 0.95, 1)))
                p95 = taken.p95()
                told = (f"{way.name}: {kind}, p95", f"{p95:.0f} ms of work")
                lines.append(report.Line(*told, f"≤ {FASTEST_P95} ms", p95 <= FASTEST_P95))
        report.show(table)
        right, of, ordered = recall(kinds)
        told = ("recall against a full scan", f"{right} of {of}", "1.0", right == of)
        lines.append(report.Line(*told))
        lines.append(report.Line("pages in the very same order", f"{ordered} of {4 * len(kinds)}"))
        report.verdicts("Search", lines)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS)
