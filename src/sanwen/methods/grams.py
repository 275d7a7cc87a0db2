"""Texts as counted character n-grams: the one way in which triage, duplicates and topics read.

An n-gram of up to three characters is packed into one 64-bit number (21 bits a character, the
first one highest), so that a million messages are counted without making a million small strings.
No segmenter is needed, and names, dialect and typing slips are treated alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sanwen.methods.text import normalise

LONGEST = 3
BITS = 21
_MASK = (1 << BITS) - 1
# Texts read at once: bounds the memory, and is large enough that Python's share is small.
_BATCH = 5000

Codes = NDArray[np.uint64]


def pack(gram: str) -> int:
    """The number of one n-gram of 1 to 3 characters."""
    number = 0
    for character in gram:
        number = (number << BITS) | ord(character)
    return number


def unpack(code: int) -> str:
    """The n-gram of a number."""
    characters = []
    while code:
        characters.append(chr(code & _MASK))
        code >>= BITS
    return "".join(reversed(characters))


def codes(text: str, sizes: Sequence[int] = (2, 3)) -> Codes:
    """The packed n-grams of one text, normalised, in no particular order; repeats stay."""
    return _windows([normalise(text)], sizes)[1]


def counts(
    texts: Sequence[str], sizes: Sequence[int] = (2, 3)
) -> Iterator[tuple[NDArray[np.int64], Codes, NDArray[np.int32]]]:
    """(row, code, count) of every text's n-grams, sorted, a batch of texts at a time."""
    for start in range(0, len(texts), _BATCH):
        rows, found = _windows([normalise(text) for text in texts[start : start + _BATCH]], sizes)
        order = np.lexsort((found, rows))
        rows, found = rows[order], found[order]
        fresh = np.ones(len(found), bool)
        fresh[1:] = (found[1:] != found[:-1]) | (rows[1:] != rows[:-1])
        at = np.flatnonzero(fresh)
        many = np.diff(at, append=len(found)).astype(np.int32)
        yield rows[at] + start, found[at], many


def _windows(plain: Sequence[str], sizes: Sequence[int]) -> tuple[NDArray[np.int64], Codes]:
    """All n-grams of all texts at once; NUL stands between texts and is in none."""
    joined = "\0".join(plain) + "\0"
    points = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.uint64)
    row = np.cumsum(points == 0) - (points == 0)
    rows, found = [], []
    for size in sizes:
        if not 1 <= size <= LONGEST:
            raise ValueError(f"n-grams have 1 to {LONGEST} characters, not {size}")
        length = max(len(points) - size + 1, 0)
        code = np.zeros(length, np.uint64)
        inside = np.ones(length, bool)
        for offset in range(size):
            part = points[offset : offset + length]
            code = (code << np.uint64(BITS)) | part
            inside &= part != 0
        rows.append(row[:length][inside])
        found.append(code[inside])
    return np.concatenate(rows), np.concatenate(found)


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams a model knows, sorted, with the weight of each (inverse document frequency).

    TF-IDF with sublinear counts and rows of length 1 (Salton & Buckley 1988): a row's weight of a
    gram is (1 + ln count) · (1 + ln((1 + n) / (1 + df))).
    """

    grams: Codes
    idf: NDArray[np.float32]
    sizes: tuple[int, ...] = (2, 3)

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        sizes: tuple[int, ...] = (2, 3),
        *,
        at_least: int = 1,
        most: int | None = None,
    ) -> Self:
        """Learn from texts: grams in at least so many of them, the `most` commonest of those.

        Grams are never dropped for being common: the name of a hot place is one of them.
        """
        known, seen = np.empty(0, np.uint64), np.empty(0, np.int64)
        for _, found, _many in counts(texts, sizes):
            fresh, times = np.unique(found, return_counts=True)
            both = np.concatenate((known, fresh))
            known, where = np.unique(both, return_inverse=True)
            seen = np.bincount(where, np.concatenate((seen, times))).astype(np.int64)
        keep = seen >= at_least
        known, seen = known[keep], seen[keep]
        if most is not None and len(known) > most:
            best = np.sort(np.lexsort((known, -seen))[:most])
            known, seen = known[best], seen[best]
        idf = 1 + np.log((1 + len(texts)) / (1 + seen))
        return cls(known, idf.astype(np.float32), sizes)

    def __len__(self) -> int:
        return len(self.grams)

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The texts as TF-IDF rows of length 1, shape (texts, grams), float32; unknown grams
        count for nothing, and a text without any known one is an empty row."""
        parts = [self._batch(*batch) for batch in counts(texts, self.sizes)]
        row = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, np.int64)
        column = np.concatenate([part[1] for part in parts]) if parts else np.empty(0, np.int32)
        value = np.concatenate([part[2] for part in parts]) if parts else np.empty(0, np.float32)
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(np.bincount(row, minlength=len(texts)), out=starts[1:])
        square = np.bincount(row, value.astype(np.float64) ** 2, minlength=len(texts))
        length = np.sqrt(np.maximum(square, np.finfo(np.float32).tiny))
        value = (value / length[row]).astype(np.float32)
        return sparse.csr_matrix((value, column, starts), shape=(len(texts), len(self)))

    def _batch(
        self, row: NDArray[np.int64], found: Codes, many: NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        if not len(self.grams):
            return row[:0], row[:0].astype(np.int32), row[:0].astype(np.float32)
        at = np.searchsorted(self.grams, found)
        at[at == len(self.grams)] = 0
        known = self.grams[at] == found
        column = at[known]
        value = (1 + np.log(many[known])) * self.idf[column]
        return row[known], column.astype(np.int32), value.astype(np.float32)
