"""A procedure as it is declared: its words, moves, clocks, outcomes and papers, read from TOML."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sanwen.deliver.procedures.shape import WORDS, misshapen

# What a matter begins with; the other beginnings are moves.
BEGINNING = "register"


class Undeclared(ValueError):
    """The text declares no procedure; each line says what is wrong and where."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class Length:
    """A period of its own, where a procedure does not take the one of the table."""

    length: int
    unit: str
    extend_max: int | None = None
    extend_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A rule of the table of clocks, the moves that begin and end it, and perhaps an own length."""

    rule: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    own: Length | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    code: str
    version: str
    name_en: str
    name_zh: str
    article: str
    sentence_en: str
    sentence_zh: str
    because_en: str
    because_zh: str
    begins_on: date
    # The first of the clocks is the promise; empty where it is kept in an app of its own.
    clocks: tuple[Timed, ...] = ()
    outcomes: tuple[str, ...] = ()
    moves: Mapping[str, frozenset[str]] = field(default_factory=dict)
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Periods that run elsewhere: shown, never started here.
    elsewhere: tuple[str, ...] = ()
    # The app that keeps it, its states with their names, and where each leads.
    kept_in: str = ""
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    flow: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def promise(self) -> Timed:
        return self.clocks[0]

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.version.split("."))

    def allows(self, state: str, move: str) -> bool:
        return move in self.moves.get(state, ())

    def own_length(self, rule: str) -> Length | None:
        return next((timed.own for timed in self.clocks if timed.rule == rule), None)

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_zh

    def sentence_in(self, language: str) -> str:
        return self.sentence_en if language.startswith("en") else self.sentence_zh

    def because_in(self, language: str) -> str:
        return self.because_en if language.startswith("en") else self.because_zh


def declared(text: str) -> Declared:
    """What the text declares; Undeclared names everything that has the wrong shape."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Undeclared([str(error)]) from error
    faults = misshapen(table)
    if faults:
        raise Undeclared(faults)
    return Declared(
        **{name: table[key] for key, name in WORDS.items()},
        begins_on=table["begins_on"],
        clocks=tuple(_timed(row) for row in table.get("clock", ())),
        outcomes=tuple(table.get("outcomes", ())),
        moves=_sets(table.get("moves", {})),
        papers=MappingProxyType({k: tuple(v) for k, v in table.get("papers", {}).items()}),
        elsewhere=tuple(table.get("elsewhere", ())),
        kept_in=table.get("kept_in", ""),
        states=MappingProxyType(
            {k: (v["en"], v["zh"]) for k, v in table.get("states", {}).items()}
        ),
        flow=_sets(table.get("flow", {})),
    )


def _sets(table: Mapping[str, Sequence[str]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({key: frozenset(values) for key, values in table.items()})


def _timed(row: Mapping[str, Any]) -> Timed:
    own = None
    if "length" in row:
        own = Length(row["length"], row["unit"], row.get("extend_max"), row.get("extend_unit"))
    return Timed(row["rule"], tuple(row["begins"]), tuple(row["ends"]), own)
