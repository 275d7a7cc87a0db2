"""Rates and surveys: speed, weights and estimates beside the peers, intervals by simulation.

python -m benchmarks.surveys [--peer]

`--peer` runs balance, svy and samplics on the same answers, in an environment of their own.
Processor seconds on one thread, the best of five. Needs no database and no data.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks import report  # noqa: E402
from sanwen.methods.rates import Rate, Standing, pooled, tiers, wilson  # noqa: E402
from sanwen.methods.surveys import Estimate, Margin, estimate, interval, rake  # noqa: E402

HOME = Path(os.environ.get("SANWEN_BENCH", Path.home() / ".cache/sanwen-bench")) / "surveys"
PEERS = ("samplics==0.6.1", "svy==0.35.0", "setuptools<80", "balance==0.23.0")
UNITS, PEOPLE, SIZES = 10_000, 100_000, (2, 6, 5, 4, 3, 8)
STRATA = ((1_000, 300, 0.3), (4_000, 200, 0.6), (500, 100, 0.9))
Arrays = dict[str, Any]


def timed(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    best, found = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return best, found


def many_units() -> Iterator[report.Line]:
    chance = np.random.default_rng(1)
    of, shares = chance.integers(1, 400, UNITS), chance.beta(16, 4, UNITS)
    hits = chance.binomial(of, shares)
    seconds, _ = timed(lambda: wilson(hits, of))
    yield report.Line(f"Wilson, {UNITS:,} units", f"{seconds * 1000:.1f} ms", "< 1 s", seconds < 1)
    seconds, found = timed(lambda: pooled(hits, of))
    held = ((found.low <= shares) & (shares <= found.high)).mean()
    yield report.Line(f"Pooled, {UNITS:,} units", f"{seconds * 1000:.0f} ms", "< 1 s", seconds < 1)
    yield report.Line("… intervals that hold", f"{held:.1%}", "≥ 95 %", held >= 0.948)
    rates = [Rate(int(x), int(n), int(n)) for x, n in zip(hits, of, strict=True)]
    seconds, _ = timed(lambda: tiers(rates), 1)
    yield report.Line(f"Tiers, {UNITS:,} units", f"{seconds * 1000:.0f} ms", "< 1 s", seconds < 1)


def false_tiers(runs: int = 400) -> report.Line:
    chance = np.random.default_rng(2)
    of = chance.integers(30, 400, 60)
    false = 0
    for _ in range(runs):
        hits = chance.binomial(of, 0.9)
        found = tiers([Rate(int(x), int(n), int(n)) for x, n in zip(hits, of, strict=True)])
        false += any(one.standing in (Standing.ABOVE, Standing.BELOW) for one in found)
    share = false / runs
    return report.Line("60 equal units, any told apart", f"{share:.1%}", "≤ 5 %", share <= 0.05)


def survey() -> Arrays:
    """Six margins away from the population's, and a stratified sample beside them."""
    chance = np.random.default_rng(1)
    columns = [chance.choice(c, PEOPLE, p=chance.dirichlet(np.full(c, 20.0))) for c in SIZES]
    targets = np.full((len(SIZES), max(SIZES)), np.nan)
    for k, many in enumerate(SIZES):
        # Whole thousandths: balance makes a table of people out of shares.
        found = np.round(chance.dirichlet(np.full(many, 20.0)), 3)
        targets[k, :many] = np.append(found[:-1], 1 - found[:-1].sum())
    each = [many for _, many, _ in STRATA]
    people = np.repeat([float(N) for N, _, _ in STRATA], each)
    share = np.repeat([p for _, _, p in STRATA], each)
    return {
        "codes": np.stack(columns, axis=1),
        "targets": targets,
        "base": np.ones(PEOPLE),
        "y": (chance.random(sum(each)) < share).astype(int),
        "w": people / np.repeat([float(many) for many in each], each),
        "stratum": np.repeat(range(len(each)), each),
        "people": people,
        **villages(chance),
    }


def villages(chance: np.random.Generator) -> Arrays:
    """Fourteen villages of one part and ten of another, twelve households each."""
    village = np.repeat(np.arange(24), 12)
    stratum = (village >= 14).astype(int)
    share = np.repeat(chance.beta(3, 4, 24), 12)
    return {
        "clustered_village": village,
        "clustered_stratum": stratum,
        "clustered_y": (chance.random(len(village)) < share).astype(int),
        "clustered_w": np.where(stratum == 0, 10.0, 25.0),
    }


def margins_of(made: Arrays) -> list[Margin]:
    found = []
    for k, row in enumerate(made["targets"]):
        known = row[~np.isnan(row)] * 1_000_000
        names = tuple(str(c) for c in range(len(known)))
        found.append(Margin(f"m{k}", names, made["codes"][:, k].astype(np.intp), known))
    return found


def house() -> None:
    """Makes the peers' environment from the ordinary package index."""
    if (HOME / "complete").exists():
        return
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", "3.11", HOME], check=True)
    for package in PEERS:
        install = [uv, "pip", "install", "--quiet", "--python", HOME / "bin/python", package]
        subprocess.run(install, check=True)
    (HOME / "complete").touch()


def theirs(made: Arrays) -> tuple[dict[str, Any], Arrays]:
    script = Path(__file__).parent / "peer" / "polls.py"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "survey.npz"
        np.savez(file, **made)
        done = subprocess.run(
            [HOME / "bin/python", "-W", "ignore", script, file],
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
        )
        weights = np.load(file.with_suffix(".weights.npz"))
        return json.loads(done.stdout.splitlines()[-1]), dict(weights)


