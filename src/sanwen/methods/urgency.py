"""How urgent the event is that a message tells of: from its facts, never from its tone.

Exclamation marks, 强烈要求, threats to go higher and capital letters are not read at all. Signs of
danger, of a deadline and of many people cut off are (`urgency_signs`); each is weighed by its
surroundings: supposed (如果, 万一), long past, denied, suggested; happening now, to many, with harm
done. The sum of the loudest kind and a part of the others becomes a probability by a logistic curve.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sanwen.methods import urgency_signs as signs
from sanwen.methods.text import simplified_signs
from sanwen.methods.urgency_signs import Sign

# From here on a matter is put on top of the desk's queue.
THRESHOLD = 0.5
# Beyond this many characters a message repeats itself.
_READ = 3000
_MOST_REASONS = 6
# The logistic curve over the sum, fitted on the tuning half of a hand-checked sample.
_SLOPE, _SHIFT = 1.0, -1.2
_SUPPOSED, _PAST, _DENIED = -1.6, -1.2, -2.5
_NOW, _MANY, _WORSE = 1.0, 0.6, 0.7
_SUGGESTED, _MONEY = -0.6, -0.6
_OTHERS = 0.4
_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
_PAUSE = re.compile(r"[，,、：:\s]")
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
    for hit in _hits(plain):
        if hit.kind not in loudest or hit.score > loudest[hit.kind].score:
            loudest[hit.kind] = hit
    if not loudest:
        return Urgency()
    ranked = sorted(loudest.values(), key=lambda hit: (-hit.score, hit.kind))
    return _judged(ranked, _about(plain))


def _judged(ranked: Sequence[_Hit], about: float) -> Urgency:
    others = sum(max(hit.score, 0.0) for hit in ranked[1:])
    p = _logistic(_SLOPE * (ranked[0].score + _OTHERS * min(others, 2.0) + about) + _SHIFT)
    meant = [hit for hit in ranked if hit is ranked[0] or hit.score > 0]
    kinds = tuple(hit.kind for hit in meant)
    numbers = tuple(dict.fromkeys(n for kind in kinds for n in signs.NUMBERS[kind]))
    because = tuple(dict.fromkeys(hit.words for hit in meant))[:_MOST_REASONS]
    return Urgency(p >= THRESHOLD, round(p, 3), kinds, numbers, because)


def _hits(plain: str) -> Iterator[_Hit]:
    for table in _tables(bool(_LATIN.search(plain))):
        pattern, known = _compiled(table)
        for match in pattern.finditer(plain):
            sign = known.get(match.lastgroup or "")
            if sign is not None:
                yield _Hit(sign.kind, match.group(), sign.weight + _around(plain, match))


def _tables(latin: bool) -> tuple[str, ...]:
    return ("zh", "en") if latin else ("zh",)


@cache
def _compiled(table: str) -> tuple[re.Pattern[str], dict[str, Sign]]:
    rows = signs.SIGNS if table == "zh" else signs.ENGLISH
    known = {f"s{number}": sign for number, sign in enumerate(rows)}
    parts = [f"(?P<noun>{'|'.join(signs.NOUNS)})"] if table == "zh" else []
    parts += [f"(?P<{name}>{sign.pattern})" for name, sign in known.items()]
    return re.compile("|".join(parts)), known


@cache
def _reader(name: str) -> re.Pattern[str]:
    return re.compile(getattr(signs, name))


def _around(plain: str, match: re.Match[str]) -> float:
    """What the sentence says around a sign, in log-odds."""
    start, end = _sentence(plain, match)
    before, sentence = plain[start : match.start()], plain[start:end]
    clause = _PAUSE.split(before)[-1]
    score = 0.0
    if _reader("NOT_REAL").search(before) or _reader("NOT_REAL").search(match.group()):
        score += _SUPPOSED
    if _reader("PAST").search(sentence):
        score += _PAST
    if _reader("NEGATED").search(clause):
        score += _DENIED
    if _reader("NOW").search(sentence):
        score += _NOW
    if _reader("MANY").search(sentence):
        score += _MANY
    if _reader("WORSE").search(sentence):
        score += _WORSE
    return score


def _sentence(plain: str, match: re.Match[str]) -> tuple[int, int]:
    start = 0
    for end in _END.finditer(plain, 0, match.start()):
        start = end.end()
    following = _END.search(plain, match.end())
    return start, following.start() if following else len(plain)


def _about(plain: str) -> float:
    """What the whole message is for: an idea or a quarrel over money waits, a danger does not."""
    score = _SUGGESTED if _reader("SUGGESTS").search(plain) else 0.0
    return score + (_MONEY if _reader("MONEY").search(plain) else 0.0)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(_simple())


@cache
def _simple() -> dict[int, str]:
    return {ord(sign): other for sign, other in simplified_signs().items()}
