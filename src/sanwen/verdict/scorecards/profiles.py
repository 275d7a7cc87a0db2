"""The profile (计算口径): which matters are judged and how, from which day; read as published."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from sanwen.verdict.scorecards.models import Profile

# The parts that may be weighed where a body must have one figure.
WEIGHED = ("contact", "solved", "satisfied")
FEWEST_AT_LEAST = 30


@dataclass(frozen=True, slots=True)
class Definition:
    version: str
    starts_on: date
    procedures: tuple[str, ...]
    fewest: int = FEWEST_AT_LEAST
    weights: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""


@cache
def shipped() -> Definition:
    text = resources.files("sanwen.verdict.scorecards").joinpath("data/profile.toml").read_text()
    written = tomllib.loads(text)
    return _read(written["version"], written["starts_on"], written, "")


def known() -> list[Definition]:
    """All, oldest first: the shipped one and what the body published after it."""
    rows = Profile.objects.order_by("starts_on")
    published = [_read(row.version, row.starts_on, row.definition, row.reason) for row in rows]
    return [shipped(), *published]


def on(day: date) -> Definition:
    return [one for one in known() if one.starts_on <= day][-1]


def over(since: date, until: date) -> list[Definition]:
    """Those in force between two days, `until` not included: more than one wants saying so."""
    begun = [one for one in known() if one.starts_on < until]
    return [one for one in begun[:-1] if one.starts_on >= since] + begun[-1:]


def reading(definition: Definition) -> dict[str, Any]:
    """As it is kept in the table."""
    return {
        "procedures": list(definition.procedures),
        "fewest": definition.fewest,
        "weights": dict(definition.weights),
    }


def problems(definition: Definition) -> list[str]:
    """What keeps it from being published, in words."""
    found = []
    if not definition.procedures:
        found.append(_("Name at least one procedure whose matters are judged."))
    if definition.fewest < FEWEST_AT_LEAST:
        found.append(
            _("Units are compared from %(fewest)d judged matters on, not from fewer.")
            % {"fewest": FEWEST_AT_LEAST}
        )
    if definition.weights and (
        set(definition.weights) != set(WEIGHED) or sum(definition.weights.values()) != 100
    ):
        found.append(_("Weights name contact, solved and satisfied, and add up to 100."))
    return found


def _read(version: str, starts_on: date, written: Mapping[str, Any], reason: str) -> Definition:
    return Definition(
        version=version,
        starts_on=starts_on,
        procedures=tuple(written["procedures"]),
        fewest=int(written["fewest"]),
        weights=dict(written["weights"]),
        reason=reason,
    )
