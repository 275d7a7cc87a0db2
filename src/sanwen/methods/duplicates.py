"""Which matters a message may be the same as: by their words, their place, their time.

A suggestion for a person to accept or not; it carries its reasons. Words are compared as character
pairs weighted by their rarity (TF-IDF, Salton & Buckley 1988), because here the name of a place or
a firm *is* the matter, and such a name is rare pairs. No pair is left out for being common: the
name of a hot place is common, too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from math import log, sqrt

from sanwen.methods.grams import BITS, pack
from sanwen.methods.text import normalise

# What a shared place adds to the likeness of the words, and what two different ones take away.
SAME_PLACE, OTHER_PLACE = 1.15, 0.85
# A matter of long ago is less likely the same; never by more than this, and half after HALF days.
LONG_AGO, HALF = 0.15, 120.0
# Of a text its beginning: there the subject is named.
READ = 200
DAY = 86400.0
# A smaller set is weighed as if so many others had none of its words: of three messages about one
# bridge, the name of the bridge is no common word.
ORDINARY = 4000
# A pair in fewer than one of so many texts weighs no more, or a slip of the pen would outweigh all.
RAREST = 1500


@dataclass(frozen=True, slots=True)
class Item:
    """What may be the same: the caller's key, its words, where and when.

    `place` is a code or a path whose beginning is the wider area ("/1/12/" lies in "/1/"), or a
    name; empty is unknown.
    """

    key: int
    text: str
    title: str = ""
    place: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, from 0 to 1, and why: the likeness of the words alone, the phrases shared, whether
    it is the same place, and how many days lie between (None where a date is missing)."""

    key: int
    score: float
    words: float
    same_place: bool
    shared: tuple[str, ...]
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of `total` texts a pair of characters stands (`seen`, by its packed number); a
    pair that is not named stands in `otherwise`."""

    total: int = 0
    seen: Mapping[int, int] = field(default_factory=dict)
    otherwise: int = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Rarity":
        total, seen = 0, Counter[int]()
        for text in texts:
            total += 1
            seen.update(counted(text).keys())
        return cls(total, seen)

    def weight(self, gram: int) -> float:
        size = max(self.total, ORDINARY)
        seen = max(self.seen.get(gram, self.otherwise), size / RAREST)
        return 1 + log((1 + size) / (1 + seen))


def compared(text: str, title: str = "") -> str:
    """The words that are compared: the title twice, as it names the matter, and the beginning."""
    start = " ".join(text.split())[:READ]
    title = " ".join(title.split())
    return f"{title}\n{title}\n{start}" if title else start


def counted(text: str) -> Counter[int]:
    """The packed pairs of a text and how often each stands there; one lone sign for itself."""
    points = [ord(sign) for sign in normalise(text)]
    if len(points) < 2:
        return Counter(points)
    return Counter([one << BITS | other for one, other in zip(points, points[1:], strict=False)])


def likeness(a: str, b: str, *, rarity: Rarity | None = None) -> float:
    """Cosine of the weighted pairs of two texts, from 0 (nothing shared) to 1 (the same words)."""
    rarity = rarity or Rarity()
    return _cosine(_weighted(a, rarity), _weighted(b, rarity))


def rank(
    query: Item,
    candidates: Iterable[Item],
    *,
    rarity: Rarity | None = None,
    limit: int = 5,
    floor: float = 0.2,
) -> list[Likeness]:
    """The candidates most like the query, best first; equal ones in order of their key.

    For a few hundred candidates; a whole collection is asked through `sameness.Index`. Without
    `rarity` every pair weighs the same. Those below `floor` and the query itself are left out.
    """
    rarity = rarity or Rarity()
    mine = _weighted(compared(query.text, query.title), rarity)
    scored = []
    for other in candidates:
        if other.key != query.key:
            words = _cosine(mine, _weighted(compared(other.text, other.title), rarity))
            scored.append((judged(words, query, other), words, other))
    best = nlargest(
        limit, (one for one in scored if one[0] >= floor), key=lambda one: (one[0], -one[2].key)
    )
    return [told(query, other, words) for _, words, other in best]


def judged(words: float, query: Item, other: Item) -> float:
    """The likeness of the words, moved by place and time, from 0 to 1."""
    score = words
    if query.place and other.place:
        score *= SAME_PLACE if same_place(query, other) else OTHER_PLACE
    days = days_apart(query, other)
    if days is not None:
        score *= 1 - LONG_AGO * (1 - 0.5 ** (days / HALF))
    return min(1.0, score)


def told(query: Item, other: Item, words: float) -> Likeness:
    """A likeness with its reasons."""
    return Likeness(
        key=other.key,
        score=judged(words, query, other),
        words=words,
        same_place=same_place(query, other),
        shared=shared(f"{query.title}\n{query.text}", f"{other.title}\n{other.text}"),
        days=days_apart(query, other),
    )


def same_place(a: Item, b: Item) -> bool:
    """Both known, and one lies in the other."""
    return bool(a.place and b.place) and (
        a.place.startswith(b.place) or b.place.startswith(a.place)
    )


def days_apart(a: Item, b: Item) -> int | None:
    if a.at is None or b.at is None:
        return None
    return int(abs((a.at - b.at).total_seconds()) // DAY)


def shared(a: str, b: str, *, most: int = 3, longest: int = 600) -> tuple[str, ...]:
    """The longest phrases of `a`, two characters or more, whose every pair also stands in `b`."""
    words, pairs = normalise(a[:longest]), counted(b[:longest])
    phrases: list[str] = []
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or pack(words[end - 1 : end + 1]) not in pairs:
            phrases.append(words[start:end])
            start = end
    found = sorted({p for p in phrases if len(p) > 1}, key=lambda p: (-len(p), words.index(p)))
    return tuple(_apart(found)[:most])


def _apart(phrases: list[str]) -> list[str]:
    """Without those that stand inside a longer one."""
    kept: list[str] = []
    for phrase in phrases:
        if not any(phrase in longer for longer in kept):
            kept.append(phrase)
    return kept


def _weighted(text: str, rarity: Rarity) -> dict[int, float]:
    """The pairs of a text with their weights, a vector of length 1."""
    raw = {gram: (1 + log(n)) * rarity.weight(gram) for gram, n in counted(text).items()}
    length = sqrt(sum(value * value for value in raw.values()))
    return {gram: value / length for gram, value in raw.items()}


def _cosine(a: dict[int, float], b: dict[int, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    return min(1.0, sum(value * b.get(gram, 0.0) for gram, value in a.items()))
