"""What stands in tables of answers, margins and strata, whatever a spreadsheet did to them."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.surveys.aapor import Disposition, disposition
from sanwen.methods.unreadable import Unreadable

Table = dict[str, list[str]]
# An item with more different answers than this is no question with given answers.
MOST_ANSWERS = 20
YES = {"yes", "y", "true", "是", "有", "对"}
NO = {"no", "n", "false", "否", "没有", "不是", "不对"}
REFUSED = {"refused", "refusal", "拒答", "拒绝回答", "不愿回答"}
UNKNOWN = {"don't know", "dont know", "dk", "不知道", "说不清", "不清楚", "不了解"}
_CHINESE = {
    "联系结果": "disposition",
    "层": "stratum",
    "群": "cluster",
    "权重": "weight",
    "人数": "population",
    "变量": "variable",
    "类别": "category",
    "比例": "share",
}


class Kind(StrEnum):
    SHARE = "share"
    SCALE = "scale"
    CATEGORIES = "categories"


@dataclass(frozen=True, slots=True)
class Item:
    """`codes` (people,) number the `answers`, NaN for none; on a scale they are the values. `scale`
    its ends. `refused`, `unknown`, `silent`: why there is no answer."""

    name: str
    kind: Kind
    codes: NDArray[np.float64]
    answers: tuple[str, ...]
    scale: tuple[float, float]
    refused: int
    unknown: int
    silent: int


def table(rows: Iterable[Sequence[str]]) -> Table:
    """Columns by name: trimmed, full-width made half-width, empty lines left out.

    Unreadable for no heading, a heading that is there twice, a line longer than the heading."""
    lines = [(at, [_plain(cell) for cell in row]) for at, row in enumerate(rows, start=1)]
    lines = [(at, row) for at, row in lines if any(row)]
    if len(lines) < 2:
        raise Unreadable(0, "There is no line below the heading.")
    head = [_CHINESE.get(cell, cell) for cell in lines[0][1]]
    while head and not head[-1]:
        head.pop()
    twice = next((name for at, name in enumerate(head) if name in head[:at]), None)
    if twice is not None:
        raise Unreadable(lines[0][0], "The column “%(column)s” is there twice.", column=twice)
    columns: Table = {name: [] for name in head}
    for at, row in lines[1:]:
        if any(row[len(head) :]):
            raise Unreadable(at, "More cells than the heading has columns.")
        for name, cell in zip(head, row + [""] * len(head), strict=False):
            columns[name].append(cell)
    return columns


def margins_of(columns: Table) -> dict[str, dict[str, float]]:
    """By variable, what is known of each category: counts, or shares."""
    figures = _either(columns, ("population", "share"))
    names, categories = _needed(columns, "variable"), _needed(columns, "category")
    found: dict[str, dict[str, float]] = {}
    for name, category, figure in zip(names, categories, columns[figures], strict=True):
        known = found.setdefault(name, {})
        if category in known:
            problem = "“%(category)s” of %(margin)s is there twice."
            raise Unreadable(0, problem, category=category, margin=name)
        known[category] = number(figure, figures)
    return found


def strata_of(columns: Table) -> dict[str, int]:
    """How many people each stratum has."""
    names, many = _needed(columns, "stratum"), _needed(columns, "population")
    found: dict[str, int] = {}
    for name, text in zip(names, many, strict=True):
        people = number(text, "population")
        if found.setdefault(name, int(people)) != people:
            raise Unreadable(0, "“%(stratum)s” has two different populations.", stratum=name)
    return found


def dispositions_of(columns: Table) -> list[Disposition] | None:
    """What became of each person drawn; None where the table does not say."""
    if "disposition" not in columns:
        return None
    found = []
    for said in columns["disposition"]:
        try:
            found.append(disposition(said))
        except ValueError:
            raise Unreadable(0, "“%(said)s” is no disposition of AAPOR.", said=said) from None
    return found


def item_of(name: str, values: Sequence[str]) -> Item:
    """Yes and no (or 1 and 0) are a share, whole numbers up to 10 a scale, all else categories."""
    low = [value.lower() for value in values]
    out = REFUSED | UNKNOWN | {""}
    said = sorted({value for value in values if value.lower() not in out})
    gone = [sum(value in words for value in low) for words in (REFUSED, UNKNOWN, {""})]
    if len(said) > MOST_ANSWERS:
        problem = "“%(item)s” has %(many)s different answers: leave it out by --items."
        raise Unreadable(0, problem, item=name, many=str(len(said)))
    kind, answers, code = _coded(said)
    codes = np.array([code.get(value.lower(), np.nan) for value in values])
    scale = _scale(kind, codes)
    if kind is Kind.SCALE:
        answers = tuple(f"{value}" for value in range(int(scale[0]), int(scale[1]) + 1))
    return Item(name, kind, codes, answers, scale, *gone)


def number(text: str, column: str) -> float:
    """A count or share as spreadsheets write it: 1,234 · 12.5% · ５６."""
    plain = text.replace(",", "").replace(" ", "")
    part = 0.01 if plain.endswith("%") else 1.0
    try:
        found = float(plain.removesuffix("%")) * part
    except ValueError:
        found = float("nan")
    if not 0 <= found < float("inf"):
        problem = "“%(text)s” in “%(column)s” is no number."
        raise Unreadable(0, problem, text=text, column=column)
    return found


def _coded(said: Collection[str]) -> tuple[Kind, tuple[str, ...], dict[str, float]]:
    """The kind, the answers in order, and the code of each in small letters."""
    low = {value.lower() for value in said}
    if low <= YES | NO:
        return Kind.SHARE, ("no", "yes"), dict.fromkeys(NO, 0.0) | dict.fromkeys(YES, 1.0)
    figures = {value.lower(): _whole(value) for value in said}
    whole = {text: value for text, value in figures.items() if value is not None}
    if len(whole) == len(low):
        if set(whole.values()) <= {0.0, 1.0}:
            return Kind.SHARE, ("no", "yes"), whole
        return Kind.SCALE, (), whole
    answers = tuple(sorted(low))
    return Kind.CATEGORIES, answers, {value: float(at) for at, value in enumerate(answers)}


def _whole(text: str) -> float | None:
    """A whole number up to 10; a spreadsheet writes 5 as 5.0 at times."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == int(value) and 0 <= value <= 10 else None


def _scale(kind: Kind, codes: NDArray[np.float64]) -> tuple[float, float]:
    if kind is not Kind.SCALE:
        return 0.0, 1.0
    if np.nanmin(codes) >= 1 and np.nanmax(codes) <= 5:
        return 1.0, 5.0
    return (1.0, 10.0) if np.nanmin(codes) >= 1 else (0.0, 10.0)


def _needed(columns: Table, name: str) -> list[str]:
    if name not in columns:
        problem = "There is no column “%(column)s”; there are: %(all)s."
        raise Unreadable(1, problem, column=name, all=", ".join(columns))
    return columns[name]


def _either(columns: Table, names: Sequence[str]) -> str:
    found = next((name for name in names if name in columns), None)
    return found or _needed(columns, " / ".join(names))[0]


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).replace("\ufeff", "").strip()
