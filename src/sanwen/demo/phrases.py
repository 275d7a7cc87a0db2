"""The language of the demo's sentences: `[a|b]` picks one, `<name>` fills a slot."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

_TOKEN = re.compile(r"[\[\]|]|<[^<>]+>|[^\[\]|<>]+")
_RANGE = re.compile(r"(?:(zh|money|age):)?(\d+)-(\d+)")
_DIGITS = "零一二三四五六七八九十"

Fill = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Slot:
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """A number drawn anew at every use: <3-7>, <zh:3-7> in characters, <money:800-3000> rounded."""

    style: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple["Phrase", ...]


Phrase = tuple["str | Slot | Span | Choice", ...]


def say(text: str, fill: Fill, rng: Random) -> str:
    """One reading of a phrase: choices made and slots filled."""
    out: list[str] = []
    _speak(parse(text), fill, rng, out)
    return "".join(out)


def say_any(texts: Sequence[str], fill: Fill, rng: Random) -> str:
    return say(rng.choice(texts), fill, rng)


@cache
def parse(text: str) -> Phrase:
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise ValueError(f"unreadable phrase: {text}")
    phrase, end = _sequence(tokens, 0, inside=False)
    if end != len(tokens):
        raise ValueError(f"unbalanced brackets: {text}")
    return phrase


def _sequence(tokens: list[str], start: int, *, inside: bool) -> tuple[Phrase, int]:
    parts: list[str | Slot | Span | Choice] = []
    at = start
    while at < len(tokens) and not (inside and tokens[at] in "|]"):
        token = tokens[at]
        if token == "[":
            choice, at = _choice(tokens, at + 1)
            parts.append(choice)
            continue
        if token in "|]":
            raise ValueError(f"stray {token!r}")
        parts.append(_slot(token[1:-1]) if token.startswith("<") else token)
        at += 1
    return tuple(parts), at


def _choice(tokens: list[str], start: int) -> tuple[Choice, int]:
    options: list[Phrase] = []
    at = start
    while True:
        option, at = _sequence(tokens, at, inside=True)
        options.append(option)
        if at >= len(tokens):
            raise ValueError("a bracket is not closed")
        at += 1
        if tokens[at - 1] == "]":
            return Choice(tuple(options)), at


def _slot(name: str) -> Slot | Span:
    match = _RANGE.fullmatch(name)
    if match is None:
        return Slot(name)
    return Span(match[1] or "", int(match[2]), int(match[3]))


def _speak(phrase: Phrase, fill: Fill, rng: Random, out: list[str]) -> None:
    for part in phrase:
        match part:
            case str():
                out.append(part)
            case Slot(name):
                out.append(fill(name))
            case Span():
                out.append(_number(part, rng))
            case Choice(options):
                _speak(options[int(rng.random() * len(options))], fill, rng, out)


def _number(span: Span, rng: Random) -> str:
    value = rng.randint(span.low, span.high)
    if span.style == "zh":
        return "两" if value == 2 else _DIGITS[value]
    if span.style == "money":
        step = 10 if value < 1000 else 100 if value < 20_000 else 1000
        # Now and then an exact sum: people who are owed money know it to the yuan.
        return str(value if rng.random() < 0.15 else value // step * step)
    return str(value)
