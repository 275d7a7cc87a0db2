"""Who did not speak: what participants said of themselves against who is there to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from sanwen.counsel.consultations.models import MarginPart
from sanwen.counsel.consultations.picture.bars import with_interval
from sanwen.methods.opinion import Coverage as Compared
from sanwen.methods.opinion import coverage as compared
from sanwen.methods.percent import percent
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
        known = {part.name: part.population for part in own}
        if sum(known.values()):
            came = {part.name: part.took_part for part in own}
            lines = _lines(list(compared(came, known).categories))
            found.append(Coverage(margin.name, margin.source, lines))
    return found


def _lines(categories: list[Compared]) -> list[Part]:
    """Small counts are hidden, and with them those that would give them away."""
    came = [one.came for one in categories]
    away = hidden(came) if sum(came) >= FEWEST else [True] * len(came)
    return [
        _hidden(one) if is_hidden else _part(one)
        for one, is_hidden in zip(categories, away, strict=True)
    ]


def _hidden(one: Compared) -> Part:
    return Part(one.category, percent(one.known), _("not shown: too few"), "")


def _part(one: Compared) -> Part:
    return Part(one.category, percent(one.known), with_interval(one.share), _words(one))


def _words(one: Compared) -> str:
    if one.is_missing:
        return _("fewer than live there")
    return _("more than live there") if one.gap.low > 0 else _("about as many as live there")
