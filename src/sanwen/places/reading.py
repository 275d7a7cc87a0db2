"""Which of our areas some words are about: read from the area table, kept until it changes."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from sanwen.methods.gazetteer import Entry, Gazetteer, Place
from sanwen.places.models import Area

# How long a process may go on with the names it knows before it asks whether they changed.
FRESH_SECONDS = 5.0
_VERSION = "gazetteer"


@dataclass(frozen=True, slots=True)
class Read:
    """The area that the words are about, or those that they may be about: then a person is asked.

    `place` is the road or estate they name, in their own signs.
    """

    area_id: int | None = None
    candidates: tuple[int, ...] = ()
    place: str = ""


@dataclass(slots=True)
class _Kept:
    version: int
    gazetteer: Gazetteer
    asked_at: float


_kept: dict[str, _Kept] = {}


def read(text: str) -> Read:
    """Read from the beginning of the words; nothing is asked of the database while names are known.

    An unsure name is never taken for an area.
    """
    places = gazetteer().find(text[:2000])
    about = gazetteer().chosen(places)
    named = _named(places)
    if about is None:
        return Read(place=named)
    return Read(about.key if about.sure else None, about.candidates, named)


def _named(places: list[Place]) -> str:
    return next((place.name for place in places if place.key is None and place.sure), "")


def gazetteer() -> Gazetteer:
    """The names of the newest area table, kept per process until the table changes."""
    kept = _kept.get("now")
    if kept and time.monotonic() - kept.asked_at < FRESH_SECONDS:
        return kept.gazetteer
    version = cache.get(_VERSION, 0)
    if kept is None or kept.version != version:
        kept = _Kept(version, _of_table(), 0.0)
    kept.asked_at = time.monotonic()
    _kept["now"] = kept
    return kept.gazetteer


def _of_table() -> Gazetteer:
    newest = Area.objects.order_by("-year").values("year")[:1]
    rows = Area.objects.filter(year=newest).order_by("code")
    return Gazetteer.of(
        Entry(pk, tuple(name for name in (name, name_en, *aliases) if name), parent)
        for pk, name, name_en, aliases, parent in rows.values_list(
            "pk", "name", "name_en", "aliases", "parent"
        )
    )


def areas_changed() -> None:
    """Every process reads the table anew before it reads the next words."""
    cache.set(_VERSION, cache.get(_VERSION, 0) + 1, None)
    forget()


def forget() -> None:
    """This process reads the table anew."""
    _kept.clear()
