"""How urgent the event is that a message tells of: from its facts, never from its tone.

Exclamation marks, 强烈要求, threats to go higher and capital letters are not read. What is read:
signs of danger, of a deadline and of many people cut off (data/urgency.toml), each weighed by what
stands around it: supposed (如果, 万一), long past, denied, asked about; happening now, to many,
with harm done; said first or in passing. The loudest kind and a part of the others make a
probability.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sanwen.methods.text import simplified_signs
from sanwen.methods.urgency_signs import LANGUAGES, Table, nouns, numbers, table

# From here on a matter is put on top of the desk's queue. Far below one half, because a danger that
# waits costs more than a second look at something that was none: of those marked, half are.
THRESHOLD = 0.13
# Beyond this many characters a message repeats itself; within the first ones it says what it is.
_READ = 1500
_FIRST = 60
_MOST_REASONS = 6
# The logistic curve over the sum: fitted, after the weights, on the tuning half of a hand-checked
# sample of real messages, each stratum weighed as it occurs (benchmarks/urgency.py).
_SLOPE, _SHIFT = 1.4, -2.0
_WEIGHT = {
    "supposed": -1.6,
    "feared": -1.0,
    "past": -0.9,
    "denied": -2.0,
    "now": 0.9,
    "many": 0.5,
    "worse": 0.3,
    "often": -0.5,
    "settled": -1.8,
    "suggests": -0.7,
    "money": -0.6,
}
_SAID_FIRST, _SAID_AGAIN = 1.4, 0.4
_OTHERS, _MOST_OTHERS = 0.4, 1.5
_IN_SENTENCE = ("now", "many", "worse", "often", "settled")
_IN_MESSAGE = ("suggests", "money")
# How far before and after a sign its sentence may still make it supposed, past or feared.
_BEFORE, _AFTER = 30, 12
_TONE = re.compile(
    r"强烈(?:要求|呼吁|建议|反对|谴责|不满)|坚决(?:要求|反对)?|十万火急|急急+|紧急(?:求助|呼吁|呼救)?|"
    r"求求(?:你|您)们?"
)
_LATIN_TONE = re.compile(r"\b(?:urgent(?:ly)?|asap|immediately|demand)\b")
_GREETING = re.compile(
    r"^\W*(?:尊敬的|敬爱的)?\w{0,10}(?:领导|书记|县长|市长|镇长|区长|局长|厅长|主任|政府)(?:们)?[:,。\s]+"
    r"(?:您们?好|你们?好)?[:,。\s]*|^\W*(?:您们?好|你们?好)[:,。\s]*"
)
# The marks that nearly every message has, wide and narrow; other wide signs are translated only
# where they occur.
_MARKS = (
    *(("，", ","), ("？", "?"), ("：", ":"), ("！", "。"), ("!", "。")),
    *(("；", "。"), (";", "。"), ("\n", "。")),
)
_LATIN_STOP = re.compile(r"\.(?=\s|$)")
_REPEATED = re.compile(r"。[。\s]*")
_PAUSE = re.compile(r"[,、:\s]")
_LATIN = re.compile(r"[a-z]{3}")


@dataclass(frozen=True, slots=True)
class Urgency:
    """`p` is the chance that a duty officer would send somebody or call today; `kinds` the loudest
    first; `numbers` whom to call; `because` the words that spoke for it."""

    urgent: bool = False
    p: float = 0.0
    kinds: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    words: str
    score: float


def urgency(text: str) -> Urgency:
    """Whether the event in these words is urgent, of which kind, and which words say so."""
    plain = _plain(text[:_READ])
    loudest: dict[str, _Hit] = {}
    for language in LANGUAGES if _LATIN.search(plain) else LANGUAGES[:1]:
        for hit in _hits(plain, table(language)):
            if hit.kind not in loudest or hit.score > loudest[hit.kind].score:
                loudest[hit.kind] = hit
    if not loudest:
        return Urgency()
    return _judged(sorted(loudest.values(), key=lambda hit: (-hit.score, hit.kind)))


def _judged(ranked: Sequence[_Hit]) -> Urgency:
    others = sum(max(hit.score, 0.0) for hit in ranked[1:])
    score = ranked[0].score + min(_OTHERS * others, _MOST_OTHERS)
    p = 1 / (1 + math.exp(-(_SLOPE * score + _SHIFT)))
    meant = [hit for hit in ranked if hit.score > ranked[0].score - 1]
    return Urgency(
        urgent=p >= THRESHOLD,
        p=round(p, 3),
        kinds=tuple(hit.kind for hit in meant),
        numbers=_once(number for hit in meant for number in numbers()[hit.kind]),
        because=_once(hit.words for hit in meant)[:_MOST_REASONS],
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _hits(plain: str, of: Table) -> Iterator[_Hit]:
    about: float | None = None
    for number in of.present(plain):
        sign = of.signs[number]
        found = list(sign.pattern.finditer(plain))
        if found and about is None:
            about = _sum(of, _IN_MESSAGE, plain[:_FIRST])
        again = _SAID_AGAIN if len(found) > 2 else 0.0
        for match in found:
            score = sign.weight + again + (about or 0.0) + _around(plain, match, of)
            yield _Hit(sign.kind, match.group().strip(), score)


def _around(plain: str, match: re.Match[str], of: Table) -> float:
    """What the sentence says around a sign, in log-odds."""
    start = plain.rfind("。", 0, match.start()) + 1
    end = plain.find("。", match.end())
    sentence = plain[start : end if end >= 0 else len(plain)]
    said = plain[max(start, match.start() - _BEFORE) : match.end()]
    clause = _PAUSE.split(plain[start : match.start()])[-1]
    score = _sum(of, _IN_SENTENCE, sentence) + _sum(of, ("supposed", "past"), said)
    score += _sum(of, ("feared",), plain[match.end() : match.end() + _AFTER])
    score += _sum(of, ("denied",), clause)
    return score + (_SAID_FIRST if match.start() < _FIRST else 0.0)


def _sum(of: Table, names: Iterable[str], words: str) -> float:
    return sum(_WEIGHT[name] for name in names if of.around[name].search(words))


def _plain(text: str) -> str:
    """Lower case, simplified, half width; tone gone, nouns that only contain a sign blanked."""
    plain = text.lower()
    for mark, narrow in _MARKS:
        plain = plain.replace(mark, narrow)
    others, translation = _other_signs()
    if not others.isdisjoint(plain):
        plain = plain.translate(translation)
    if _LATIN.search(plain):
        plain = _LATIN_STOP.sub("。", _LATIN_TONE.sub("", plain))
    plain = _REPEATED.sub("。", _GREETING.sub("", _TONE.sub("", plain))).strip("。 \t")
    return nouns().sub(lambda noun: "□" * len(noun.group()), plain)


@cache
def _other_signs() -> tuple[frozenset[str], dict[int, str]]:
    """Traditional signs and wide letters and digits, each with its plain one."""
    wide = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    known = wide | simplified_signs()
    return frozenset(known), str.maketrans(known)
