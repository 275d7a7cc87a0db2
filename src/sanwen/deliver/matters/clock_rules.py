"""The periods that can run on a matter, read from data/clock_rules.toml and checked at start."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, get_args

from django.core.exceptions import ImproperlyConfigured

from sanwen.methods import clock

DUTIES = ("holder", "resident")
NEEDED = {"code": str, "name": str, "name_zh": str, "length": int, "unit": str, "starts": str}
OPTIONAL = {
    "duty": str,
    "roll": str,
    "extend_max": int,
    "extend_unit": str,
    "article": str,
    "preset": bool,
    "pauses": list,
}
# What may stop a period for a while, where its article says so.
PAUSES = ("hearing", "third_party")


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One line of the table; `rule` is what the clock counts with."""

    code: str
    name_en: str
    name_zh: str
    starts: str
    duty: str
    article: str
    preset: bool
    rule: clock.Rule
    extension: clock.Rule | None
    pauses: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_zh


@lru_cache(maxsize=1)
def rules() -> Mapping[str, ClockRule]:
    text = resources.files("sanwen.deliver.matters").joinpath("data/clock_rules.toml")
    return MappingProxyType(read(text.read_text(encoding="utf-8")))


def read(text: str) -> dict[str, ClockRule]:
    """The rules by code; ImproperlyConfigured names the rule and what is wrong with it."""
    try:
        rows = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise ImproperlyConfigured(f"clock_rules.toml: {error}") from error
    found: dict[str, ClockRule] = {}
    for number, row in enumerate(rows, start=1):
        where = f"clock_rules.toml: rule {number} ({row.get('code', 'no code')})"
        _check(row, where)
        if row["code"] in found:
            raise ImproperlyConfigured(f"{where}: the code is used twice")
        found[row["code"]] = _rule(row)
    return found


def _rule(row: Mapping[str, Any]) -> ClockRule:
    duty = row.get("duty", "holder")
    # A resident never loses a right on a day when nobody works; a unit gains nothing from one.
    roll = row.get("roll", "next_workday" if duty == "resident" else "none")
    article = row.get("article", "")
    extension = None
    if "extend_max" in row:
        extension = clock.Rule(row["code"], row["extend_max"], row["extend_unit"], roll, article)
    return ClockRule(
        code=row["code"],
        name_en=row["name"],
        name_zh=row["name_zh"],
        starts=row["starts"],
        duty=duty,
        article=article,
        preset=row.get("preset", False),
        rule=clock.Rule(row["code"], row["length"], row["unit"], roll, article),
        extension=extension,
        pauses=tuple(row.get("pauses", ())),
    )


def _check(row: Mapping[str, Any], where: str) -> None:
    for name, kind in NEEDED.items():
        if name not in row:
            raise ImproperlyConfigured(f"{where}: {name} is missing")
        _require(type(row[name]) is kind, f"{where}: {name} must be a {kind.__name__}")
    for name in row.keys() - NEEDED.keys():
        _require(name in OPTIONAL, f"{where}: {name} is not known")
        kind = OPTIONAL[name]
        _require(type(row[name]) is kind, f"{where}: {name} must be a {kind.__name__}")
    _check_words(row, where)


def _check_words(row: Mapping[str, Any], where: str) -> None:
    units, rolls = get_args(clock.Unit), get_args(clock.Roll)
    _require(row["unit"] in units, f"{where}: unit must be one of {', '.join(units)}")
    _require(row.get("roll", rolls[0]) in rolls, f"{where}: roll must be one of {', '.join(rolls)}")
    _require(row.get("duty", DUTIES[0]) in DUTIES, f"{where}: duty must be holder or resident")
    together = ("extend_max" in row) == ("extend_unit" in row)
    _require(together, f"{where}: extend_max and extend_unit go together")
    _require(row.get("extend_unit", units[0]) in units, f"{where}: extend_unit is not known")
    known = all(pause in PAUSES for pause in row.get("pauses", ()))
    _require(known, f"{where}: pauses are of {', '.join(PAUSES)}")
    _require(row.get("extend_max", 1) > 0, f"{where}: extend_max must be above zero")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ImproperlyConfigured(otherwise)
