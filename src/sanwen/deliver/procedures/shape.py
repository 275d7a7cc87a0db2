"""The shape of the text that declares a procedure: what is missing, unknown or of a wrong kind."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

UNITS = ("workday", "day", "month", "hour")
LONGEST = 999
WORDS = {
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
_NEEDED = (*WORDS, "begins_on")
_SHAPES: Mapping[str, type] = {
    **dict.fromkeys(WORDS, str),
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
_NEEDED_OF_CLOCK = ("rule", "begins", "ends")
_OF_CLOCK: Mapping[str, type] = {
    "rule": str,
    "begins": list,
    "ends": list,
    "length": int,
    "unit": str,
    "extend_max": int,
    "extend_unit": str,
}


def misshapen(table: Mapping[str, Any]) -> list[str]:
    """Each fault with its place; what is inside is looked at only where the outside holds."""
    faults = list(_wrong(table, _NEEDED, _SHAPES))
    if faults:
        return faults
    faults = [f"{name} is empty" for name in WORDS if not table[name].strip()]
    if not all(part.isdigit() for part in table["version"].split(".")):
        faults.append("version must be numbers with points, such as 1 or 1.2")
    faults += _lists(table)
    for number, row in enumerate(table.get("clock", ()), start=1):
        faults += [f"clock {number}: {fault}" for fault in _wrong_clock(row)]
    return faults


def _wrong(
    table: Mapping[str, Any], needed: tuple[str, ...], shapes: Mapping[str, type]
) -> Iterator[str]:
    for name in needed:
        if name not in table:
            yield f"{name} is missing"
    for name, value in table.items():
        if name not in shapes:
            yield f"{name} is not known"
        elif type(value) is not shapes[name]:
            yield f"{name} must be a {shapes[name].__name__}"


def _lists(table: Mapping[str, Any]) -> Iterator[str]:
    for name in ("moves", "papers", "flow"):
        for key, value in table.get(name, {}).items():
            if not _are_words(value):
                yield f"{name}.{key} must be a list of words"
    for name in ("outcomes", "elsewhere"):
        if not _are_words(table.get(name, [])):
            yield f"{name} must be a list of words"
    for state, names in table.get("states", {}).items():
        if not (isinstance(names, dict) and {"en", "zh"} <= names.keys()):
            yield f"states.{state} must have en and zh"


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _wrong_clock(row: Any) -> list[str]:
    if not isinstance(row, dict):
        return ["must be a table"]
    faults = list(_wrong(row, _NEEDED_OF_CLOCK, _OF_CLOCK))
    return faults or [*_wrong_lists(row), *_wrong_lengths(row)]


def _wrong_lists(row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("begins", "ends"):
        if not _are_words(row[name]):
            yield f"{name} must be a list of words"
    if not row["begins"]:
        yield "begins is empty"


def _wrong_lengths(row: Mapping[str, Any]) -> Iterator[str]:
    if ("length" in row) != ("unit" in row):
        yield "length and unit go together"
    if ("extend_max" in row) != ("extend_unit" in row):
        yield "extend_max and extend_unit go together"
    if "extend_max" in row and "length" not in row:
        yield "an extension needs the length too"
    for name in ("unit", "extend_unit"):
        if row.get(name, "day") not in UNITS:
            yield f"{name} must be one of {', '.join(UNITS)}"
    for name in ("length", "extend_max"):
        if not 1 <= row.get(name, 1) <= LONGEST:
            yield f"{name} must be 1 to {LONGEST}"
