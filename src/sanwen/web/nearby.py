"""While a resident writes: the place in their words, what is in hand nearby, an emergency."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.db.models import QuerySet

from sanwen.deliver.intake.emergency import Help, help_for
from sanwen.deliver.matters.states import State
from sanwen.listen.voices.models import OpenMatter
from sanwen.listen.voices.near import Held, nearest, rarity
from sanwen.methods.duplicates import Item, rank
from sanwen.places.models import Area
from sanwen.places.reading import read

# Of the public list, those that share most rare words with what is being written.
SUMMARIES = Held("voices_openmatter", "id", "open_matters_sought", "AND t.changed_at >= %s")
LOOKED_AT = 40
SHOWN = 3
ALIKE = 0.12
RECENT = timedelta(days=120)
# More places of one name than this are better chosen from the list.
ASKED = 4


@dataclass(frozen=True, slots=True)
class Nearby:
    ref: str
    summary: str
    state: str
    voices: int


@dataclass(frozen=True, slots=True)
class Hints:
    help: Help | None
    area: Area | None
    nearby: list[Nearby]
    # Places the words may mean; the person is asked which.
    choices: list[Area] = field(default_factory=list)


def areas() -> "QuerySet[Area]":
    """The areas of the newest table, towns before villages."""
    return _newest().all()


@cache
def _newest() -> "QuerySet[Area]":
    """Never read itself. Putting it together anew would cost each message a twentieth."""
    newest = Area.objects.order_by("-year").values("year")[:1]
    return Area.objects.filter(year=newest).order_by("code").defer("geometry")


def hints(text: str, *, area_id: int | None, now: datetime) -> Hints:
    area, choices = _area(text, area_id)
    nearby = _alike(text, area, now)
    return Hints(help_for(text), area, nearby, choices)


def _area(text: str, chosen: int | None) -> tuple[Area | None, list[Area]]:
    """The area chosen, else the one the words name; where that is unsure, those they may mean."""
    if chosen is not None and (area := areas().filter(pk=chosen).first()):
        return area, []
    found = read(text)
    if found.area_id is not None:
        return areas().filter(pk=found.area_id).first(), []
    if not 1 < len(found.candidates) <= ASKED:
        return None, []
    asked = areas().filter(pk__in=found.candidates).select_related("parent")
    return None, list(asked.defer("geometry", "parent__geometry"))


def _alike(text: str, area: Area | None, now: datetime) -> list[Nearby]:
    """By public summaries alone, so that nobody can guess at what others wrote."""
    keys = nearest(SUMMARIES, text, now - RECENT, most=LOOKED_AT)
    lines = {
        line.pk: line for line in OpenMatter.objects.filter(pk__in=keys).select_related("area")
    }
    query = Item(0, text, place=area.path if area else "", at=now)
    found = rank(
        query, map(_item, lines.values()), rarity=rarity(SUMMARIES), limit=SHOWN, floor=ALIKE
    )
    return [_shown(lines[one.key]) for one in found]


def _item(line: OpenMatter) -> Item:
    place = line.area.path if line.area else ""
    return Item(line.pk, line.summary, place=place, at=line.changed_at)


def _shown(line: OpenMatter) -> Nearby:
    return Nearby(line.ref, line.summary, str(State(line.state).label), line.voices)
