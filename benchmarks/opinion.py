"""The opinion map: true to planted and published groups, silent on noise, fast; prints tables.

python -m benchmarks.opinion [--full] [--peer]

`--full` adds 100,000 people and 5 million votes; `--peer` runs red-dwarf on the same votes, in an
environment of its own. Real conversations are read from `SANWEN_DATA`, or ../shared/data beside
the project. Times are processor seconds on one core, memory the peak of a process of its own.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from benchmarks import report
from sanwen.methods.opinion import OpinionMap, Votes, opinion_map
from sanwen.methods.opinion.agreement import Compared
from sanwen.methods.opinion.polis_files import participants_of, statements_of

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "polis"
HOME = Path(os.environ.get("SANWEN_BENCH", Path.home() / ".cache/sanwen-bench")) / "red-dwarf"
PEER, VERSION = "red-dwarf", "0.4.0"
PUBLISHED = ("austria-climate.2vkx", "scoop-hivemind.taxes", "vtaiwan")
SIZES = {"2,000 × 200": (2_000, 200, 20), "20,000 × 500": (20_000, 500, 50)}
LARGE = {"100,000 × 1,000": (100_000, 1_000, 50)}
DRAWS = 100
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Conversation:
    name: str
    votes: Votes
    out: list[int]
    group: Ints


def conversations() -> Iterator[Conversation]:
    for file in sorted(DATA.glob("*/participants-votes.csv")):
        with file.open(newline="", encoding="utf-8") as opened:
            rows = list(csv.reader(opened))
        with file.with_name("comments.csv").open(newline="", encoding="utf-8") as opened:
            gone = {one.key for one in statements_of(csv.reader(opened)) if one.is_out}
        read = participants_of(rows)
        own = rows[0].index("group-id")
        of = {int(row[0]): int(row[own] or -1) for row in rows[1:]}
        group = np.array([of[key] for key in read.participants])
        out = [at for at, key in enumerate(read.statements) if key in gone]
        yield Conversation(file.parent.name, read.votes, out, group)


def planted(
    people: int, statements: int, each: int, *, alike: bool = False, seed: int = 1
) -> tuple[Votes, Ints]:
    """Three camps, each agreeing with 87 % of its own half of the statements; `alike`: two of them
    of one mind on three in five."""
    chance = np.random.default_rng(seed)
    camp = chance.integers(0, 3, people)
    agrees = np.where(chance.random((3, statements)) < 0.5, 0.9 if alike else 0.87, 0.1)
    if alike:
        same = chance.random(statements) < 0.6
        agrees[2, same] = agrees[1, same]
    rows, columns, values = [], [], []
    for first in range(0, people, 5_000):
        last = min(first + 5_000, people)
        seen = chance.random((last - first, statements), dtype=np.float32) < each / statements
        row, column = np.nonzero(seen)
        value = np.where(chance.random(len(row)) < agrees[camp[first + row], column], 1, -1)
        value[chance.random(len(row)) < 0.1] = 0
        rows.append(first + row)
        columns.append(column)
        values.append(value)
    arrays = (np.concatenate(part) for part in (rows, columns, values))
    return Votes.of_arrays(*arrays, participants=people, statements=statements), camp


def agreed(one: Ints, other: Ints) -> float:
    """Adjusted Rand index of those whom both place."""
    both = (one >= 0) & (other >= 0)
    kinds = int(max(one.max(), other.max())) + 1
    return Compared.of(one[both], other[both], kinds).rand()


def dealt(votes: Votes, seed: int) -> Votes:
    """Each statement's votes dealt anew among those who cast them."""
    chance = np.random.default_rng(seed)
    order = np.lexsort((chance.random(len(votes)), votes.column))
    value = np.empty_like(votes.value)
    value[np.argsort(votes.column, kind="stable")] = votes.value[order]
    return Votes(votes.participants, votes.statements, votes.row, votes.column, value)


def truth(real: Sequence[Conversation]) -> list[report.Line]:
    lines = []
    for one in real:
        if one.name.startswith(PUBLISHED):
            found = opinion_map(one.votes, moderated_out=one.out, resamples=0)
            value = agreed(found.group, one.group)
            lines.append(_line(f"ARI with the published groups, {one.name}", value, 0.9))
    for alike in (False, True):
        values = []
        for seed in (1, 2, 3):
            votes, camp = planted(2_000, 200, 20, alike=alike, seed=seed)
            values.append(agreed(opinion_map(votes, resamples=0).group, camp))
        what = "ARI, 2,000 × 200, a tenth seen, three camps, two much alike (least of 3)"
        if alike:  # More than can be known of many: a figure without a target.
            lines.append(report.Line(what, f"{min(values):.3f}"))
        else:
            lines.append(_line(what.replace(", two much alike", ""), min(values), 0.9))
    return lines + [silent(one) for one in real if one.name.startswith(PUBLISHED[1:])]


def silent(one: Conversation) -> report.Line:
    votes = one.votes.without(one.out)
    ks = [opinion_map(dealt(votes, seed), resamples=0).k for seed in range(DRAWS)]
    what = f"no groups on {DRAWS} dealings, {one.name}"
    return report.Line(what, str(ks.count(1)), "≥ 95", ks.count(1) >= 95)


