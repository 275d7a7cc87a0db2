"""Who did not speak: what participants said of themselves against who is there to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from sanwen.counsel.consultations.models import MarginPart
from sanwen.counsel.consultations.picture.bars import percent, with_interval
from sanwen.methods.share import Share, share
from sanwen.methods.suppression import FEWEST, hidden


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    population: str
    took_part: str
    words: str


@dataclass(frozen=True, slots=True)
class Coverage:
    name: str
    source: str
    parts: list[Part]


def coverage(parts: Iterable[MarginPart]) -> list[Coverage]:
    """One a margin; parts come in the margins' order."""
    found = []
    for margin, group in groupby(parts, key=lambda part: part.margin):
        own = list(group)
        told, living = sum(part.took_part for part in own), sum(part.population for part in own)
        away = hidden([part.took_part for part in own])
        lines = [
            _hidden(part, living) if is_hidden or told < FEWEST else _part(part, told, living)
            for part, is_hidden in zip(own, away, strict=True)
        ]
        found.append(Coverage(margin.name, margin.source, lines))
    return found


def _hidden(part: MarginPart, living: int) -> Part:
    return Part(part.name, _living(part, living), _("not shown: too few"), "")


def _part(part: MarginPart, told: int, living: int) -> Part:
    took = share(part.took_part, told)
    compared = _compared(part, took, living)
    return Part(part.name, _living(part, living), with_interval(took), compared)


def _living(part: MarginPart, living: int) -> str:
    return percent(part.population / living) if living else "–"


def _compared(part: MarginPart, took: Share, living: int) -> str:
    expected = part.population / living if living else 0.0
    if took.high < expected:
        return _("fewer than live there")
    return _("more than live there") if took.low > expected else _("about as many as live there")
