"""How well and how fast the same matter is found, beside other ways; prints tables.

python -m benchmarks.similar [--full] [--server]

100,000 matters, `--full` adds 1,000,000; `--server` leaves out what needs no database.

The matters are copies of real messages (`SANWEN_DATA`, or ../shared/data beside the project), each
with a few characters changed and sentences left out, made in memory by a fixed seed. How right the
five nearest are is counted on issues labelled by reading (`labels/hot_issues.json`, numbers only).
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from rich.table import Table

from benchmarks import report
from sanwen.methods.duplicates import Item, compared
from sanwen.methods.gathering import groups
from sanwen.methods.sameness import Index

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "messages"
LABELS = Path(__file__).with_name("labels") / "hot_issues.json"
ASKED = 200
TARGETS = {100_000: 50, 1_000_000: 150}
Ask = Callable[[Item], list[int]]
RNG = random.Random(20261122)


@dataclass(frozen=True)
class Labelled:
    """The issue of each labelled message, and how many messages an issue has."""

    issue: dict[int, str]
    many: dict[str, int]

    @classmethod
    def read(cls) -> "Labelled":
        issues = json.loads(LABELS.read_text(encoding="utf-8"))["issues"]
        issue = {key: name for name, keys in issues.items() for key in keys}
        return cls(issue, {name: len(keys) for name, keys in issues.items()})

    def right(self, items: Sequence[Item], ask: Ask) -> float:
        """Share of the five nearest that are of the same issue; of four, where it has only five."""
        shares = []
        for item in items:
            name = self.issue.get(item.key)
            if name:
                found = [key for key in ask(item) if key != item.key][:5]
                same = sum(self.issue.get(key) == name for key in found)
                shares.append(same / min(5, self.many[name] - 1))
        return sum(shares) / len(shares)


def messages() -> list[Item]:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(DATA / "hot_4326.xlsx").get_sheet_by_index(0).to_python()
    return [
        Item(int(row[0]), " ".join(str(row[4]).split()), str(row[2]).strip()) for row in rows[1:]
    ]


def copies(items: Sequence[Item], many: int) -> list[Item]:
    """So many matters: the messages themselves, then changed copies of them."""
    signs = "".join(item.text[:50] for item in items)
    made = list(items)
    while len(made) < many:
        item = items[len(made) % len(items)]
        sentences = [part for part in item.text.split("。") if RNG.random() > 0.3] or [item.text]
        text = _slips("。".join(sentences)[:260], signs)
        made.append(
            replace(item, key=1_000_000 + len(made), text=text, title=_slips(item.title, signs))
        )
    return made


def _slips(text: str, signs: str) -> str:
    letters = list(text)
    for _ in range(max(1, len(letters) // 20)):
        if letters:
            letters[RNG.randrange(len(letters))] = RNG.choice(signs)
    return "".join(letters)


def quality(items: Sequence[Item], labelled: Labelled) -> list[report.Line]:
    index = Index.of(items)
    table = Table("way", "of the five nearest the same issue", "ms a question (median)")
    lines = []
    for name, ask in (
        ("character pairs, TF-IDF (ours)", lambda item: ours(index, item)),
        (
            "the same, without the title of the message asked about",
            lambda item: untitled(index, item),
        ),
        ("scikit-learn, 2-3-grams, brute force", brute(items)),
        ("pg_trgm similarity", trigrams(items)),
    ):
        times: list[float] = []
        right = labelled.right(items, timed(ask, times))
        table.add_row(name, f"{right:.3f}", f"{sorted(times)[len(times) // 2] * 1000:.1f}")
        if name.endswith("(ours)"):
            what = f"P@5 on {len(labelled.many)} issues, {len(labelled.issue)} messages"
            lines.append(report.Line(what, f"{right:.3f}", "≥ 0.92", right >= 0.92))
    table.title = f"Which of {len(items):,} messages are the same matter"
    report.show(table)
    return lines


def ours(index: Index, item: Item) -> list[int]:
    found = index.similar(item.text, title=item.title, but=item.key, floor=0)
    return [one.key for one in found]


def untitled(index: Index, item: Item) -> list[int]:
    return [one.key for one in index.similar(item.text, but=item.key, floor=0)]


def brute(items: Sequence[Item]) -> Ask:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [compared(item.text, item.title) for item in items]
    reader = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    rows = reader.fit_transform(texts)

    def ask(item: Item) -> list[int]:
        likes = (rows @ reader.transform([compared(item.text, item.title)]).T).toarray().ravel()
        return [items[at].key for at in likes.argsort()[::-1][:6]]

    return ask


def trigrams(items: Sequence[Item]) -> Ask:
    """The extension that PostgreSQL brings, over the same words, in a database of its own."""
    import psycopg

    from sanwen.config import cluster

    running = cluster.throwaway()
    connection = psycopg.connect(running.superuser_url, autocommit=True)
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    connection.execute("CREATE TABLE said (key bigint PRIMARY KEY, words text)")
    with connection.cursor() as cursor, cursor.copy("COPY said FROM STDIN") as copy:
        for item in items:
            copy.write_row((item.key, compared(item.text, item.title)))
    connection.execute("CREATE INDEX ON said USING gist (words gist_trgm_ops(siglen=64))")

    def ask(item: Item) -> list[int]:
        words = compared(item.text, item.title)
        rows = connection.execute(
            "SELECT key FROM said ORDER BY words <-> %s LIMIT 6", [words]
        ).fetchall()
        return [row[0] for row in rows]

    return ask


def timed(ask: Ask, times: list[float]) -> Ask:
    def asking(item: Item) -> list[int]:
        start = time.perf_counter()
        found = ask(item)
        times.append(time.perf_counter() - start)
        return found

    return asking


def speed(items: Sequence[Item], sizes: Sequence[int], labelled: Labelled) -> list[report.Line]:
    table = Table("matters", "built in", "index", "process", "worked: median", "p95", "waited: p95")
    lines = []
    for size in sizes:
        start = time.perf_counter()
        made = copies(items, size)
        index = Index.of(made)
        built = time.perf_counter() - start
        worked, waited = asked(index, RNG.choices(items, k=ASKED))
        p95 = worked[int(0.95 * len(worked))]
        table.add_row(
            f"{size:,}",
            f"{built:.0f} s",
            f"{index.nbytes / 1e6:.0f} MB",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB",
            f"{worked[len(worked) // 2]:.1f} ms",
            f"{p95:.1f} ms",
            f"{waited[int(0.95 * len(waited))]:.1f} ms",
        )
        told = (f"in memory, {size:,}: p95 of work", f"{p95:.0f} ms", f"≤ {TARGETS[size]} ms")
        lines.append(report.Line(*told, p95 <= TARGETS[size]))
    table.title = "The library's index, one core"
    report.show(table)
    return lines


def asked(index: Index, questions: Sequence[Item]) -> tuple[list[float], list[float]]:
    """Milliseconds worked and waited, each sorted; a busy machine adds to the second only."""
    worked, waited = [], []
    for item in questions:
        start, before = time.perf_counter(), time.process_time()
        index.similar(item.text, title=item.title, but=item.key)
        worked.append((time.process_time() - before) * 1000)
        waited.append((time.perf_counter() - start) * 1000)
    return sorted(worked), sorted(waited)


def served(items: Sequence[Item], size: int) -> list[report.Line]:
    """What the server works and waits for: while a resident types, and at the desk."""
    from benchmarks import stage

    with stage.database(quick=True) as running:
        stage.django_ready()
        made = copies(items, size)
        _load(running.superuser_url, running.url, made)
        return [
            line
            for name, ask in (("while a resident types", _hinted), ("at the desk", _near))
            for line in _judged(name, size, ask)
        ]


def _judged(name: str, size: int, ask: Callable[[str], object]) -> list[report.Line]:
    from benchmarks.search import cpu

    items = messages()
    times: list[tuple[float, float]] = []
    for item in RNG.choices(items, k=ASKED):
        start, before = time.perf_counter(), cpu()
        ask(f"{item.title} {item.text[:200]}")
        times.append(((time.perf_counter() - start) * 1000, (cpu() - before) * 1000))
    at = int(0.95 * len(times))
    waited, worked = (sorted(one[kind] for one in times[5:])[at - 6] for kind in (0, 1))
    what = f"{name}, {size:,}: p95 of work (waited {waited:.0f} ms)"
    return [report.Line(what, f"{worked:.0f} ms", f"≤ {TARGETS[size]} ms", worked <= TARGETS[size])]


def _hinted(text: str) -> object:
    from sanwen.web.nearby import _alike

    return _alike(text, None, datetime.now(UTC))


def _near(text: str) -> object:
    """The candidates of the desk, with their words; the page's own queries are measured there."""
    from sanwen.deliver.matters.models import Wording
    from sanwen.deliver.matters.shown.similar import WORDINGS
    from sanwen.listen.voices.near import nearest, rarity
    from sanwen.methods.duplicates import rank

    near = Wording.objects.filter(pk__in=nearest(WORDINGS, text, 1, 0))
    found = [Item(one.pk, one.sought) for one in near]
    return rank(Item(0, text), found, rarity=rarity(WORDINGS), floor=0.15)


