"""The category tree that Sanwen brings along, as plain rows."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sanwen.methods.lexicon import Entry, Lexicon


@dataclass(frozen=True, slots=True)
class Row:
    """One category; its code begins with its parent's, `bureau` answers by default."""

    code: str
    name: str
    name_en: str
    bureau: str
    words: tuple[str, ...]
    urgent_words: tuple[str, ...]

    @property
    def parent(self) -> str:
        return self.code[:-2]


# Branches of the tree that tell the form of a message (a question, thanks) more than its subject.
OF_FORM = ("14", "15")
SOFTER = 0.5


def loudness(code: str) -> float:
    """How much softer the words of this category speak for it than those of a subject."""
    return SOFTER if code.startswith(OF_FORM) else 1.0


@cache
def rows() -> tuple[Row, ...]:
    """Parents before their children."""
    text = resources.files("sanwen.listen.triage").joinpath("data/categories.toml")
    found = tomllib.loads(text.read_text(encoding="utf-8"))["category"]
    return tuple(
        Row(
            code=row["code"],
            name=row["zh"],
            name_en=row["en"],
            bureau=row["bureau"],
            words=(*row["keywords"], *row["keywords_en"]),
            urgent_words=tuple(row["urgent"]),
        )
        for row in sorted(found, key=lambda row: (len(row["code"]), row["code"]))
    )


@cache
def lexicon() -> Lexicon:
    """The shipped rules alone; the number of a category is its place among the rows."""
    place = {row.code: number for number, row in enumerate(rows())}
    return Lexicon.of(
        Entry(number, place.get(row.parent), None, row.words, row.urgent_words, loudness(row.code))
        for number, row in enumerate(rows())
    )
