"""An index of many matters, asked which of them a message may be the same as.

An inverted index: for every pair of characters, the matters in which it stands, each with one byte
of weight. A question reads the lists of its own pairs only, and all of them: leaving out the long
ones would leave out the name of a place that many write about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sanwen.methods.duplicates import ORDINARY, RAREST, Item, Likeness, compared, judged, told
from sanwen.methods.grams import Vocabulary

SIZES = (2,)
# Place and time move a score by less than a half, so the best are among these by words alone.
LOOKED_AT = 200
_STEPS = 255
_BATCH = 20_000


@dataclass(frozen=True)
class Index:
    """Items by their words. `items` stay the caller's; the rest is arrays (see `nbytes`)."""

    items: Sequence[Item]
    words: Vocabulary
    # For gram g the items rows[starts[g]:starts[g + 1]], with their weights in 255ths.
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.uint8]

    @classmethod
    def of(cls, items: Sequence[Item]) -> Self:
        """Reads every item twice; memory beyond the index itself is bounded by a batch."""
        texts = [compared(item.text, item.title) for item in items]
        words = weighed(texts)
        found = np.zeros(len(words) + 1, np.int64)
        for _, part in _rows(words, texts):
            found[1:] += np.bincount(part.indices, minlength=len(words))
        starts = np.cumsum(found)
        rows = np.empty(starts[-1], np.int32)
        weights = np.empty(starts[-1], np.uint8)
        free = starts[:-1].copy()
        for first, part in _rows(words, texts):
            _put(part, first, free, rows, weights)
        return cls(items, words, starts, rows, weights)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def nbytes(self) -> int:
        """Bytes of the index's own arrays; the items' texts are the caller's and not counted."""
        arrays = (self.starts, self.rows, self.weights, self.words.grams, self.words.idf)
        return sum(array.nbytes for array in arrays)

    def similar(
        self,
        text: str,
        *,
        title: str = "",
        place: str = "",
        at: datetime | None = None,
        limit: int = 5,
        floor: float = 0.2,
        but: int | None = None,
    ) -> list[Likeness]:
        """The items most like a message, best first, each with why; none below `floor`.

        Ranked by words, place and time; equal ones in order of their key. `but` is a key to leave
        out (the message itself).
        """
        likes = self._likes(compared(text, title))
        many = min(max(LOOKED_AT, limit), len(likes))
        if not many:
            return []
        near = np.argpartition(-likes, many - 1)[:many]
        query = Item(but if but is not None else -1, text, title, place, at)
        scored = [
            told(query, self.items[row], float(likes[row]))
            for row in self._best(near, likes, query, limit)
            if likes[row] > 0
        ]
        return [one for one in scored if one.score >= floor]

    def _likes(self, text: str) -> NDArray[np.float64]:
        """Cosine of the text with every item."""
        mine = self.words.rows([text])
        lists = [slice(self.starts[gram], self.starts[gram + 1]) for gram in mine.indices]
        if not lists:
            return np.zeros(len(self.items))
        rows = np.concatenate([self.rows[part] for part in lists])
        weights = np.concatenate([self.weights[part] for part in lists]).astype(np.float32)
        weights *= np.repeat(mine.data, [part.stop - part.start for part in lists])
        return np.bincount(rows, weights, minlength=len(self.items)) / _STEPS

    def _best(
        self, near: NDArray[np.int64], likes: NDArray[np.float64], query: Item, limit: int
    ) -> list[int]:
        def order(row: int) -> tuple[float, int]:
            return (-judged(float(likes[row]), query, self.items[row]), self.items[row].key)

        others = (int(row) for row in near if self.items[row].key != query.key)
        return sorted(others, key=order)[:limit]


def weighed(texts: Sequence[str]) -> Vocabulary:
    """The pairs of the texts with the weights of `duplicates.Rarity`."""
    words = Vocabulary.of(texts, SIZES)
    size = max(len(texts), ORDINARY)
    # What `Vocabulary` made of the number of texts with a pair is turned round to that number.
    seen = (1 + len(texts)) / np.exp(words.idf.astype(np.float64) - 1) - 1
    idf = 1 + np.log((1 + size) / (1 + np.maximum(seen, size / RAREST)))
    return replace(words, idf=idf.astype(np.float32))


def _rows(words: Vocabulary, texts: Sequence[str]) -> Iterator[tuple[int, sparse.csr_matrix]]:
    for first in range(0, len(texts), _BATCH):
        yield first, words.rows(texts[first : first + _BATCH])


def _put(
    part: sparse.csr_matrix,
    first: int,
    free: NDArray[np.int64],
    rows: NDArray[np.int32],
    weights: NDArray[np.uint8],
) -> None:
    """Append a batch to the list of each pair; `free` says where each list goes on."""
    columns = part.tocsc()
    many = np.diff(columns.indptr)
    places = np.repeat(free - columns.indptr[:-1], many) + np.arange(columns.nnz)
    rows[places] = columns.indices + first
    weights[places] = np.clip(np.rint(columns.data * _STEPS), 1, _STEPS)
    free += many
