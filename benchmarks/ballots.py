"""Budgets beside pabutools: the same winners under the same rule, seconds, memory.

python -m benchmarks.ballots [--few] [--add1]
"""

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table

from benchmarks.report import machine, show
from sanwen.methods.ballots import (
    Completion,
    Count,
    Election,
    Rule,
    Settings,
    Ties,
    Utility,
    decide,
    read,
)
from sanwen.methods.ballots.completing import equal_shares
from sanwen.methods.ballots.greedy import greedy
from sanwen.methods.ballots.support import support

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "pabulib"
VERSION = "1.2.3"
LARGEST = 3
Found = dict[str, Any]


def peer() -> str:
    """The peer's own Python, made where it is not there yet."""
    given = os.environ.get("SANWEN_BENCH")
    root = Path(given) if given else Path.home() / ".cache" / "sanwen-bench"
    home = root / f"pabutools-{VERSION}"
    known = home / "bin" / "python"
    if not (home / "complete").exists():
        venv.create(home, with_pip=True, clear=True)
        packages = [f"pabutools=={VERSION}"]
        subprocess.run([known, "-m", "pip", "install", "--quiet", *packages], check=True)
        (home / "complete").touch()
    return str(known)


def theirs(files: Sequence[Path], *, add1: bool = False) -> Iterator[Found]:
    script = Path(__file__).parent / "peer" / "pabu.py"
    command = [peer(), str(script), *(["--add1"] if add1 else []), *map(str, files)]
    with tempfile.TemporaryDirectory() as empty:
        run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=empty)
        assert run.stdout is not None
        for line in run.stdout:
            yield json.loads(line)
        run.wait()


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def ours(election: Election, rule: str) -> tuple[list[str], float]:
    """The winners by a rule of the peer's naming, "greedy cost named", and the seconds it took."""
    name, utility, count = rule.split()

    def work() -> list[str]:
        votes = support(election, count=Count(count), ties=Ties.ID)
        if name == "greedy":
            places = greedy(votes, utility=Utility(utility))
        else:
            how = Completion.ADD1 if name == "add1" else Completion.NONE
            places, _, _ = equal_shares(votes, utility=Utility(utility), completion=how)
        return sorted(votes.ids[place] for place in places)

    # A first call loads and warms; the second is measured.
    work()
    return timed(work)


def unsupported(election: Election) -> set[str]:
    """Projects that nobody named: the peer's greedy funds them too where they fit."""
    named = {place for marks in election.ballots for place, _ in marks}
    return {one.id for place, one in enumerate(election.projects) if place not in named}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", action="store_true", help="only the three largest files")
    options.add_argument("--add1", action="store_true", help="add-one too; takes the peer minutes")
    options.add_argument("--made", action="store_true", help="the made election, ours alone")
    options.add_argument("--peer-results", type=Path, help="lines kept from peer/pabu.py")
    given = options.parse_args()
    if given.made:
        made()
        return
    files = sorted(DATA.glob("*.pb"), key=lambda file: -file.stat().st_size)
    files = files[:LARGEST] if given.few else files
    if given.peer_results:
        compare(map(json.loads, given.peer_results.read_text().splitlines()))
    else:
        compare(theirs(files, add1=given.add1))
    official()


def compare(found: Iterator[Found]) -> None:
    lines = []
    for one in found:
        text = (DATA / one["file"]).read_text(encoding="utf-8-sig")
        election, took = timed(lambda text=text: read(text))
        rules: dict[str, tuple[bool | None, float, float]] = {"parse": (None, one["parse"], took)}
        for rule in (name for name in one if " " in name):
            won, seconds = ours(election, rule)
            wanted = set(one[rule][0])
            if rule.startswith("greedy"):
                wanted -= unsupported(election) - set(won)
            same = set(won) == wanted
            rules[rule] = (same, one[rule][1], seconds)
            if not same:
                print(
                    one["file"],
                    rule,
                    "only ours",
                    sorted(set(won) - wanted),
                    "only theirs",
                    sorted(wanted - set(won)),
                )
        rule = "equal-shares cost named"
        theirs_whole = one["parse"] + one["group"] + one[rule][1]
        rules["file to result"] = (None, theirs_whole, took + rules[rule][2])
        lines.append((one["file"], election.voters, rules))
    report(lines)


