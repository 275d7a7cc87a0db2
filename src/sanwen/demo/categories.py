"""Reads the shipped category tree: which bureau answers for what."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name: str
    name_en: str
    bureau: str
    keywords: tuple[str, ...]
    keywords_en: tuple[str, ...]
    urgent: tuple[str, ...]

    @property
    def level(self) -> int:
        return len(self.code) // 2

    @property
    def parent(self) -> str | None:
        return self.code[:-2] or None


@cache
def categories() -> dict[str, Category]:
    source = files("sanwen.listen.triage").joinpath("data/categories.toml")
    rows = tomllib.loads(source.read_text(encoding="utf-8"))["category"]
    return {
        row["code"]: Category(
            code=row["code"],
            name=row["zh"],
            name_en=row["en"],
            bureau=row["bureau"],
            keywords=tuple(row["keywords"]),
            keywords_en=tuple(row["keywords_en"]),
            urgent=tuple(row["urgent"]),
        )
        for row in rows
    }
