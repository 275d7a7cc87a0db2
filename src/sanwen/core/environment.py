"""Typed reading of the environment: a wrong value is refused at the door, in words."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def switch(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value}: use True or False")
    return value == "True"


def number(name: str, default: int, *, low: int = 1, high: int = 1_000_000) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value}: use a whole number from {low} to {high}")
    return int(value)


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def home() -> Path:
    """The data folder: SANWEN_HOME, else the ordinary place for a person's data."""
    given = os.environ.get("SANWEN_HOME")
    if given:
        return Path(given).expanduser().absolute()
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser().absolute() / "sanwen"
