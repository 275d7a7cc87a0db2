"""Whose name, or whose declared interest, stands in the words of a message.

Compiled once from all names and interests and kept for some seconds, because every message is read
this way: where the first two characters of a name stand, the few names that begin so are compared.
"""

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sanwen.core import keys
from sanwen.integrity.conduct.models import Stake, StakeKind
from sanwen.people.models import User
from sanwen.places.models import Area, Unit

_Key = TypeVar("_Key")
KEY = "conduct"
FRESH_SECONDS = 10.0
SHORTEST = 2
# Between Chinese signs a blank means nothing; between two English words it parts them.
_LATIN = re.compile(r"[A-Za-z0-9]")
_BLANK = re.compile(r"\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+")


@dataclass(frozen=True, slots=True)
class Interest:
    """Of one person; `declared` is what they said themselves, else their name stands there."""

    user: int
    declared: bool = False
    until: date | None = None

    def holds(self, today: date) -> bool:
        return self.until is None or today <= self.until


@dataclass(slots=True)
class _Watch:
    begins: "re.Pattern[str]"
    lengths: dict[str, list[int]]
    whose: dict[str, list[Interest]]
    areas: dict[int, list[Interest]] = field(default_factory=dict)
    units: dict[str, list[Interest]] = field(default_factory=dict)
    until: float = 0.0


class _Memory:
    """One per process; replaced as a whole, so threads need no lock."""

    watch: _Watch | None = None


def forget() -> None:
    _Memory.watch = None


def touched(text: str, *, area: int | None = None, today: date) -> set[Interest]:
    """Everybody whose name or interest stands in the words, or whose place it is."""
    watch = _watch()
    found = {one for words in _spelled(text, watch) for one in watch.whose[words]}
    if area is not None and watch.areas:
        found.update(watch.areas.get(area, ()))
    return {one for one in found if one.holds(today)}


def interested_in(unit: Unit, *, today: date) -> set[Interest]:
    """Whoever declared an interest in this unit or in one above it."""
    of = _watch().units
    found = {one for path, people in of.items() if unit.path.startswith(path) for one in people}
    return {one for one in found if one.holds(today)}


def plain(text: str) -> str:
    """As names are compared: small letters, without what parts Chinese signs."""
    parts = text.casefold().split()
    if not _LATIN.search(text):
        return "".join(parts)
    return _BLANK.sub("", " ".join(parts))


def _spelled(text: str, watch: _Watch) -> Iterator[str]:
    words = plain(text)
    for start in watch.begins.finditer(words):
        at = start.start()
        for length in watch.lengths.get(words[at : at + SHORTEST], ()):
            spelled = words[at : at + length]
            if spelled in watch.whose and _stands_alone(words, at, at + length):
                yield spelled


def _stands_alone(words: str, start: int, end: int) -> bool:
    """Within a longer English word or number a name is not meant; Chinese has no such sign."""
    before = words[start - 1 : start] + words[start]
    after = words[end - 1] + words[end : end + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in (before, after))


def _watch() -> _Watch:
    watch = _Memory.watch
    if watch is None or watch.until < time.monotonic():
        watch = _Memory.watch = _asked()
        watch.until = time.monotonic() + FRESH_SECONDS
    return watch


def _asked() -> _Watch:
    stakes = list(Stake.objects.select_related("unit", "area").order_by("pk"))
    whose: dict[str, list[Interest]] = defaultdict(list)
    for pk, name in User.objects.active().exclude(name="").values_list("pk", "name"):
        whose[plain(name)].append(Interest(pk))
    for stake in stakes:
        if words := _words(stake):
            whose[plain(words)].append(_of(stake))
    watch = compiled(whose)
    watch.areas = _areas(stakes)
    watch.units = _grouped((stake.unit.path, _of(stake)) for stake in stakes if stake.unit)
    return watch


def compiled(whose: Mapping[str, list[Interest]]) -> _Watch:
    """The words, as `plain` gives them, and whose each is."""
    kept = {words: people for words, people in whose.items() if len(words) >= SHORTEST}
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in kept:
        lengths[words[:SHORTEST]].add(len(words))
    signs = "".join(map(re.escape, sorted({words[0] for words in kept})))
    return _Watch(
        begins=re.compile(f"[{signs}]" if signs else "(?!)"),
        lengths={sign: sorted(found) for sign, found in lengths.items()},
        whose=kept,
    )


def _words(stake: Stake) -> str:
    """What of an interest can stand in a text."""
    if stake.unit:
        return stake.unit.name
    return opened(stake) if stake.kind == StakeKind.WORDS else ""


def opened(stake: Stake) -> str:
    return keys.keyring(KEY).decrypt(bytes(stake.words)).decode()


def _areas(stakes: list[Stake]) -> dict[int, list[Interest]]:
    """Matters name an area of any year's table, and may name a part of the village."""
    pairs = []
    for stake in stakes:
        if stake.area:
            inside = Area.objects.filter(path__startswith=stake.area.path)
            same = Area.objects.filter(code=stake.area.code)
            pairs += [(pk, _of(stake)) for pk in (inside | same).values_list("pk", flat=True)]
    return _grouped(pairs)


def _grouped(pairs: "Iterable[tuple[_Key, Interest]]") -> "dict[_Key, list[Interest]]":
    found: dict[_Key, list[Interest]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return dict(found)


def _of(stake: Stake) -> Interest:
    return Interest(stake.user_id, declared=True, until=stake.until)
