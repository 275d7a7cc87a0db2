"""The rules of day one: which subject the words speak for, by the tree's own keywords, and why."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.text import simplified_signs

_NOWHERE = re.compile(r"(?!)")
_TRIED = 25
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# Later words of a long message speak less for its subject than its beginning, and its first words
# are its title: they speak this much louder.
_READ = 600
_TITLE = 30
_IN_TITLE = 2.0
# How much louder a longer word speaks, and how much softer a general category.
_LONGER = 1.3
_INNER = 0.7
# Loudness becomes probability by this power, beside the loudness of what the words do not say.
# Fitted on the tuning half of a labelled sample, like the numbers above.
_SHARPNESS = 2.0
_SILENCE = 3.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One category as the lexicon needs it: its parent, its unit, its words, and how much softer
    they speak where they tell the form of a message (a question, thanks) more than its subject."""

    id: int
    parent_id: int | None
    unit_id: int | None
    words: tuple[str, ...]
    urgent_words: tuple[str, ...]
    loudness: float = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a message that some category knows, how often, and which in its title."""

    counts: Mapping[str, int]
    title: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    entries: Mapping[int, Entry]
    chinese: Mapping[str, tuple[int, ...]]
    english: Mapping[str, tuple[int, ...]]
    # Finds the Chinese words, the longest where several begin.
    pattern: re.Pattern[str] = _NOWHERE
    # Categories that others lie under: their words are the more general ones.
    inner: frozenset[int] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        known = {entry.id: _plain_entry(entry) for entry in entries}
        chinese: dict[str, list[int]] = defaultdict(list)
        english: dict[str, list[int]] = defaultdict(list)
        for entry in known.values():
            for word in dict.fromkeys(entry.words + entry.urgent_words):
                (english if word.isascii() else chinese)[word].append(entry.id)
        return cls(
            entries=known,
            chinese={word: tuple(ids) for word, ids in chinese.items()},
            english={word: tuple(ids) for word, ids in english.items()},
            pattern=_pattern(chinese),
            inner=frozenset(
                entry.parent_id for entry in known.values() if entry.parent_id is not None
            ),
        )

    def hear(self, text: str) -> Heard:
        return self._hits(_plain(text[:_READ]))

    def scores(self, heard: Heard) -> dict[int, float]:
        """Long words that few categories share speak loudest; a repeat adds little."""
        scores: dict[int, float] = defaultdict(float)
        for word, count in heard.counts.items():
            chinese = word in self.chinese
            ids = self.chinese[word] if chinese else self.english[word]
            length = len(word) if chinese else 1 + word.count(" ") + len(word) / 6
            louder = 1 + 0.25 * min(count - 1, 3) + (_IN_TITLE if word in heard.title else 0)
            for category in ids:
                soft = _INNER if category in self.inner else 1
                loud = soft * self.entries[category].loudness
                scores[category] += loud * louder * length**_LONGER / len(ids)
        for category in list(scores):
            parent = self.entries[category].parent_id
            if parent in scores:
                scores[category] += scores[parent] * 0.5
        return scores

    def shares(self, heard: Heard) -> dict[int, float]:
        """A probability for each category that a word speaks for. What is missing to 1 belongs to
        all others together: little heard, little known."""
        loud = {one: score**_SHARPNESS for one, score in self.scores(heard).items()}
        total = sum(loud.values()) + _SILENCE**_SHARPNESS
        return {one: value / total for one, value in loud.items()}

    def probabilities(self, heard: Sequence[Heard], ids: Sequence[int]) -> NDArray[np.float64]:
        """Shape (texts, ids), rows summing to 1; what is not known is spread over all alike."""
        place = {category: column for column, category in enumerate(ids)}
        p = np.zeros((len(heard), len(ids)))
        for row, one in enumerate(heard):
            for category, share in self.shares(one).items():
                if category in place:
                    p[row, place[category]] = share
        return np.asarray(p + (1 - p.sum(axis=1, keepdims=True)) / len(ids))

    def because(self, category: int, heard: Heard) -> tuple[str, ...]:
        """The words heard that speak for this category or one above it."""
        mine = set(self._own_words(category))
        return tuple(word for word in heard.counts if word in mine)[:5]

    def unit(self, category: int) -> int | None:
        """Who answers for it by default: its own unit, else that of the category above."""
        entry: Entry | None = self.entries.get(category)
        while entry is not None:
            if entry.unit_id is not None:
                return entry.unit_id
            entry = self._above(entry)
        return None

    def _hits(self, plain: str) -> Heard:
        counts: dict[str, int] = defaultdict(int)
        title: set[str] = set()
        for found in self.pattern.finditer(plain):
            counts[found[0]] += 1
            if found.start() < _TITLE:
                title.add(found[0])
        for start, phrase in self._english(plain):
            counts[phrase] += 1
            if start < _TITLE:
                title.add(phrase)
        return Heard(counts, frozenset(title))

    def _english(self, plain: str) -> Iterator[tuple[int, str]]:
        tokens = [(found.start(), found[0]) for found in _WORD.finditer(plain)]
        for at, (start, _) in enumerate(tokens):
            for count in (3, 2, 1):
                phrase = " ".join(word for _, word in tokens[at : at + count])
                if phrase in self.english:
                    yield start, phrase
                    break

    def _above(self, entry: Entry) -> Entry | None:
        return None if entry.parent_id is None else self.entries.get(entry.parent_id)

    def _own_words(self, category: int) -> Iterable[str]:
        entry: Entry | None = self.entries[category]
        while entry is not None:
            yield from entry.words + entry.urgent_words
            entry = self._above(entry)


def _plain_entry(entry: Entry) -> Entry:
    words, urgent = (tuple(map(_plain, given)) for given in (entry.words, entry.urgent_words))
    return replace(entry, words=words, urgent_words=urgent)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Words that begin alike share that beginning, and beginnings are tried a few dozen at a time:
    thousands of words are looked for in one reading."""
    ordered = sorted(words)
    firsts = sorted({word[0] for word in ordered})
    groups = []
    for start in range(0, len(firsts), _TRIED):
        signs = "".join(map(re.escape, firsts[start : start + _TRIED]))
        mine = [word for word in ordered if word[0] in firsts[start : start + _TRIED]]
        groups.append(f"(?=[{signs}]){_branches(mine, 0)}")
    signs = "".join(map(re.escape, firsts))
    return re.compile(f"(?=[{signs}])(?:{'|'.join(groups)})") if firsts else _NOWHERE


def _branches(words: Sequence[str], at: int) -> str:
    """What may follow after `at` common characters; the longer way is tried first."""
    whole = any(len(word) == at for word in words)
    longer = [word for word in words if len(word) > at]
    ways = [
        re.escape(sign) + _branches(list(same), at + 1)
        for sign, same in groupby(longer, key=lambda word: word[at])
    ]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' if whole else ''}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(_signs())


@cache
def _signs() -> dict[int, str]:
    return {ord(sign): other for sign, other in simplified_signs().items()}
