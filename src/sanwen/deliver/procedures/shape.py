"""The shape of the text that declares a procedure: what is missing, unknown or of a wrong kind."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

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
    faults = [_said(_("%(name)s is empty"), name) for name in WORDS if not table[name].strip()]
    if not all(part.isdigit() for part in table["version"].split(".")):
        faults.append(_("version must be numbers with points, such as 1 or 1.2"))
    faults += _lists(table)
    for number, row in enumerate(table.get("clock", ()), start=1):
        faults += [
            _("clock %(number)d: %(fault)s") % {"number": number, "fault": fault}
            for fault in _wrong_clock(row)
        ]
    return faults


def _wrong(
    table: Mapping[str, Any], needed: tuple[str, ...], shapes: Mapping[str, type]
) -> Iterator[str]:
    for name in needed:
        if name not in table:
            yield _said(_("%(name)s is missing"), name)
    for name, value in table.items():
        if name not in shapes:
            yield _said(_("%(name)s is not known"), name)
        elif type(value) is not shapes[name]:
            yield _must_be(name, shapes[name])


def _lists(table: Mapping[str, Any]) -> Iterator[str]:
    for name in ("moves", "papers", "flow"):
        for key, value in table.get(name, {}).items():
            if not _are_words(value):
                yield _said(_("%(name)s must be a list of words"), f"{name}.{key}")
    for name in ("outcomes", "elsewhere"):
        if not _are_words(table.get(name, [])):
            yield _said(_("%(name)s must be a list of words"), name)
    for state, names in table.get("states", {}).items():
        if not (isinstance(names, dict) and {"en", "zh"} <= names.keys()):
            yield _said(_("%(name)s must have en and zh"), f"states.{state}")


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _wrong_clock(row: Any) -> list[str]:
    if not isinstance(row, dict):
        return [_("must be a table")]
    faults = list(_wrong(row, _NEEDED_OF_CLOCK, _OF_CLOCK))
    return faults or [*_wrong_lists(row), *_wrong_lengths(row)]


def _wrong_lists(row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("begins", "ends"):
        if not _are_words(row[name]):
            yield _said(_("%(name)s must be a list of words"), name)
    if not row["begins"]:
        yield _said(_("%(name)s is empty"), "begins")


def _wrong_lengths(row: Mapping[str, Any]) -> Iterator[str]:
    if ("length" in row) != ("unit" in row):
        yield _("length and unit go together")
    if ("extend_max" in row) != ("extend_unit" in row):
        yield _("extend_max and extend_unit go together")
    if "extend_max" in row and "length" not in row:
        yield _("an extension needs the length too")
    for name in ("unit", "extend_unit"):
        if row.get(name, "day") not in UNITS:
            words = {"name": name, "units": ", ".join(UNITS)}
            yield _("%(name)s must be one of %(units)s") % words
    for name in ("length", "extend_max"):
        if not 1 <= row.get(name, 1) <= LONGEST:
            yield _("%(name)s must be 1 to %(most)d") % {"name": name, "most": LONGEST}


def _said(words: str, name: str) -> str:
    return words % {"name": name}


def _must_be(name: str, kind: type) -> str:
    kinds = {
        str: _("%(name)s must be words in quotation marks"),
        int: _("%(name)s must be a whole number"),
        list: _("%(name)s must be a list"),
        dict: _("%(name)s must be a table"),
        date: _("%(name)s must be a date such as 2026-03-10"),
    }
    return _said(kinds[kind], name)
