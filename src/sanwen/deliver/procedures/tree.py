"""Which way a concern goes by law: a tree of plain questions, read from data/tree.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

PARTS = ("where", "by_when", "bring")


@dataclass(frozen=True, slots=True)
class Counted:
    """A period one can have counted, and the day it is counted from, in words."""

    rule: str
    begins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    words: Mapping[str, str]
    hint: Mapping[str, str]
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class End:
    """`route` names a text of the legal routes; without one the words stand in `texts`."""

    code: str
    name: Mapping[str, str]
    what: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    route: str
    # The kind of route where the words are the end's own.
    as_route: str
    procedure: str
    sealed: bool
    clocks: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    first: str
    questions: Mapping[str, Question]
    ends: Mapping[str, End]


@lru_cache(maxsize=1)
def tree() -> Tree:
    file = resources.files("sanwen.deliver.procedures").joinpath("data/tree.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Tree(
        first=table["first"],
        questions=MappingProxyType({c: _question(c, r) for c, r in table["question"].items()}),
        ends=MappingProxyType({c: _end(c, r) for c, r in table["end"].items()}),
    )


def in_language(words: Mapping[str, str], language: str) -> str:
    return words["en" if language.startswith("en") else "zh"]


def _question(code: str, row: Mapping[str, Any]) -> Question:
    hint = {kind: row.get(f"{kind}_hint", "") for kind in ("zh", "en")}
    return Question(code, {"zh": row["zh"], "en": row["en"]}, hint, row["yes"], row["no"])


def _end(code: str, row: Mapping[str, Any]) -> End:
    own = "zh_where" in row
    return End(
        code=code,
        name={"zh": row["zh"], "en": row["en"]},
        what={"zh": row["zh_what"], "en": row["en_what"]},
        texts={p: {k: row[f"{k}_{p}"] for k in ("zh", "en")} for p in PARTS} if own else {},
        route=row.get("route", ""),
        as_route=row.get("as_route", row.get("route", "")),
        procedure=row.get("procedure", ""),
        sealed=row.get("sealed", False),
        clocks=tuple(
            Counted(one["rule"], {"zh": one["zh"], "en": one["en"]})
            for one in row.get("clocks", ())
        ),
    )
