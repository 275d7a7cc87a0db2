"""The words of a message that spoke for something, as a person can read them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.grams import Codes
from sanwen.methods.text import normalise

_BITS = np.uint64(21)
MOST = 5
LONGEST = 12
# A pair of characters that speaks less than this share of the loudest one is passed over.
_LOUD = 0.3


@dataclass(frozen=True, slots=True)
class _Plain:
    """The text as it is compared, and where each of its characters stands in the text."""

    signs: str
    at: list[int]


def phrases(text: str, weigh: Callable[[Codes], NDArray[np.float64]]) -> tuple[str, ...]:
    """Up to five phrases of the text, the loudest first.

    `weigh` gives what each pair of neighbouring characters (packed, see `grams`) speaks for the
    matter; pairs that touch are read together, and letters of a word stay together.
    """
    text, plain = _plain(text)
    if len(plain.signs) < 2:
        return ()
    points = np.frombuffer(plain.signs.encode("utf-32-le"), np.uint32).astype(np.uint64)
    loud = weigh((points[:-1] << _BITS) | points[1:])
    if loud.max() <= 0:
        return ()
    heard: dict[str, float] = {}
    for start, end in _runs(loud >= _LOUD * loud.max(), plain.at):
        phrase = _cut(text, plain.at[start], plain.at[end])
        heard[phrase] = max(heard.get(phrase, 0.0), float(loud[start:end].sum()))
    ranked = sorted(heard, key=lambda phrase: (-heard[phrase], text.find(phrase)))
    return _without_parts(ranked)[:MOST]


def _runs(strong: NDArray[np.bool_], at: list[int]) -> list[tuple[int, int]]:
    """First and last character of neighbouring strong pairs; nothing spans a gap in the text."""
    runs: list[tuple[int, int]] = []
    for pair in np.flatnonzero(strong).tolist():
        if at[pair + 1] - at[pair] > 1:
            continue
        if runs and runs[-1][1] == pair and pair + 1 - runs[-1][0] < LONGEST:
            runs[-1] = (runs[-1][0], pair + 1)
        else:
            runs.append((pair, pair + 1))
    return runs


def _cut(text: str, first: int, last: int) -> str:
    while first and _is_letter(text[first]) and _is_letter(text[first - 1]):
        first -= 1
    while last + 1 < len(text) and _is_letter(text[last]) and _is_letter(text[last + 1]):
        last += 1
    return text[first : last + 1][:40]


def _is_letter(sign: str) -> bool:
    return sign.isalpha() and sign < "\u2e80"


def _without_parts(ranked: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for phrase in ranked:
        if not any(phrase in other or other in phrase for other in kept):
            kept.append(phrase)
    return tuple(kept)


def _plain(text: str) -> tuple[str, _Plain]:
    """Character by character; what becomes several characters stays at one place."""
    whole = normalise(text)
    signs = list(map(_sign, text))
    if "".join(signs) != whole:
        # Marks that melt into the letter before: rare, and the compared form can be read too.
        return whole, _Plain(whole, list(range(len(whole))))
    at = [place for place, sign in enumerate(signs) for _ in sign]
    return text, _Plain(whole, at)


@lru_cache(maxsize=1 << 15)
def _sign(sign: str) -> str:
    return normalise(sign)
