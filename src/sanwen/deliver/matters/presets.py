"""Texts to begin from: the remedies of each outcome, and what to say of each legal route."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

FIELDS = ("where", "by_when", "bring", "ground")


@lru_cache(maxsize=4)
def _table(name: str) -> Mapping[str, Any]:
    file = resources.files("sanwen.deliver.matters").joinpath(f"data/{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def remedies(language: str) -> dict[str, str]:
    """By outcome, in the language of the person who asked."""
    kind = "en" if language.startswith("en") else "zh"
    return {outcome: texts[kind] for outcome, texts in _table("remedies").items()}


def route(name: str, language: str) -> dict[str, str]:
    """The four texts of a legal route; empty for one we have no words for."""
    found = _table("routes").get(name, {})
    texts = found.get("en", {}) if language.startswith("en") else found
    return {field: texts[field] for field in FIELDS if field in texts}
