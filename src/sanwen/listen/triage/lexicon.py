"""The first routing: which subject the words speak for, by the tree's own keywords, and why."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

_NOWHERE = re.compile(r"(?!)")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# Later words of a long message speak less for its subject than its beginning.
_READ = 600
# How much louder a longer word speaks, and how much softer a general category; tried on real
# messages.
_LONGER = 1.3
_INNER = 0.7


@dataclass(frozen=True, slots=True)
class Entry:
    """One category as the lexicon needs it: its parent, its unit and its words."""

    id: int
    parent_id: int | None
    unit_id: int | None
    words: tuple[str, ...]
    urgent_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    category_id: int | None = None
    unit_id: int | None = None
    urgent: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    entries: Mapping[int, Entry]
    chinese: Mapping[str, tuple[int, ...]]
    english: Mapping[str, tuple[int, ...]]
    urgent: frozenset[str]
    # First character to the lengths of the words that begin with it, longest first.
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    starts: re.Pattern[str] = _NOWHERE
    # Categories that others lie under: their words are the more general ones.
    inner: frozenset[int] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        known = {entry.id: _plain_entry(entry) for entry in entries}
        chinese: dict[str, list[int]] = defaultdict(list)
        english: dict[str, list[int]] = defaultdict(list)
        urgent: set[str] = set()
        for entry in known.values():
            for word in entry.words + entry.urgent_words:
                (english if word.isascii() else chinese)[word].append(entry.id)
            urgent.update(entry.urgent_words)
        return cls(
            entries=known,
            chinese={word: tuple(ids) for word, ids in chinese.items()},
            english={word: tuple(ids) for word, ids in english.items()},
            urgent=frozenset(urgent),
            lengths=_lengths(chinese),
            starts=_starts(chinese),
            inner=frozenset(entry.parent_id for entry in known.values() if entry.parent_id),
        )

    def guess(self, text: str) -> Guess:
        """The best supported category, of equals the first; none where nothing speaks."""
        hits = self._hits(_plain(text[:_READ]))
        scores = self._scores(hits)
        urgent = any(word in self.urgent for word in hits)
        if not scores:
            return Guess(urgent=urgent)
        best = min(scores, key=lambda category: (-scores[category], category))
        return Guess(best, self._unit(best), urgent, self._because(best, hits))

    def _hits(self, plain: str) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        after = 0
        # The expression finds at once where a word could begin; most characters begin none.
        for start in self.starts.finditer(plain):
            position = start.start()
            if position < after:
                continue
            for length in self.lengths[start[0]]:
                word = plain[position : position + length]
                if word in self.chinese:
                    found[word] += 1
                    after = position + length
                    break
        self._count_english(plain, found)
        return found

    def _count_english(self, plain: str, found: dict[str, int]) -> None:
        tokens = _WORD.findall(plain)
        for start in range(len(tokens)):
            for count in (3, 2, 1):
                phrase = " ".join(tokens[start : start + count])
                if phrase in self.english:
                    found[phrase] += 1
                    break

    def _scores(self, hits: Mapping[str, int]) -> dict[int, float]:
        """Long words that few categories share speak loudest; a repeat adds little."""
        scores: dict[int, float] = defaultdict(float)
        for word, count in hits.items():
            ids = self.chinese.get(word) or self.english[word]
            length = len(word) if word in self.chinese else 1 + word.count(" ") + len(word) / 6
            weight = length**_LONGER * (1 + 0.25 * min(count - 1, 3)) / len(ids)
            for category in ids:
                scores[category] += weight * (_INNER if category in self.inner else 1)
        for category in list(scores):
            parent = self.entries[category].parent_id
            if parent in scores:
                scores[category] += scores[parent] * 0.5
        return scores

    def _because(self, category: int, hits: Mapping[str, int]) -> tuple[str, ...]:
        mine = set(self._own_words(category))
        return tuple(word for word in hits if word in mine)[:5]

    def _own_words(self, category: int) -> Iterable[str]:
        entry: Entry | None = self.entries[category]
        while entry is not None:
            yield from entry.words + entry.urgent_words
            entry = self.entries.get(entry.parent_id) if entry.parent_id else None

    def _unit(self, category: int) -> int | None:
        entry: Entry | None = self.entries[category]
        while entry is not None:
            if entry.unit_id is not None:
                return entry.unit_id
            entry = self.entries.get(entry.parent_id) if entry.parent_id else None
        return None


def _plain_entry(entry: Entry) -> Entry:
    words, urgent = (tuple(map(_plain, given)) for given in (entry.words, entry.urgent_words))
    return replace(entry, words=words, urgent_words=urgent)


def _starts(words: Iterable[str]) -> re.Pattern[str]:
    signs = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(f"[{signs}]") if signs else _NOWHERE


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        found[word[0]].add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
