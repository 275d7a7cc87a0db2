"""What a file of answers tells of all: weighted to known margins, each item with its interval."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sanwen.cli import estimate_words, tables, telling
from sanwen.cli.refusal import Refused
from sanwen.cli.terminal import is_chinese
from sanwen.methods.surveys import (
    Disposition,
    Estimate,
    Margin,
    Outcomes,
    Weights,
    dispositions,
    estimate,
    mean,
    rake,
)
from sanwen.methods.surveys.files import (
    Item,
    Kind,
    Table,
    dispositions_of,
    item_of,
    margins_of,
    number,
    strata_of,
    table,
)
from sanwen.methods.unreadable import Unreadable

KEPT = ("disposition", "stratum", "cluster", "weight", "population")
ANSWERED = (Disposition.COMPLETE, Disposition.PARTIAL)


@dataclass(frozen=True)
class Read:
    """Who answered, and how they came to be asked."""

    columns: Table
    people: int
    outcomes: Outcomes | None
    base: list[float] | None
    margins: list[Margin]
    population: int | dict[str, int] | None

    @property
    def answered(self) -> int:
        return len(next(iter(self.columns.values())))

    @property
    def strata(self) -> list[str] | None:
        return self.columns.get("stratum")

    @property
    def clusters(self) -> list[str] | None:
        return self.columns.get("cluster")


@dataclass(frozen=True)
class Found:
    item: Item
    whole: Estimate | None
    each: list[Estimate]


def run(
    *,
    responses: Path,
    margins: Path | None,
    strata: Path | None,
    items: tuple[str, ...],
    trim: float | None,
    language: str,
    as_json: bool,
) -> int:
    read = _read(responses, margins, strata)
    with _reasons(responses):
        asked = _items(read, items)
    with _reasons(margins or responses):
        weights = rake(read.margins, base=read.base, trim=trim) if read.margins else None
        found = [_found(item, read, weights) for item in asked]
    told = _as_json(read, weights, found)
    if as_json:
        telling.machine(told)
    else:
        telling.person(estimate_words.text(told, chinese=is_chinese(language)))
    return 0


@contextmanager
def _reasons(file: Path) -> Iterator[None]:
    try:
        yield
    except (Unreadable, ValueError) as no:
        raise Refused(f"{file}: {no}") from None


def _read(responses: Path, margins: Path | None, strata: Path | None) -> Read:
    known: dict[str, dict[str, float]] = {}
    people: dict[str, int] = {}
    if margins is not None:
        with _reasons(margins):
            known = margins_of(table(tables.rows(margins)))
    if strata is not None:
        with _reasons(strata):
            people = strata_of(table(tables.rows(strata)))
    with _reasons(responses):
        columns = table(tables.rows(responses))
        became = dispositions_of(columns)
        outcomes = dispositions(Counter(became)) if became is not None else None
        drawn = len(next(iter(columns.values())))
        if became is not None:
            columns = _only(columns, [one in ANSWERED for one in became])
        coded = [_margin(name, columns, targets) for name, targets in known.items()]
        if "" in columns.get("cluster", ()):
            raise Unreadable(0, "Everybody who answered needs a “cluster”, or nobody has one.")
        said = columns.get("weight")
        heavy = None if said is None else [number(text, "weight") for text in said]
        return Read(columns, drawn, outcomes, heavy, coded, _population(columns, people, known))


def _only(columns: Table, kept: Sequence[bool]) -> Table:
    if not any(kept):
        raise Unreadable(0, "Nobody answered.")
    return {
        name: [cell for cell, keep in zip(cells, kept, strict=True) if keep]
        for name, cells in columns.items()
    }


def _margin(name: str, columns: Table, targets: dict[str, float]) -> Margin:
    if name not in columns:
        problem = "There is no column “%(column)s”; there are: %(all)s."
        raise Unreadable(1, problem, column=name, all=", ".join(columns))
    empty = columns[name].count("")
    if empty and "" not in targets:
        problem = "%(many)s who answered have no “%(column)s”: fill it, or leave the margin out."
        raise Unreadable(0, problem, many=str(empty), column=name)
    return Margin.of(name, columns[name], targets)


def _population(
    columns: Table, people: dict[str, int], known: dict[str, dict[str, float]]
) -> int | dict[str, int] | None:
    """By stratum from its file or column, else the total of margins that are counts."""
    if people or "population" in columns:
        strata = columns.get("stratum") or ["all"] * len(next(iter(columns.values())))
        told = people or strata_of({"stratum": strata, "population": columns["population"]})
        missing = set(strata) - set(told)
        if missing:
            problem = "The stratum “%(stratum)s” is not among those whose people are told."
            raise Unreadable(0, problem, stratum=min(missing))
        return told if "stratum" in columns else sum(told.values())
    total = sum(next(iter(known.values()), {}).values())
    counted = total > 1.5 and "stratum" not in columns
    return round(total) if counted else None


def _items(read: Read, wanted: Sequence[str]) -> list[Item]:
    missing = next((name for name in wanted if name not in read.columns), None)
    if missing is not None:
        problem = "There is no column “%(column)s”; there are: %(all)s."
        raise Unreadable(1, problem, column=missing, all=", ".join(read.columns))
    out = {*KEPT, *(margin.name for margin in read.margins)}
    names = wanted or [name for name in read.columns if name not in out]
    found = [item_of(name, read.columns[name]) for name in names]
    if not found:
        raise Unreadable(0, "There is no question in it.")
    return found


def _found(item: Item, read: Read, weights: Weights | None) -> Found:
    how: dict[str, Any] = {
        "weights": weights.values if weights else read.base,
        "strata": read.strata,
        "population": read.population,
        "margins": read.margins,
        "clusters": read.clusters,
    }
    if item.kind is Kind.SHARE:
        return Found(item, estimate(item.codes, **how), [])
    blank = np.isnan(item.codes)
    codes = (
        [float(a) for a in item.answers] if item.kind is Kind.SCALE else range(len(item.answers))
    )
    each = [estimate(np.where(blank, np.nan, item.codes == code), **how) for code in codes]
    whole = mean(item.codes, scale=item.scale, **how) if item.kind is Kind.SCALE else None
    return Found(item, whole, each)


def _as_json(read: Read, weights: Weights | None, found: Sequence[Found]) -> dict[str, Any]:
    outcomes = read.outcomes
    return {
        "drawn": read.people if outcomes else None,
        "answered": read.answered,
        "population": read.population,
        "clusters": _clusters(read),
        "response": {"rates": outcomes.rates, "e": outcomes.e, "counts": _counts(outcomes)}
        if outcomes
        else None,
        "response_missing": None if outcomes else "There is no column “disposition”.",
        "weights": _weights(weights) if weights else None,
        "items": [_item(one, outcomes) for one in found],
    }


def _clusters(read: Read) -> int | None:
    if read.clusters is None:
        return None
    return len(set(zip(read.strata or read.clusters, read.clusters, strict=True)))


def _counts(outcomes: Outcomes) -> dict[str, int]:
    return {one.value: getattr(outcomes, one.value) for one in Disposition}


def _weights(weights: Weights) -> dict[str, Any]:
    return {
        "design_effect": weights.design_effect,
        "effective_n": weights.effective,
        "trimmed": weights.trimmed,
        "converged": weights.converged,
        "gaps": weights.gaps,
    }


def _item(found: Found, outcomes: Outcomes | None) -> dict[str, Any]:
    item, first = found.item, found.whole or found.each[0]
    should = outcomes and outcomes.drawn - outcomes.NE
    return {
        "item": item.name,
        "kind": item.kind.value,
        **(_share(found.whole) if found.whole else dict.fromkeys(("estimate", "low", "high"))),
        "scale": list(item.scale) if item.kind is Kind.SCALE else None,
        "n": first.n,
        "effective_n": first.effective,
        "response_rate": first.n / should if should else None,
        "item_response_rate": first.item_response,
        "refused": item.refused,
        "unknown": item.unknown,
        "silent": item.silent,
        "answers": [
            {"answer": answer, **_share(one)}
            for answer, one in zip(item.answers, found.each, strict=False)
        ],
    }


def _share(found: Estimate) -> dict[str, Any]:
    return {
        "estimate": found.value,
        "low": found.low,
        "high": found.high,
        "se": found.se,
        "method": found.method.value,
    }
