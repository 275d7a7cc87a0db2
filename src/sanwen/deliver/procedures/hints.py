"""Which procedure the words of a message point to, and by which words. Never more than a hint."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from sanwen.methods.text import normalise

MOST = 3


class Hinted(NamedTuple):
    code: str
    words: tuple[str, ...]


def hinted(text: str) -> Hinted | None:
    text = normalise(text)
    for code, row in _table().items():
        found = tuple(word for word in row["words"] if normalise(word) in text)
        if len(found) >= row["least"]:
            return Hinted(code, found[:MOST])
    return None


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    file = resources.files("sanwen.deliver.procedures").joinpath("data/hints.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
