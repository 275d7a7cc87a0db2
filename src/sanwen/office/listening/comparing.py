"""Which solved matter a later one brings back: same place, same subject, alike in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sanwen.methods.duplicates import Item, Rarity, compared, rank
from sanwen.methods.text import first_words, normalise

# Alike enough where both name the same place; where a place is missing, words must say more.
FLOOR_HERE, FLOOR_SOMEWHERE = 0.2, 0.4
_SUBJECT = 4
_PHRASE = 16
# Against so many of the latest at the same place; what is older was brought back before.
_MOST = 400


@dataclass(frozen=True, slots=True)
class Side:
    """A matter as it is compared. `ended` is when it was solved, for earlier ones."""

    number: int
    area: int
    subject: str
    place: str
    words: str
    at: datetime
    topic: int | None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    matter: int
    earlier: int
    because: tuple[str, ...]
    likeness: int
    same_place: bool
    same_topic: bool


def links(later: Sequence[Side], earlier: Sequence[Side]) -> Iterator[Link]:
    """For each later matter the earlier one it most likely brings back, if there is one."""
    known: dict[tuple[int, str], list[Side]] = defaultdict(list)
    for one in earlier:
        known[one.area, one.subject[:_SUBJECT]].append(one)
    for sides in known.values():
        sides.sort(key=lambda one: (one.at, one.number), reverse=True)
    rarity = Rarity.of(compared(one.words) for one in (*later, *earlier))
    for one in later:
        here = [
            old
            for old in known.get((one.area, one.subject[:_SUBJECT]), ())
            if _was_over(old, one) and _may_be_one_place(old, one)
        ]
        found = _best(one, here[:_MOST], rarity)
        if found:
            yield found


def _was_over(old: Side, new: Side) -> bool:
    return old.number != new.number and old.ended is not None and old.ended < new.at


def _may_be_one_place(old: Side, new: Side) -> bool:
    """Two roads of one town are two places, however alike what is said of them."""
    here, there = normalise(old.place), normalise(new.place)
    return not here or not there or here in there or there in here


def _best(one: Side, here: Sequence[Side], rarity: Rarity) -> Link | None:
    sides = {side.number: side for side in here}
    found = rank(_item(one), map(_item, here), rarity=rarity, limit=3, floor=FLOOR_HERE)
    for each in found:
        same_topic = one.topic is not None and sides[each.key].topic == one.topic
        if each.same_place or same_topic or each.words >= FLOOR_SOMEWHERE:
            phrases = tuple(first_words(phrase, _PHRASE) for phrase in each.shared)
            percent = round(100 * each.score)
            return Link(one.number, each.key, phrases, percent, each.same_place, same_topic)
    return None


def _item(side: Side) -> Item:
    """Without its date: what comes back after a year comes back all the same."""
    return Item(side.number, side.words, place=normalise(side.place))
