"""The lists that Sanwen brings along, as plain drafts."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def lists() -> tuple[dict[str, Any], ...]:
    text = resources.files("sanwen.deliver.reception").joinpath("data/checklists.toml")
    return tuple(tomllib.loads(text.read_text(encoding="utf-8"))["list"])
