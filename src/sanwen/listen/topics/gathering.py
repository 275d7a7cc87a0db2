"""The voices of a window of time, as the grouping reads them and the counting needs them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sanwen.integrity.vault.counting import tokens_for_counting
from sanwen.listen.voices.models import Voice
from sanwen.methods.topics import Said

_BATCH = 5000
# Beyond this a message is not read: it has named its subject.
_READ = 400


class Kept(NamedTuple):
    """A voice that may be counted, who registered it and who handles it; its confirmed subject.

    The caller says which voices these are: only what comes after listening knows what was
    withdrawn, or shown the way to discipline inspection.
    """

    voice: int
    registered_by: int
    handled_by: int
    category: int | None


@dataclass(frozen=True, slots=True)
class Heard:
    """One voice of the window. `person` is a token of this run alone and is stored nowhere."""

    voice: int
    at: datetime
    text: str
    area: int | None
    person: str
    kept: Kept


def gather(kept: Iterable[Kept], *, since: datetime, until: datetime) -> list[Heard]:
    """Those of the voices that were said in the window, a batch at a time."""
    found: list[tuple[Kept, _Row]] = []
    for batch in _batches(kept):
        rows = _rows(list(batch), since=since, until=until)
        found.extend((batch[number], row) for number, row in rows)
    people = tokens_for_counting(row.contact for _, row in found)
    return [
        Heard(one.voice, row.at, row.text, row.area, people[row.contact], one) for one, row in found
    ]


def said(heard: Iterable[Heard]) -> list[Said]:
    return [
        Said(key=one.voice, text=one.text, at=one.at, place=str(one.area or ""), person=one.person)
        for one in heard
    ]


class _Row(NamedTuple):
    at: datetime
    text: str
    area: int | None
    contact: int


def _batches(kept: Iterable[Kept]) -> Iterator[dict[int, Kept]]:
    rest = iter(kept)
    while batch := {one.voice: one for one in islice(rest, _BATCH)}:
        yield batch


def _rows(numbers: list[int], *, since: datetime, until: datetime) -> Iterator[tuple[int, _Row]]:
    voices = Voice.objects.filter(pk__in=numbers, said_at__gte=since, said_at__lt=until)
    for number, at, text, summary, place, area, contact in voices.order_by("pk").values_list(
        "pk", "said_at", "text", "summary", "place", "area", "contact"
    ):
        yield number, _Row(at, _read(place, summary, text), area, contact)


def _read(place: str, summary: str, text: str) -> str:
    """The clerk's words before the person's own; the place, where they do not name it."""
    words = f"{summary} {text}".strip()[:_READ]
    return words if place in words else f"{place} {words}"
