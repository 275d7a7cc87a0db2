"""A million texts as weighed pairs of characters, with the names of places weighing double.

What people complain about is the same everywhere; where it is tells the matters apart. Chinese
names of places and firms end in one of few signs (路, 小区, 公司), so the pairs before such a sign
are known without a word list or a map.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sanwen.methods.text import normalise, simplified_signs

# Signs that end the name of a place, a house, a firm; of two of them the first is given.
ENDS = tuple("路街村镇苑城园站湾府组里馆")
DOUBLE_ENDS = (
    *("小区", "社区", "街道", "大道", "广场", "学院", "学校", "中学", "小学", "医院", "公司"),
    *("集团", "楼盘", "大厦", "国际", "公馆", "中心", "平台"),
)
# So many signs before the end belong to the name, as far as one can know.
REACH = 4
# A pair inside a name weighs this much more.
NAMED = 1.0
# A pair in fewer than one of so many texts weighs no more: among a million texts slips of the pen
# would otherwise outweigh the names, and likeness would mean another thing than among thousands.
RAREST = 1500
# A smaller set is weighed as if so many others had none of its words, or a set of which most is one
# matter would take that matter's name for a common word.
ORDINARY = 4000
_SIGNS = 8192
_BATCH = 20_000

Keys = NDArray[np.int64]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Weighed:
    """Both matrices have a row of length 1 for each text and a column for each pair that at least
    two texts have; `named` has the names of places at double weight."""

    plain: sparse.csr_matrix
    named: sparse.csr_matrix


def weigh(texts: Sequence[str]) -> Weighed:
    """TF-IDF with sublinear counts, as in `grams`; no pair is dropped for being common."""
    plain = [normalise(text) for text in texts]
    signs = _numbered(plain)
    width = int(signs.max()) + 1
    batches = [_counted(batch, signs, width) for batch in _batches(plain)]
    del plain
    seen = np.zeros(width * width, np.int32)
    for _, code, _, _ in batches:
        seen += np.bincount(code, minlength=len(seen)).astype(np.int32)
    kept = np.flatnonzero(seen >= min(max(2, len(texts) // 20_000), 5))
    column = np.full(len(seen), -1, np.int32)
    column[kept] = np.arange(len(kept), dtype=np.int32)
    size = max(len(texts), ORDINARY)
    rarest = np.maximum(seen[kept], size / RAREST)
    idf = (1 + np.log((1 + size) / (1 + rarest))).astype(np.float32)
    return _matrices(batches, column, idf, len(texts))


def _batches(plain: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(plain), _BATCH):
        yield plain[start : start + _BATCH]


def _points(plain: Sequence[str]) -> NDArray[np.uint32]:
    return np.frombuffer(("\0".join(plain) + "\0").encode("utf-32-le"), np.uint32)


def _numbered(plain: Sequence[str]) -> NDArray[np.int32]:
    """A small number for each code point, the commonest first; the very rare share the last."""
    many = np.zeros(0x110000, np.int64)
    for batch in _batches(plain):
        found = np.bincount(_points(batch))
        many[: len(found)] += found
    many[0] = 0
    used = np.flatnonzero(many)
    order = used[np.lexsort((used, -many[used]))]
    number = np.zeros(0x110000, np.int32)
    number[order] = np.minimum(np.arange(1, len(order) + 1), _SIGNS - 1)
    return number


def _counted(
    plain: Sequence[str], signs: NDArray[np.int32], width: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats, NDArray[np.bool_]]:
    """(how many pairs each text has, pair, 1 + ln count, whether it stands in a name)."""
    points = _points(plain)
    number = signs[points].astype(np.int64)
    row = np.cumsum(points == 0) - (points == 0)
    inside = (number[1:] > 0) & (number[:-1] > 0)
    name = _in_names(points)
    code = (row[:-1] * width + number[:-1]) * width + number[1:]
    key = np.sort(code[inside] * 2 + (name[1:] & name[:-1])[inside])
    pair = key >> 1
    last = (
        np.flatnonzero(np.append(pair[1:] != pair[:-1], True))
        if len(pair)
        else np.empty(0, np.int64)
    )
    times = np.diff(last, prepend=-1)
    texts = np.bincount(pair[last] // (width * width), minlength=len(plain)).astype(np.int32)
    weight = (1 + np.log(times)).astype(np.float32)
    return texts, (pair[last] % (width * width)).astype(np.int32), weight, (key[last] & 1) > 0


def _in_names(points: NDArray[np.uint32]) -> Flags:
    """Which characters belong to a name: the end signs and up to REACH before them."""
    ends = np.isin(points, _codes(ENDS))
    begins = np.zeros(len(points), bool)
    both = points[:-1].astype(np.uint64) << np.uint64(32) | points[1:]
    double = np.isin(both, [ord(one[0]) << 32 | ord(one[1]) for one in map(_plain, DOUBLE_ENDS)])
    begins[1:] = double
    ends |= begins
    name = ends.copy()
    for back in range(1, REACH + 1):
        name[:-back] |= ends[back:]
    found: Flags = name & (points != 0)
    return found


def _codes(signs: Sequence[str]) -> list[int]:
    return [ord(_plain(sign)) for sign in signs]


def _plain(sign: str) -> str:
    return "".join(simplified_signs().get(one, one) for one in sign)


def _matrices(
    batches: list[tuple[NDArray[np.int32], NDArray[np.int32], Floats, NDArray[np.bool_]]],
    column: NDArray[np.int32],
    idf: Floats,
    many: int,
) -> Weighed:
    columns, plain, named, lengths = [], [], [], []
    while batches:
        texts, code, weight, name = batches.pop(0)
        at = column[code]
        known = at >= 0
        row = np.repeat(np.arange(len(texts)), texts)[known]
        value = weight[known] * idf[at[known]]
        columns.append(at[known])
        plain.append(_unit(value, row, len(texts)))
        named.append(_unit(value * (1 + np.float32(NAMED) * name[known]), row, len(texts)))
        lengths.append(np.bincount(row, minlength=len(texts)))
    indices = np.concatenate(columns) if columns else np.empty(0, np.int32)
    starts = np.append(0, np.cumsum(np.concatenate(lengths))) if lengths else np.zeros(1, np.int64)
    shape = (many, len(idf))
    first, second = (
        np.concatenate(part) if part else np.empty(0, np.float32) for part in (plain, named)
    )
    return Weighed(
        sparse.csr_matrix((first, indices, starts), shape=shape),
        sparse.csr_matrix((second, indices, starts), shape=shape),
    )


def _unit(value: Floats, row: Ints, many: int) -> Floats:
    square = np.bincount(row, value.astype(np.float64) ** 2, minlength=many)
    length = np.sqrt(np.maximum(square, np.finfo(np.float32).tiny))
    return (value / length[row]).astype(np.float32)
