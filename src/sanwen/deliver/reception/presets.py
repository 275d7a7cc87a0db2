"""What a county may set for its reception: read from data/presets.toml, checked at first use."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Presets:
    long_talk_minutes: int
    break_minutes: int
    safety_days: int
    contact_days: int
    help_hours: int
    feedback_days: int
    roster_days: int


@lru_cache(maxsize=1)
def presets() -> Presets:
    file = resources.files("sanwen.deliver.reception").joinpath("data/presets.toml")
    return read(file.read_text(encoding="utf-8"))


def read(text: str) -> Presets:
    found = tomllib.loads(text)
    names = {field.name for field in fields(Presets)}
    if found.keys() != names:
        odd = ", ".join(sorted(found.keys() ^ names))
        raise ImproperlyConfigured(f"reception/presets.toml: missing or not known: {odd}")
    for name, value in found.items():
        if type(value) is not int or value < 1:
            raise ImproperlyConfigured(f"reception/presets.toml: {name} must be above zero")
    return Presets(**found)
