"""While a resident writes: the place in their words, what is in hand nearby, an emergency."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db.models import QuerySet

from sanwen.deliver.matters.states import State
from sanwen.listen.triage.actions import lexicon
from sanwen.listen.voices.models import OpenMatter
from sanwen.methods.duplicates import likeness
from sanwen.places.models import Area

# How many lines of the public list are compared, newest first: the cost stays as the list grows.
COMPARED = 200
SHOWN = 3
ALIKE = 0.12
RECENT = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Nearby:
    ref: str
    summary: str
    state: str
    voices: int


@dataclass(frozen=True, slots=True)
class Hints:
    urgent: bool
    area: Area | None
    nearby: list[Nearby]


def areas() -> "QuerySet[Area]":
    """The areas of the newest table, towns before villages."""
    return _newest().all()


@cache
def _newest() -> "QuerySet[Area]":
    """Never read itself. Putting it together anew would cost each message a twentieth."""
    newest = Area.objects.order_by("-year").values("year")[:1]
    return Area.objects.filter(year=newest).order_by("code").defer("geometry")


def hints(text: str, *, area_id: int | None, now: datetime) -> Hints:
    area = _area(text, area_id)
    return Hints(lexicon().guess(text).urgent, area, _alike(text, area, now))


def _area(text: str, chosen: int | None) -> Area | None:
    """The area chosen, else the one with the longest name that the words contain."""
    found: tuple[int, Area] | None = None
    for area in areas():
        if area.pk == chosen:
            return area
        for name in (area.name, area.name_en, *area.aliases):
            if len(name) > 1 and name in text and (found is None or len(name) > found[0]):
                found = (len(name), area)
    return found[1] if found else None


def _alike(text: str, area: Area | None, now: datetime) -> list[Nearby]:
    lines = OpenMatter.objects.filter(changed_at__gte=now - RECENT)
    if area is not None:
        lines = lines.filter(area=area)
    scored = [
        (likeness(text, line.summary), line)
        for line in lines.order_by("-changed_at", "-id")[:COMPARED]
    ]
    scored.sort(key=lambda pair: -pair[0])
    return [
        Nearby(line.ref, line.summary, str(State(line.state).label), line.voices)
        for score, line in scored[:SHOWN]
        if score >= ALIKE
    ]
