"""A readable name for a topic, out of the words of several of its people.

A name is a phrase that stands in the messages themselves: said by many different people of the
topic, seldom by others (the gram weights of the whole set), and whole: what stands before and after
it changes from message to message (accessor variety: Feng et al. 2004).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil, log
from zlib import crc32

from sanwen.methods.said import Said, by_whom
from sanwen.methods.text import normalise

SHORTEST, LONGEST = 4, 16
# Said by fewer different people, a phrase could be one person's own words.
PEOPLE = 3
# ... and by fewer than this share of those read, it does not tell what the topic is about.
SHARED = 0.2
# So many people of a topic are read for its name, and so much where a message has no title.
READ, BEGINNING = 24, 60
# Common pairs are learned from so many messages.
LEARNED = 20_000
_PAUSE = re.compile(r"[\s，。！？；：、,.!?;:“”\"'（）()《》<>【】\[\]…—~·*]+")
# No phrase begins or ends with these.
_LOOSE_START = tuple("的了在于与和及是问区县市等被将把对吗呢吧映询诉号请")
_LOOSE_END = (
    *"的了在与和及是被将把对关于请求我们您着也又很太不没有还就从到向为小新",
    *("还是", "不是", "就是", "因为", "所以", "如果", "但是", "已经", "一直", "进一步", "正对"),
)
# What is counted: a number before it belongs to it (3号楼), and a name is not cut between the two.
_COUNTED = tuple("号楼栋幢单元室年月日时点米平块个期路县区省镇村")
# The second phrase of a name is said by at least this share of the people who are read.
SECOND = 0.25
_OPENINGS = (
    *("请问", "关于", "咨询", "反映", "投诉", "建议", "希望", "举报", "强烈", "再次", "请求"),
    *("对于", "要求", "呼吁"),
)

Spoken = dict[str, set[str]]


class Namer:
    """Knows how common pairs of signs are among all messages; names a topic by what is its own."""

    def __init__(self, said: Sequence[Said]) -> None:
        step = max(1, len(said) // LEARNED)
        self._many = len(said[::step]) + 1
        self._holders: Counter[str] = Counter()
        for one in said[::step]:
            self._holders.update(set(_pairs(normalise(_headline(one)))))
        self._weights: dict[str, float] = {}

    def name(self, said: Sequence[Said]) -> tuple[str, tuple[str, ...]]:
        """The name and up to five phrases most the topic's own, most telling first."""
        lines = _one_a_person(said)
        enough = max(min(PEOPLE, len(lines)), ceil(SHARED * len(lines)))
        holders, sides = _phrases(lines, enough)
        scored = {
            phrase: score
            for phrase, around in sides.items()
            if (score := self._score(phrase, holders[phrase] / len(lines), around)) > 0
        }
        best = sorted(scored, key=lambda phrase: (-scored[phrase], phrase))[:60]
        if not best:
            return self._plainest(lines), ()
        first = self._longer(best[0], best, holders)
        apart = _apart([first, *best])
        wanted = SECOND * len(lines)
        second = [one for one in apart if holders[one] >= wanted and _is_other(one, first)]
        return " · ".join([first, *second[:1]]), apart[:5]

    def _score(self, phrase: str, share: float, sides: set[str]) -> float:
        pairs = _pairs(phrase)
        own = sum(map(self._weight, pairs))
        left = len({side[0] for side in sides})
        right = len({side[1] for side in sides})
        return share * own / float(len(pairs) ** 0.4) * log(1 + min(left, right))

    def _weight(self, pair: str) -> float:
        """How seldom others say it; each pair is asked for once."""
        weight = self._weights.get(pair)
        if weight is None:
            known = self._holders[normalise(pair)]
            weight = self._weights[pair] = log(self._many / (1 + known))
        return weight

    def _longer(self, phrase: str, best: Sequence[str], holders: Counter[str]) -> str:
        """The longest good phrase that holds this one and is said by at least half as many."""
        around = [
            other for other in best if phrase in other and holders[other] * 2 >= holders[phrase]
        ]
        return max(around, key=lambda other: (len(other), other))

    def _plainest(self, lines: Sequence[str]) -> str:
        """Where no phrase is shared, the pair of signs that most people share, or nothing."""
        shared = Counter(pair for line in lines for pair in set(_pairs(_PAUSE.sub("", line))))
        common = [pair for pair, many in shared.items() if many >= min(PEOPLE, len(lines))]
        own = {pair: shared[pair] * log(self._many / (1 + self._holders[pair])) for pair in common}
        return max(own, key=lambda pair: (own[pair], pair), default="")