def raking(made: Arrays, told: dict[str, Any], weights: Arrays) -> Iterator[report.Line]:
    margins = margins_of(made)
    seconds, ours = timed(lambda: rake(margins))
    what = f"Raking {PEOPLE:,} × {len(SIZES)} margins"
    yield report.Line(what, f"{seconds * 1000:.0f} ms", "< 1 s", seconds < 1)
    for name, found in told.get("rake", {}).items():
        if name not in weights:
            yield report.Line(f"… {name}", found.get("failed", "no answer"))
            continue
        ratio = found["seconds"] / seconds
        figure = f"{found['seconds'] * 1000:.0f} ms, {ratio:.1f} ×"
        yield report.Line(f"… {name}, as it comes", figure, "≥ 10 ×", ratio >= 10)
        other = weights[name] * (ours.values.sum() / weights[name].sum())
        gap = float(np.abs(other / ours.values - 1).max())
        yield report.Line(f"… {name}, weights differ by", f"{gap:.1e}", "≤ 1e-6", gap <= 1e-6)


def estimates(made: Arrays, told: dict[str, Any]) -> Table:
    names = [str(s) for s in made["stratum"]]
    people = {str(k): N for k, (N, _, _) in enumerate(STRATA)}
    ours = estimate(made["y"], weights=made["w"], strata=names, population=people)
    return _beside(ours, told.get("estimates", {}), "A stratified sample of 600")


def clustered(made: Arrays, told: dict[str, Any]) -> Table:
    y, w, stratum, village = (
        made[f"clustered_{name}"] for name in ("y", "w", "stratum", "village")
    )
    ours = estimate(y, weights=w, strata=stratum.tolist(), clusters=village.tolist())
    return _beside(ours, told.get("clustered", {}), "24 villages of 12 households in 2 strata")


def _beside(ours: Estimate, others: dict[str, Any], title: str) -> Table:
    table = Table("", "share", "standard error", "95 % interval", title=title)
    table.add_row(
        "Sanwen", f"{ours.value:.6f}", f"{ours.se:.8f}", f"{ours.low:.5f} {ours.high:.5f}"
    )
    for name, one in others.items():
        row = ("est", "se", "low", "high")
        est, se, low, high = (one[key] for key in row) if isinstance(one, dict) else (np.nan,) * 4
        table.add_row(name, f"{est:.6f}", f"{se:.8f}", f"{low:.5f} {high:.5f}")
    return table


def twelve(told: dict[str, Any]) -> Table:
    table = Table("12 of 12", "95 % interval", title="Everybody of a few said yes")
    found = estimate([1.0] * 12)
    table.add_row("Sanwen", f"{found.low:.3f} {found.high:.3f}")
    for name, ends in told.get("twelve", {}).items():
        table.add_row(name, ends if isinstance(ends, str) else " ".join(f"{e:.3f}" for e in ends))
    return table


def coverage(runs: int = 1_000) -> Table:
    """Small villages, asked as one and in two strata, at the share least kind to an interval."""
    chance = np.random.default_rng(3)
    table = Table("people", "asked", "least coverage", "stratified", title="Do the intervals hold?")
    for people, asked in ((30, 10), (60, 30), (120, 30), (120, 100), (600, 60)):
        known = [interval(hits, asked, people) for hits in range(asked + 1)]
        least = min(_exactly(yes, people, asked, known) for yes in range(people + 1))
        strata = min(
            _stratified(chance, people, asked, share, runs // 5)
            for share in (0.5, 0.8, 0.9, 0.97, 1.0)
        )
        table.add_row(str(people), str(asked), f"{least:.1%}", f"{strata:.1%}")
    return table


def _exactly(yes: int, people: int, asked: int, known: list[Any]) -> float:
    """The chance, counted out, that the interval holds so many yes."""
    from scipy.stats import hypergeom

    hits = np.arange(asked + 1)
    holds = np.array([one.low - 1e-9 <= yes / people <= one.high + 1e-9 for one in known])
    return float((hypergeom.pmf(hits, people, yes, asked) * holds).sum())


def _stratified(
    chance: np.random.Generator, people: int, asked: int, share: float, runs: int
) -> float:
    """One stratum of a third, asked twice as densely, and less of one mind."""
    small, large = people // 3, people - people // 3
    first = min(small, asked // 2)
    held = 0
    for _ in range(runs):
        truth = [chance.random(small) < share * 0.9, chance.random(large) < share]
        drawn = [
            chance.choice(truth[0], first, False),
            chance.choice(truth[1], asked - first, False),
        ]
        found = estimate(
            np.concatenate(drawn).astype(float),
            weights=[small / first] * first + [large / (asked - first)] * (asked - first),
            strata=["a"] * first + ["b"] * (asked - first),
            population={"a": small, "b": large},
        )
        whole = np.concatenate(truth).mean()
        held += found.low - 1e-9 <= whole <= found.high + 1e-9
    return held / runs


def main(words: list[str]) -> None:
    made = survey()
    told: dict[str, Any] = {}
    weights: Arrays = {}
    if "--peer" in words:
        house()
        told, weights = theirs(made)
    report.show(coverage())
    report.show(estimates(made, told))
    report.show(clustered(made, told))
    report.show(twelve(told))
    table = Table("figure", "measured", "target", "", title="Rates and surveys")
    for line in [*many_units(), false_tiers(), *raking(made, told, weights)]:
        table.add_row(line.what, line.figure, line.target, line.verdict)
    table.caption = report.machine()
    report.show(table)


if __name__ == "__main__":
    main(sys.argv[1:])
