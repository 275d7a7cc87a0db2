"""Looking for words in texts: what was asked for, and where in a text it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from sanwen.methods.grams import pack
from sanwen.methods.text import is_alphabetic, sought, visible

# More words than these are not asked for together by a person; longer ones are cut.
MOST, LONGEST = 8, 60
# What an index keeps of one message, and of all that was ever added to it.
READ, LONGEST_KEPT = 2000, 6000
_PHRASE = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]|(\S+)')
# As long as the number of a telephone, an identity card or a bank card; as it is written, and
# as it is searched.
_WRITTEN = re.compile(r"\d(?:[ .·—–-]?\d){10,}")
_NUMBER = re.compile(r"\d{11,}")


def phrases(asked: str) -> tuple[str, ...]:
    """What must all stand in a text: the words and the quoted phrases, as they are searched."""
    found: list[str] = []
    for quoted, word in _PHRASE.findall(asked):
        phrase = sought(quoted or word)[:LONGEST].strip()
        if phrase and phrase not in found:
            found.append(phrase)
    return tuple(found[:MOST])


def kept(*texts: str) -> str:
    """What is kept of texts to look for words in: a line each, no numbers that tell who one is."""
    lines = (sought(_WRITTEN.sub(" ", normalize("NFKC", text[:READ]))) for text in texts)
    return "\n".join(line for line in lines if line)


def is_number(phrase: str) -> bool:
    """Whether a phrase holds such a number, which is in no index."""
    return _NUMBER.search(phrase) is not None


def codes(words: str) -> list[int]:
    """The packed characters and pairs that an index holds of searched words (see `grams.pack`)."""
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return sorted({pack(gram) for gram in (*words, *pairs)})


def needed(phrases: Sequence[str]) -> list[int]:
    """The codes a text must have to hold all phrases: pairs, or the one character."""
    grams = {phrase[at : at + 2] for phrase in phrases for at in range(max(1, len(phrase) - 1))}
    return sorted(pack(gram) for gram in grams)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text as it was written; `hit` where it is what was looked for."""

    text: str
    hit: bool = False


def snippet(text: str, phrases: Sequence[str], *, before: int = 24, width: int = 90) -> list[Part]:
    """A stretch of the text around the first hit, every hit in it marked; else its beginning.

    The words are the writer's own, on one line; … stands where something was left out.
    """
    line = " ".join(visible(text).split())
    spans = _spans(line, phrases)
    start = max(0, spans[0][0] - before) if spans else 0
    end = min(len(line), start + width)
    parts = [Part("…")] if start else []
    at = start
    for begin, stop in spans:
        if begin < at or stop > end:
            continue
        parts += [Part(line[at:begin]), Part(line[begin:stop], hit=True)]
        at = stop
    parts += [Part(line[at:end]), Part("…" if end < len(line) else "")]
    return [part for part in parts if part.text]


def _spans(line: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Where the phrases stand in the line as it was written, in order, without overlaps."""
    words, where = _aligned(line)
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        at = words.find(phrase)
        while at >= 0:
            found.append((where[at], where[at + len(phrase) - 1] + 1))
            at = words.find(phrase, at + len(phrase))
    spans: list[tuple[int, int]] = []
    for begin, stop in sorted(found):
        if not spans or begin >= spans[-1][1]:
            spans.append((begin, stop))
    return spans


@lru_cache(maxsize=16384)
def _plain(sign: str) -> str:
    return sought(sign)


def _aligned(line: str) -> tuple[str, list[int]]:
    """The searched form of the line, and for each character of it where it came from.

    Made sign by sign, so a letter and the mark written behind it as a sign of its own are not
    composed: such a word is found, and only its mark in the text is missing.
    """
    words: list[str] = []
    where: list[int] = []
    apart = False
    for at, sign in enumerate(line):
        plain = _plain(sign)
        if not plain:
            apart = bool(words)
            continue
        if apart and is_alphabetic(words[-1]) and is_alphabetic(plain[0]):
            words.append(" ")
            where.append(at - 1)
        words += plain
        where += [at] * len(plain)
        apart = False
    return "".join(words), where