def _line(what: str, value: float, least: float) -> report.Line:
    return report.Line(what, f"{value:.3f}", f"≥ {least}", value >= least)


def stable(real: Sequence[Conversation]) -> Table:
    table = Table("conversation", "placed", "k", "p", "people", "votes", "drawn as", "core")
    table.title = "Real conversations: agreement without a tenth of the people, of the votes"
    for one in real:
        found = opinion_map(one.votes, moderated_out=one.out)
        drawn = "no groups" if found.k == 1 else "field" if found.is_continuum else "groups"
        table.add_row(
            one.name,
            f"{found.turnout.placed}",
            f"{found.k}",
            f"{found.p_no_groups:.2f}",
            f"{found.stability.people:.2f}",
            f"{found.stability.votes:.2f}",
            drawn + (", explained" if found.explained else ""),
            ", ".join(f"{group.core}/{group.size}" for group in found.groups),
        )
    return table


def measure(size: str) -> None:
    """In a process of its own: prints seconds of the map alone and of all, and the peak in MB."""
    people, statements, each = {**SIZES, **LARGE}[size]
    votes, _camp = planted(people, statements, each)
    start = time.process_time()
    opinion_map(votes, permutations=19, resamples=0)
    alone = time.process_time() - start
    start = time.process_time()
    found: OpinionMap = opinion_map(votes)
    told = {"votes": len(votes), "map": alone, "all": time.process_time() - start, "k": found.k}
    print(json.dumps({**told, "mb": _peak()}))


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


_THEIRS = """
import json, sys, time, resource
import numpy as np
from reddwarf.implementations.polis import run_pipeline
row, column, value = np.load(sys.argv[1])
votes = [dict(participant_id=int(a), statement_id=int(b), vote=int(c))
         for a, b, c in zip(row, column, value)]
start = time.process_time()
run_pipeline(votes=votes)
print(json.dumps({"all": time.process_time() - start,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}))
"""


def theirs(size: str) -> dict[str, float]:
    people, statements, each = {**SIZES, **LARGE}[size]
    votes, _camp = planted(people, statements, each)
    file = HOME / "votes.npy"
    np.save(file, np.stack([votes.row, votes.column, votes.value.astype(np.int32)]))
    return _run([str(HOME / "bin/python"), "-W", "ignore", "-c", _THEIRS, str(file)])


def house() -> None:
    """Makes the peer's environment from the ordinary package index."""
    if not (HOME / "bin/python").exists():
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([uv, "venv", "--quiet", "--python", "3.11", HOME], check=True)
        install = [uv, "pip", "install", "--quiet", "--python", HOME / "bin/python"]
        subprocess.run([*install, f"{PEER}=={VERSION}"], check=True)


def speed(sizes: Sequence[str], *, peer: bool) -> tuple[Table, list[report.Line]]:
    table = Table(
        "people × statements", "votes", "map and groups", "with all tests", "memory", "peer"
    )
    table.title = "Processor seconds on one core"
    lines = []
    for size in sizes:
        ours = _run([sys.executable, "-m", "benchmarks.opinion", "--measure", size])
        other = theirs(size) if peer and size in SIZES else {}
        table.add_row(
            size,
            f"{ours['votes']:,.0f}",
            f"{ours['map']:.2f} s",
            f"{ours['all']:.2f} s",
            f"{ours['mb']:.0f} MB",
            f"{other['all']:.1f} s, {other['mb']:.0f} MB" if other else "",
        )
        lines += list(_judged(size, ours, other))
    return table, lines


def _judged(size: str, ours: dict[str, float], other: dict[str, float]) -> Iterator[report.Line]:
    if size == "20,000 × 500":
        yield report.Line(f"{size}: memory", f"{ours['mb']:.0f} MB", "≤ 400 MB", ours["mb"] <= 400)
        for what in ("map", "all") if other else ():
            ahead = other["all"] / ours[what]
            name = "map and groups" if what == "map" else "with null test and stability"
            yield report.Line(f"{size}: × {PEER}, {name}", f"{ahead:.0f} ×", "≥ 20 ×", ahead >= 20)
    if size in LARGE:
        for what, most in (("map", 20), ("all", 90)):
            name = "map and groups" if what == "map" else "with null test and stability"
            yield report.Line(
                f"{size}: {name}", f"{ours[what]:.1f} s", f"≤ {most} s", ours[what] <= most
            )


def _run(command: Sequence[str]) -> dict[str, float]:
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **single}
    )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def main(words: list[str]) -> None:
    if "--measure" in words:
        measure(words[words.index("--measure") + 1])
        return
    if "--peer" in words:
        house()
    real = list(conversations())
    if not real:
        print(f"no conversations in {DATA}")
    table, lines = speed([*SIZES, *(LARGE if "--full" in words else ())], peer="--peer" in words)
    report.show(table)
    if real:
        report.show(stable(real))
    verdicts = Table("figure", "measured", "target", "", title="The opinion map")
    for line in truth(real) + lines:
        verdicts.add_row(line.what, line.figure, line.target, line.verdict)
    verdicts.caption = report.machine()
    report.show(verdicts)


if __name__ == "__main__":
    main(sys.argv[1:])
