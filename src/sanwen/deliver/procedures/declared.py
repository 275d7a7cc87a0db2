"""A procedure as it is declared: its words, moves, clocks, outcomes and papers, read from TOML."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

# What a matter begins with; the other beginnings are moves.
BEGINNING = "register"
UNITS = ("workday", "day", "month", "hour")


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


_WORDS = {
    "code": "code",
    "version": "version",
    "name": "name_en",
    "name_zh": "name_zh",
    "article": "article",
    "sentence": "sentence_en",
    "sentence_zh": "sentence_zh",
    "because": "because_en",
    "because_zh": "because_zh",
}
_SHAPES: Mapping[str, type] = {
    **dict.fromkeys(_WORDS, str),
    "begins_on": date,
    "outcomes": list,
    "elsewhere": list,
    "kept_in": str,
    "clock": list,
    "moves": dict,
    "papers": dict,
    "states": dict,
    "flow": dict,
}
_OF_CLOCK: Mapping[str, type] = {
    "rule": str,
    "begins": list,
    "ends": list,
    "length": int,
    "unit": str,
    "extend_max": int,
    "extend_unit": str,
}


def declared(text: str) -> Declared:
    """What the text declares; Undeclared names everything that has the wrong shape."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Undeclared([str(error)]) from error
    faults = _misshapen(table)
    if faults:
        raise Undeclared(faults)
    return Declared(
        **{name: table[key] for key, name in _WORDS.items()},
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


def _misshapen(table: Mapping[str, Any]) -> list[str]:
    needed = {*_WORDS, "begins_on"}
    faults = [f"{name} is missing" for name in _SHAPES if name in needed - table.keys()]
    for name, value in table.items():
        if name not in _SHAPES:
            faults.append(f"{name} is not known")
        elif not isinstance(value, _SHAPES[name]):
            faults.append(f"{name} must be a {_SHAPES[name].__name__}")
    if faults:
        return faults
    faults += [f"{n} is empty" for n in _WORDS if not table[n].strip()]
    if not all(part.isdigit() for part in table["version"].split(".")):
        faults.append("version must be numbers with points, such as 1 or 1.2")
    for name in ("moves", "papers", "flow"):
        faults += _not_lists(name, table.get(name, {}))
    for name in ("outcomes", "elsewhere"):
        if not _are_words(table.get(name, [])):
            faults.append(f"{name} must be a list of words")
    for state, names in table.get("states", {}).items():
        if not (isinstance(names, dict) and {"en", "zh"} <= names.keys()):
            faults.append(f"states.{state} must have en and zh")
    for number, row in enumerate(table.get("clock", ()), start=1):
        faults += [f"clock {number}: {fault}" for fault in _wrong_clock(row)]
    return faults


def _not_lists(name: str, table: Mapping[str, Any]) -> list[str]:
    return [f"{name}.{key} must be a list" for key, value in table.items() if not _are_words(value)]


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _wrong_clock(row: Any) -> list[str]:
    if not isinstance(row, dict):
        return ["must be a table"]
    faults = [f"{name} is missing" for name in ("rule", "begins", "ends") if name not in row]
    for name, value in row.items():
        if name not in _OF_CLOCK:
            faults.append(f"{name} is not known")
        elif type(value) is not _OF_CLOCK[name]:
            faults.append(f"{name} must be a {_OF_CLOCK[name].__name__}")
    faults += [
        f"{name} must be a list of words"
        for name in ("begins", "ends")
        if not _are_words(row.get(name, []))
    ]
    if faults:
        return faults
    if ("length" in row) != ("unit" in row) or ("extend_max" in row) != ("extend_unit" in row):
        faults.append("a length and its unit go together")
    if "extend_max" in row and "length" not in row:
        faults.append("an extension needs the length too")
    for name in ("unit", "extend_unit"):
        if row.get(name, "day") not in UNITS:
            faults.append(f"{name} must be one of {', '.join(UNITS)}")
    for name in ("length", "extend_max"):
        if not 1 <= row.get(name, 1) <= 999:
            faults.append(f"{name} must be 1 to 999")
    return faults