def report(lines: list[tuple[str, int, dict[str, tuple[bool | None, float, float]]]]) -> None:
    table = Table(
        "rule",
        "files",
        "same winners",
        "pabutools s",
        "ours s",
        "times",
        "3 largest",
        title="All files",
        caption=machine(),
    )
    names = dict.fromkeys(rule for _, _, rules in lines for rule in rules)
    largest = sorted(lines, key=lambda line: -line[1])[:LARGEST]
    for name in names:
        rows = [rules[name] for _, _, rules in lines if name in rules]
        top = [rules[name] for _, _, rules in largest if name in rules]
        same = "" if rows[0][0] is None else str(sum(bool(row[0]) for row in rows))
        a, b = sum(row[1] for row in rows), sum(row[2] for row in rows)
        each = " ".join(f"{row[1] / row[2]:.0f}" for row in top)
        table.add_row(name, str(len(rows)), same, f"{a:.2f}", f"{b:.2f}", f"{a / b:.0f}", each)
    show(table)


def official() -> None:
    """How often the published winners are those of plain greedy; Wieliczka by equal shares."""
    plain, same, rest = 0, 0, []
    for file in sorted(DATA.glob("*.pb")):
        election = read(file.read_text(encoding="utf-8-sig"))
        if not any("selected" in project.fields for project in election.projects):
            continue
        wanted = {p.id for p in election.projects if p.fields.get("selected") == "1"}
        if "equalshares" in election.meta.get("rule", ""):
            outcome = decide(election, Settings(completion=Completion.ADD1))
            agrees = set(outcome.winners) == wanted
            print(file.name, "equal shares, add-one:", len(wanted), outcome.spent, agrees)
            continue
        plain += 1
        won = set(decide(election, Settings(rule=Rule.GREEDY)).winners)
        same += won == wanted
        if won != wanted:
            rest.append(f"{file.stem} ({len(won ^ wanted)})")
    print(f"official winners equal to plain greedy: {same} of {plain}; not: {', '.join(rest)}")


def invented(voters: int = 90_000, projects: int = 160, *, seed: int = 5) -> str:
    """An election of eight districts: up to 15 approvals each, a third of all can be funded."""
    dice = np.random.default_rng(seed)
    costs = np.round(np.exp(dice.normal(11.3, 1.0, projects)), -2).astype(int)
    liked, where = dice.gamma(1.2, 1, projects), dice.integers(0, 8, projects)
    chances = [liked * np.where(where == home, 6, 1) for home in range(8)]
    chances = [chance / chance.sum() for chance in chances]
    lines = ["META", "key;value", f"budget;{int(costs.sum() * 0.3)}", "vote_type;approval"]
    lines += ["PROJECTS", "project_id;cost;name"]
    lines += [f"{n};{cost};p{n}" for n, cost in enumerate(costs, 1)]
    lines += ["VOTES", "voter_id;vote"]
    homes, lengths = dice.integers(0, 8, voters), dice.integers(1, 16, voters)
    for voter in range(voters):
        chosen = dice.choice(projects, lengths[voter], replace=False, p=chances[homes[voter]])
        lines.append(f"{voter};{','.join(str(one + 1) for one in chosen)}")
    return "\n".join(lines) + "\n"


def made() -> None:
    text = invented()
    table = Table(
        "step", "seconds", "target", title="90,000 voters × 160 projects", caption=machine()
    )
    election, took = timed(lambda: read(text))
    table.add_row("read", f"{took:.2f}", "")
    for completion in Completion:
        outcome, took = timed(lambda how=completion: decide(election, Settings(completion=how)))
        target = "5" if completion is Completion.ADD1 else ""
        table.add_row(
            f"equal shares, {completion}, with all reasons: {len(outcome.winners)}",
            f"{took:.2f}",
            target,
        )
    show(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
