"""Topics against issues labelled by reading, to a million messages; burst alarms.

python -m benchmarks.topics [--large]
"""

import argparse
import json
import os
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import numpy as np
from python_calamine import CalamineWorkbook
from rich.table import Table
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering

from benchmarks.report import machine, show
from sanwen.methods.growth import discovered, growth
from sanwen.methods.pairs import weigh
from sanwen.methods.said import read
from sanwen.methods.topics import Found, Said, topics

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "messages"
LABELS = Path(__file__).parent / "labels" / "hot_issues.json"
STEP = 10_000_000
SHAPES = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d", "%Y/%m/%d %H:%M")
NAMED = re.compile(
    "[\u4e00-\u9fff]{2}(?=小区|路|村|街|镇|社区|学院|学校|公司|花园|苑|城|广场|医院)"
)
CLAUSE = re.compile("(?<=[，。！？；,!?;])")


def moment(text: str) -> datetime:
    for shape in SHAPES:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError(text)


def sheet(name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(DATA / name).get_sheet_by_index(0).to_python()


def hot() -> list[Said]:
    return [
        Said(
            int(row[0]),
            str(row[4]),
            moment(str(row[3])),
            person=str(row[1]),
            title=str(row[2]),
            votes=int(row[6]),
        )
        for row in sheet("hot_4326.xlsx")[1:]
    ]


def issues() -> dict[str, set[int]]:
    labelled = json.loads(LABELS.read_text(encoding="utf-8"))["issues"]
    return {name: set(map(int, keys)) for name, keys in labelled.items()}


def slipped(text: str, dice: random.Random) -> str:
    """The text as another hand might write it: clauses in another order, one sign in 25 wrong."""
    clauses = CLAUSE.split(" ".join(text.split()))
    dice.shuffle(clauses)
    signs = list("".join(clauses))
    for _ in range(len(signs) // 25):
        at, kind = dice.randrange(len(signs) - 1), dice.randrange(3)
        if kind == 0:
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
        elif kind == 1:
            del signs[at]
        else:
            signs.insert(at, chr(dice.randrange(0x4E00, 0x5E00)))
    return "".join(signs)


def elsewhere(text: str, dice: random.Random) -> str:
    """The text with other places: the two signs before what ends a name are drawn anew."""
    return NAMED.sub(lambda _: "".join(chr(dice.randrange(0x4E00, 0x7E00)) for _ in "12"), text)


def others() -> list[tuple[str, str]]:
    """(text, title) of messages of other sets, in which the labelled issues may occur too."""
    labelled = sheet("labelled_9210_segmented.xlsx")
    rows = [(max(map(str, row), key=len).replace(" ", ""), "") for row in labelled]
    return rows + [(str(row[4]), str(row[2])) for row in sheet("replied_2816.xlsx")[1:]]


def many(said: Sequence[Said], size: int) -> list[Said]:
    """Two fifths copies of the hot set with slips, the rest other messages in other places.

    A copy's key is its original's plus a multiple of STEP; so is that of the others, which are
    told by `is_copy`.
    """
    dice, noise, made = random.Random(20261122), others(), list(said)
    while len(made) < size:
        turn, at = divmod(len(made), len(said))
        one = said[at]
        text, title = (one.text, one.title) if is_copy(turn * STEP) else dice.choice(noise)
        change = slipped if is_copy(turn * STEP) else elsewhere
        title = change(title, dice)
        made.append(Said(one.key + turn * STEP, change(text, dice), one.at, title=title))
    return made


def is_copy(key: int) -> bool:
    return key // STEP % 5 < 2


@dataclass(frozen=True)
class Judged:
    """How one issue came out: its best topic, and into how many topics it went (≥ 10 %)."""

    size: int
    precision: float
    recall: float
    parts: int

    @property
    def good(self) -> bool:
        return self.precision >= 0.9 and self.recall >= 0.9 and self.parts == 1


def judged(found: Sequence[Found], said: Sequence[Said]) -> dict[str, Judged]:
    issue = {key: name for name, keys in issues().items() for key in keys}
    home = {key: at for at, topic in enumerate(found) for key in topic.keys}
    went: dict[str, Counter[int]] = {}
    for one in said:
        name = issue.get(one.key % STEP)
        if name and is_copy(one.key):
            went.setdefault(name, Counter())[home.get(one.key, -1)] += 1
    result = {}
    for name, homes in went.items():
        size = homes.total()
        homes.pop(-1, None)
        ((at, most),) = homes.most_common(1) or [(0, 0)]
        parts = sum(part * 10 >= size for part in homes.values())
        result[name] = Judged(size, most / len(found[at].keys), most / size, parts)
    return {name: result[name] for name in issues() if name in result}


def measured(said: Sequence[Said]) -> tuple[list[Found], float, float, int]:
    """The topics, wall and CPU seconds, and the most memory of the process so far in MB."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = topics(said)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found, time.perf_counter() - wall, time.process_time() - cpu, most


def show_issues(results: dict[int, dict[str, Judged]]) -> None:
    sizes = list(results)
    table = Table("issue", *(f"{size:,}: of, P, R, parts" for size in sizes), title="issues")
    for name in results[sizes[0]]:
        cells = []
        for size in sizes:
            one = results[size][name]
            sign = "" if one.good else " [red]MISS[/]"
            cells.append(f"{one.size} {one.precision:.2f} {one.recall:.2f} {one.parts}{sign}")
        table.add_row(name, *cells)
    for title, chosen in (("largest 12", 12), ("all", 99)):
        cells = []
        for size in sizes:
            some = list(results[size].values())[:chosen]
            good, recall = sum(one.good for one in some), mean(one.recall for one in some)
            cells.append(f"{good} of {len(some)} good, mean R {recall:.3f}")
        table.add_row(title, *cells)
    show(table)


def peers(said: Sequence[Said]) -> None:
    """scikit-learn's groupings of the same plain vectors, all pairs in memory."""
    rows = weigh([read(one) for one in said]).plain
    far = 1 - (rows @ rows.T).toarray()
    np.clip(far, 0, None, out=far)
    table = Table("peer", "good of 12", "good of all", "s", title="beside peers, 4,326")
    models = {
        "Agglomerative, average, 0.90": AgglomerativeClustering(
            n_clusters=None, distance_threshold=0.9, metric="precomputed", linkage="average"
        ),
        "HDBSCAN, at least 5": HDBSCAN(min_cluster_size=5, metric="precomputed", copy=True),
        "DBSCAN, 0.7": DBSCAN(eps=0.7, min_samples=3, metric="precomputed"),
    }
    for name, model in models.items():
        begin = time.process_time()
        labels = model.fit_predict(far)
        took = time.process_time() - begin
        keys: dict[int, list[int]] = {}
        for one, label in zip(said, labels, strict=True):
            if label >= 0:
                keys.setdefault(int(label), []).append(one.key)
        now = said[0].at
        found = [Found(tuple(k), "", (), 0, now, now, 0.0, ()) for k in keys.values()]
        good = [one.good for one in judged(found, said).values()]
        table.add_row(name, str(sum(good[:12])), f"{sum(good)} of {len(good)}", f"{took:.1f}")
    show(table)


def alarms(said: Sequence[Said], found: Sequence[Found], *, shuffles: int = 100) -> None:
    """How often a topic is called rising when the dates are dealt anew among all messages."""
    dice = random.Random(7)
    first = min(one.at for one in said if one.at.year >= 2019)
    week = {one.key: (one.at - first).days // 7 for one in said if one.at >= first}
    weeks, keys = max(week.values()) + 1, sorted(week)
    season = np.bincount(list(week.values()), minlength=weeks).tolist()
    single = tested = discoveries = 0
    for _ in range(shuffles):
        dealt = dict(zip(keys, dice.sample(list(week.values()), len(keys)), strict=True))
        chances = []
        for topic in found:
            own = [dealt[key] for key in topic.keys if key in dealt]
            days = np.bincount(own, minlength=weeks).tolist()
            one = growth(days, recent=4, season=season)
            single, tested = single + one.is_rising, tested + 1
            chances.append(one.p)
        discoveries += any(discovered(chances))
    table = Table("alarms on shuffled dates", "measured", "target")
    table.add_row("a topic called rising", f"{single / tested:.2%} of {tested:,}", "≤ 5 %")
    table.add_row(
        "any topic found (FDR 5 %)", f"{discoveries / shuffles:.1%} of {shuffles}", "≤ 5 %"
    )
    show(table)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--large", action="store_true", help="1,000,000 too: half an hour")
    large = options.parse_args().large
    said = hot()
    results = {}
    speed = Table("messages", "wall s", "CPU s", "MB", "topics", "target", title=machine())
    targets = {100_000: "≤ 60 s, ≤ 3,000 MB", 1_000_000: "≤ 900 s on two cores"}
    for size in (len(said), 30_000, 100_000, 1_000_000)[: 4 if large else 3]:
        messages = many(said, size)
        found, wall, cpu, most = measured(messages)
        results[size] = judged(found, messages)
        cells = (f"{wall:.1f}", f"{cpu:.1f}", f"{most:,}", str(len(found)))
        speed.add_row(f"{size:,}", *cells, targets.get(size, ""))
        if size == len(said):
            peers(said)
            alarms(said, found)
    show_issues(results)
    show(speed)


if __name__ == "__main__":
    main()
