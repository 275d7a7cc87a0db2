"""The procedures there are: shipped with the program, or published here. Kept in the process."""

import time
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from sanwen.deliver.procedures.declared import Declared, declared
from sanwen.deliver.procedures.models import Version

# What every message is registered as; a person decides on any other.
FIRST = "service"
# In the order in which people read them.
ORDER = (
    "service",
    "suggestion",
    "appeal",
    "information",
    "labour",
    "sealed",
    "mediation",
    "inspection",
)
# How long a process may go on with the versions it read; one small query then asks for news.
RECHECK_SECONDS = 10.0

Key = tuple[str, str]


class _Held(NamedTuple):
    rows: Mapping[Key, Declared]
    newest: int
    checked: float


class _Memory:
    """Replaced as a whole, so threads need no lock. Versions never change, so they stay."""

    held: _Held | None = None


@lru_cache(maxsize=1)
def shipped() -> Mapping[Key, Declared]:
    folder = resources.files("sanwen.deliver.procedures").joinpath("data/shipped")
    found = [
        declared(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return MappingProxyType({(one.code, one.version): one for one in found})


def version(code: str, number: str) -> Declared:
    """The one a matter began with. KeyError: nobody ever published it."""
    key = (code, number)
    known = shipped().get(key) or _published().get(key)
    return known or _published(fresh=True)[key]


def current(code: str, day: date) -> Declared:
    """The highest version that has begun on that day. KeyError: there is none."""
    begun = [one for one in versions(code) if one.begins_on <= day]
    if not begun:
        raise KeyError(code)
    return begun[-1]


def versions(code: str) -> list[Declared]:
    """All of one procedure, the highest last."""
    found = [one for one in (*shipped().values(), *_published().values()) if one.code == code]
    return sorted(found, key=lambda one: one.order)


def codes() -> list[str]:
    """Those shipped in their order, then the place's own."""
    own = {code for code, _number in _published()} - set(ORDER)
    return [*ORDER, *sorted(own)]


def in_force(day: date) -> list[Declared]:
    """Every procedure as it is on that day; one that has not begun yet is left out."""
    begun = (code for code in codes() if any(one.begins_on <= day for one in versions(code)))
    return [current(code, day) for code in begun]


def for_matters(day: date) -> list[Declared]:
    """Those a matter can be handled by."""
    return [one for one in in_force(day) if not one.kept_in]


def forget() -> None:
    """After a publication, and between tests."""
    _Memory.held = None


def _published(*, fresh: bool = False) -> Mapping[Key, Declared]:
    held, now = _Memory.held, time.monotonic()
    if held and not fresh and now - held.checked < RECHECK_SECONDS:
        return held.rows
    newest = Version.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = held.rows if held and held.newest == newest else _read()
    _Memory.held = _Held(rows, newest, now)
    return rows


def _read() -> Mapping[Key, Declared]:
    texts = Version.objects.values_list("text", flat=True)
    return MappingProxyType({(one.code, one.version): one for one in map(declared, texts)})
