"""The kinds of paper, read from data/*.toml and checked: words, fields, who may make it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SHAPES = ("line", "text", "day", "number", "choice", "person")
MAKERS = ("desk", "lead", "supervisor", "reviewer", "union")
RECEIVERS = ("resident", "unit", "employer", "parties")
# The field that stands in the line 主送: the first of these that the kind asks for.
ADDRESSING = ("addressee", "recipient", "body_to", "employer")
# Stand outside the text, in the head, at the end, in the closing block.
AROUND = frozenset({*ADDRESSING, "issuer", "word", "day", "copies", "annexes", "liaison"})
PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a paper asks for; `source` names what the matter knows of it, or is empty."""

    name: str
    shape: str
    required: bool
    source: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    options: Sequence[str] = ()

    def label_in(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    def hint_in(self, language: str) -> str:
        return self.hint_en if language.startswith("en") else self.hint_zh


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    name: str
    en: str
    version: int
    to: str
    by: Sequence[str]
    article: str
    title: str
    text: Sequence[str]
    fields: Mapping[str, Field]
    head: bool
    colophon: bool
    slip: bool
    slip_alone: bool = False
    seal: bool = True
    kept_from_unit: bool = False
    persons: Sequence[str] = field(default=())

    def name_in(self, language: str) -> str:
        return self.en if language.startswith("en") else self.name

    @property
    def addressing(self) -> str:
        return next((name for name in ADDRESSING if name in self.fields), "")


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """By code, in the order of the procedure."""
    folder = resources.files("sanwen.deliver.papers").joinpath("data")
    known = _read(folder.joinpath("fields.toml").read_text(encoding="utf-8"), "fields.toml")
    found = {}
    for code in ORDER:
        text = folder.joinpath(f"{code}.toml").read_text(encoding="utf-8")
        found[code] = kind_from(code, text, known)
    return MappingProxyType(found)


ORDER = (
    "acceptance",
    "transfer",
    "refusal",
    "extension",
    "opinion",
    "review_acceptance",
    "review",
    "second_review",
    "hearing",
    "mediation",
    "urging",
    "closing_report",
    "improvement",
    "policy",
    "accountability",
    "service",
    "union_hint",
    "union_opinion",
    "union_proposal",
)


def named(text: str) -> Kind | None:
    """By code or by Chinese name."""
    return kinds().get(text) or next((kind for kind in kinds().values() if kind.name == text), None)


def kind_from(code: str, text: str, known: Mapping[str, Any]) -> Kind:
    """ImproperlyConfigured names the file and what is wrong with it."""
    row = _read(text, f"{code}.toml")
    names = ["issuer", *(["word"] if row.get("head") else []), *row.get("fields", ()), "day"]
    optional, sources = row.get("optional", ()), row.get("from", {})
    _check(code, row, names, known)
    fields = {
        name: _field(name, known[name], name not in optional, sources.get(name)) for name in names
    }
    return Kind(
        code=code,
        name=row["name"],
        en=row["en"],
        version=row["version"],
        to=row["to"],
        by=tuple(row["by"]),
        article=row["article"],
        title=row["title"],
        text=tuple(line for line in row["text"].splitlines() if line.strip()),
        fields=MappingProxyType(fields),
        head=row["head"],
        colophon=row["colophon"],
        slip=row["slip"],
        slip_alone=row.get("slip_alone", False),
        seal=row.get("seal", True),
        kept_from_unit=row.get("kept_from_unit", False),
        persons=tuple(name for name, one in fields.items() if one.shape == "person"),
    )


def _field(name: str, row: Mapping[str, Any], required: bool, source: str | None) -> Field:
    return Field(
        name=name,
        shape=row["shape"],
        required=required,
        source=source or row.get("from", ""),
        zh=row["zh"],
        en=row["en"],
        hint_zh=row.get("hint_zh", ""),
        hint_en=row.get("hint_en", ""),
        options=tuple(row.get("options", ())),
    )


def _check(code: str, row: Mapping[str, Any], names: list[str], known: Mapping[str, Any]) -> None:
    def require(holds: bool, otherwise: str) -> None:
        if not holds:
            raise ImproperlyConfigured(f"{code}.toml: {otherwise}")

    for part in ("name", "en", "version", "to", "by", "article", "title", "text"):
        require(part in row, f"{part} is missing")
    require(row["to"] in RECEIVERS, f"to must be one of {', '.join(RECEIVERS)}")
    require(set(row["by"]) <= set(MAKERS), f"by must be of {', '.join(MAKERS)}")
    for name in names:
        require(name in known, f"the field {name} is not in fields.toml")
        require(known[name].get("shape") in SHAPES, f"{name}: the shape is not known")
    asked = set(PLACE.findall(row["title"] + row["text"]))
    require(asked <= set(names), f"asks for {', '.join(sorted(asked - set(names)))}, no field")
    said = row.get("slip_alone") or set(names) <= asked | AROUND
    require(bool(said), f"never says {', '.join(sorted(set(names) - asked - AROUND))}")


def _read(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