def _load(superuser: str, url: str, made: Sequence[Item]) -> None:
    """The two tables that are asked, and nothing that belongs to them."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from sanwen.methods.text import sought

    now = datetime.now(UTC)
    name = conninfo_to_dict(url)["dbname"]
    with psycopg.connect(superuser, dbname=name, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        cursor = connection.cursor()
        with cursor.copy(
            "COPY voices_openmatter (ref, summary, state, voices, changed_at, sought) FROM STDIN"
        ) as copy:
            for at, item in enumerate(made):
                line = item.title[:120]
                copy.write_row((f"M-{at}", line, "in_hand", 1, now, sought(line)[:250]))
        with cursor.copy(
            "COPY matters_wording (matter_id, received_by_id, sought) FROM STDIN"
        ) as copy:
            for at, item in enumerate(made):
                copy.write_row((at + 1, 1, sought(compared(item.text, item.title))))
        connection.execute("VACUUM ANALYZE voices_openmatter")
        connection.execute("VACUUM ANALYZE matters_wording")


def proposed(items: Sequence[Item], labelled: Labelled) -> list[report.Line]:
    """Of the pairs that a night proposes and that a label speaks of, how many are right."""
    right = wrong = 0
    for group in groups(items):
        names = [labelled.issue.get(key) for key in group.keys]
        pairs = [(a, b) for at, a in enumerate(names) for b in names[:at] if a or b]
        right += sum(a == b for a, b in pairs)
        wrong += sum(a != b for a, b in pairs)
    return [report.Line("proposed pairs that are right", f"{right} of {right + wrong}")]


def main(words: list[str]) -> None:
    items, labelled = messages(), Labelled.read()
    sizes = list(TARGETS) if "--full" in words else [100_000]
    lines = [] if "--server" in words else quality(items, labelled) + proposed(items, labelled)
    lines += [] if "--server" in words else speed(items, sizes, labelled)
    # Django knows one database for as long as a process lives.
    alone = ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1)
    with alone:
        for size in sizes:
            lines += alone.submit(served, items, size).result()
    table = Table("figure", "measured", "target", "", title="The same matter")
    for line in lines:
        table.add_row(line.what, line.figure, line.target, line.verdict)
    table.caption = report.machine()
    report.show(table)


if __name__ == "__main__":
    main(sys.argv[1:])
