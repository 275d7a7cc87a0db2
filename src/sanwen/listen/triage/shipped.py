"""The category tree that Sanwen brings along, as plain rows."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


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
