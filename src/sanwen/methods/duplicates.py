"""Which open matters a new message resembles: shared pairs of characters, and the same place.

A suggestion for a person to accept or not; it carries its reasons. The measure is the
Sørensen-Dice overlap of character bigrams: it needs no word list, so names, dialect and typing
slips are treated alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from sanwen.methods.text import bigrams, normalise

# What the same place adds to the likeness of two texts that share at least some words.
PLACE_BONUS = 0.15
# Beyond this many characters a text is compared by its beginning.
COMPARED = 600


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a message may belong to: the caller's key, its words, its place (code or name)."""

    key: int
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, from 0 to 1, and why: the likeness of the words, the phrases shared, the place."""

    key: int
    score: float
    words: float
    same_place: bool
    shared: tuple[str, ...]


def likeness(a: str, b: str) -> float:
    """Overlap of the character bigrams of two texts, from 0 (nothing) to 1 (the same words)."""
    return _dice(bigrams(a[:COMPARED]), bigrams(b[:COMPARED]))


def rank(
    query: Candidate, candidates: Iterable[Candidate], *, limit: int = 5, floor: float = 0.3
) -> list[Likeness]:
    """The candidates most like the query, best first; equal ones in order of their key.

    Those below `floor` are left out, and so is the query itself (same key).
    """
    pairs = bigrams(query.text[:COMPARED])
    scored = (_scored(query, pairs, other) for other in candidates if other.key != query.key)
    best = nlargest(limit, (s for s in scored if s[0] >= floor), key=lambda s: (s[0], -s[2].key))
    return [
        Likeness(other.key, score, words, _same_place(query, other), shared(query.text, other.text))
        for score, words, other in best
    ]


def shared(a: str, b: str, *, most: int = 3) -> tuple[str, ...]:
    """The longest phrases of `a`, at least two characters, whose every pair also stands in `b`."""
    words, pairs = normalise(a[:COMPARED]), bigrams(b[:COMPARED])
    phrases: list[str] = []
    start = 0
    for end in range(1, len(words) + 1):
        if words[end - 1 : end + 1] not in pairs or end == len(words):
            phrases.append(words[start:end])
            start = end
    found = sorted({p for p in phrases if len(p) > 1}, key=lambda p: (-len(p), words.index(p)))
    return tuple(found[:most])


def _scored(
    query: Candidate, pairs: frozenset[str], other: Candidate
) -> tuple[float, float, Candidate]:
    words = _dice(pairs, bigrams(other.text[:COMPARED]))
    bonus = PLACE_BONUS if words and _same_place(query, other) else 0.0
    return min(1.0, words + bonus), words, other


def _same_place(a: Candidate, b: Candidate) -> bool:
    return bool(a.place) and normalise(a.place) == normalise(b.place)


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    if not a or not b:
        return 0.0
    return 2 * len(a & b) / (len(a) + len(b))
