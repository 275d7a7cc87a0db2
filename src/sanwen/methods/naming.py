"""A readable name for a topic, out of the words of several of its people."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sanwen.methods.said import Said, by_whom

SHORTEST, LONGEST = 6, 16
_PAUSE = re.compile(r"[\s，。！？；：、,.!?;:“”\"'（）()《》<>【】\[\]…—~·]+")


class Namer:
    """Knows how common phrases are among all texts, and names a topic by what is its own."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._many = max(len(texts), 1)

    def name(self, said: Sequence[Said]) -> tuple[str, tuple[str, ...]]:
        """The name and the words most characteristic, most telling first."""
        holders: Counter[str] = Counter()
        people: dict[tuple[str, int], set[str]] = {}
        for one in said:
            people.setdefault(by_whom(one), set()).update(_phrases(one.title or one.text[:60]))
        for phrases in people.values():
            holders.update(phrases)
        ranked = sorted(holders, key=lambda p: (-holders[p] * len(p), p))
        return (ranked[0] if ranked else ""), tuple(ranked[:5])


def _phrases(text: str) -> Iterator[str]:
    for part in _PAUSE.split(text):
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(part) - size + 1):
                yield part[start : start + size]
