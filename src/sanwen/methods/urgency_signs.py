"""The table of what speaks for an emergency (data/urgency.toml), read once, ready for use."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("zh", "en")
_GAP = re.compile(r"<(\d+)>")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Sign:
    """One way to say it: of which kind, why it counts, how much it says alone (log-odds)."""

    kind: str
    why: str
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The signs of one language and the expressions for what stands around them, by name."""

    signs: Sequence[Sign]
    around: Mapping[str, re.Pattern[str]]
    # All marks in one expression, and the numbers of the signs that each calls for.
    marks: re.Pattern[str]
    calls: Mapping[str, frozenset[int]]
    # Signs without marks, tried on every text.
    always: frozenset[int]

    def present(self, text: str) -> list[int]:
        """The numbers of the signs that could be in the text at all."""
        found = [self.calls[mark] for mark in set(self.marks.findall(text))]
        return sorted(self.always.union(*found))


@cache
def table(language: str) -> Table:
    rows = _read()[language]
    signs = [
        Sign(row["kind"], row["why"], row["weight"], _compiled(row["pattern"])) for row in rows
    ]
    calls = _calls([row.get("marks", "").split() for row in rows])
    # Longest first: of two marks that begin alike the longer one is found, and calls for both.
    marks = re.compile("|".join(sorted(calls, key=len, reverse=True)) or "(?!)")
    around = {name: _compiled(text) for name, text in _read()["around"][language].items()}
    always = frozenset(number for number, row in enumerate(rows) if not row.get("marks"))
    return Table(signs, around | {"feared": around.get("feared", _NEVER)}, marks, calls, always)


def _calls(marks: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    """Each mark with the signs that have it, or a part of it, among theirs."""
    every = {mark for row in marks for mark in row}
    return {
        found: frozenset(
            number for number, row in enumerate(marks) if any(mark in found for mark in row)
        )
        for found in every
    }


@cache
def numbers() -> Mapping[str, tuple[str, ...]]:
    """Whom to call, by kind, first the one to call first."""
    return {kind: tuple(found) for kind, found in _read()["numbers"].items()}


@cache
def nouns() -> re.Pattern[str]:
    """Words that contain a sign and mean something else."""
    return re.compile("|".join(_read()["nouns"]["words"]))


def _compiled(pattern: str) -> re.Pattern[str]:
    """`<8>` is up to eight characters of the same clause."""
    return re.compile(_GAP.sub(r"[^,。;!?\\n]{0,\1}", pattern))


@cache
def _read() -> dict[str, Any]:
    file = resources.files("sanwen.methods").joinpath("data/urgency.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
