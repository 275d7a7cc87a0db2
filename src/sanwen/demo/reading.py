"""Reads the demo's data files, each once."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("sanwen.demo").joinpath("data")


@cache
def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(name).read_text(encoding="utf-8"))


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(_DATA.joinpath(name).read_text(encoding="utf-8").splitlines()))


@cache
def read_kinds() -> tuple[dict[str, Any], ...]:
    """The kinds of matter of all files in data/kinds, in the order of the file names."""
    names = sorted(entry.name for entry in _DATA.joinpath("kinds").iterdir())
    return tuple(kind for name in names for kind in read_toml(f"kinds/{name}")["kind"])