def _headline(said: Said) -> str:
    return said.title.strip() or said.text.strip()[:BEGINNING]


def _one_a_person(said: Sequence[Said]) -> list[str]:
    """What each person wrote, all of it as one line; of many people a lasting choice by chance."""
    lines: dict[tuple[str, int], list[str]] = {}
    for one in said:
        lines.setdefault(by_whom(one), []).append(_headline(one))
    people = sorted(lines, key=lambda who: (crc32(repr(who).encode()), who))[:READ]
    return ["，".join(lines[who][:5]) for who in people]


def _phrases(lines: Sequence[str], enough: int) -> tuple[Counter[str], Spoken]:
    """How many people say each phrase, and what stands on both sides of it; of phrases that enough
    of them say."""
    many = Counter(pair for line in lines for pair in set(_pairs(line)))
    shared = {pair for pair, people in many.items() if people >= enough}
    edges = _Edges(lines, shared)
    holders: Counter[str] = Counter()
    sides: Spoken = {}
    for line in lines:
        seen = set()
        for phrase, side in _cuts(line, shared, edges):
            seen.add(phrase)
            sides.setdefault(phrase, set()).add(side)
        holders.update(seen)
    return holders, {
        phrase: _opened(around) for phrase, around in sides.items() if holders[phrase] >= enough
    }


class _Edges:
    """Where a phrase may begin and end: not where the same sign always goes on with it."""

    def __init__(self, lines: Sequence[str], shared: set[str]) -> None:
        before: Spoken = {}
        after: Spoken = {}
        for whole in (f"|{part}|" for line in lines for part in _PAUSE.split(line)):
            for at in range(1, len(whole) - 2):
                pair = whole[at : at + 2]
                if pair in shared:
                    before.setdefault(pair, set()).add(whole[at - 1])
                    after.setdefault(pair, set()).add(whole[at + 2])
        self._starts = {pair for pair, signs in before.items() if _varies(signs)}
        self._ends = {pair for pair, signs in after.items() if _varies(signs)}

    def may_start(self, whole: str, at: int) -> bool:
        if whole[at : at + 2] not in self._starts or whole[at] in _LOOSE_START:
            return False
        return not whole.startswith(_OPENINGS, at) and not _cuts_a_number(whole, at)

    def may_end(self, whole: str, at: int) -> bool:
        if whole[at - 2 : at] not in self._ends or whole.endswith(_LOOSE_END, 0, at):
            return False
        return not _cuts_a_number(whole, at)


def _opened(around: set[str]) -> set[str]:
    """A pause is as good as many different neighbours."""
    return {
        "".join(chr(0xE000 + number) if sign == "|" else sign for sign in side)
        for number, side in enumerate(sorted(around))
    }


def _varies(signs: set[str]) -> bool:
    """A pause or a number goes on in another way each time."""
    return len(signs) > 1 or "|" in signs or any(map(_is_code, signs))


def _cuts(line: str, shared: set[str], edges: _Edges) -> Iterator[tuple[str, str]]:
    """Phrases of shared pairs that may be a name, each with the sign before and after it."""
    for part in _PAUSE.split(line):
        whole = f"|{part}|"
        ends = [at for at in range(1 + SHORTEST, len(whole)) if edges.may_end(whole, at)]
        for start in range(1, len(part)):
            if not ends or not edges.may_start(whole, start):
                continue
            far = start + 1
            while far - start < LONGEST and whole[far - 1 : far + 1] in shared:
                far += 1
            for end in ends:
                if start + SHORTEST <= end <= far:
                    yield whole[start:end], whole[start - 1] + whole[end]


def _is_other(phrase: str, first: str) -> bool:
    """Whether the phrase adds something: it shares no pair of signs with the first."""
    return not set(_pairs(phrase)) & set(_pairs(first))


def _cuts_a_number(whole: str, at: int) -> bool:
    """Whether a number, a code (A7) or what is counted with it (3号楼) would be cut in two here."""
    before, after = whole[at - 1], whole[at]
    return _is_code(before) and (_is_code(after) or after in _COUNTED)


def _is_code(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _apart(best: Sequence[str]) -> tuple[str, ...]:
    """Phrases of which none holds another one before it, nor stands in it."""
    kept: list[str] = []
    for phrase in best:
        if not any(phrase in other or other in phrase for other in kept):
            kept.append(phrase)
    return tuple(kept)
