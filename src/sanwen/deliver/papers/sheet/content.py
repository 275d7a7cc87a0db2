"""What a sheet says, part by part. Every part may be absent but the title and the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanwen.charts import Chart


@dataclass(frozen=True, slots=True)
class Head:
    """版头: who issues it, in red, and its number."""

    mark: str
    number: str


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期; with a seal, the name is centred above the date."""

    name: str
    day: str
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记: who else gets it, who printed it, when."""

    copies: str
    printer: str
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the service slip: what it is about, and what stands there, or room to write."""

    name: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Slip:
    """送达回证, on a page of its own."""

    title: str
    number: str
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    text: Sequence[str]
    head: Head | None = None
    addressee: str = ""
    annexes: Sequence[str] = ()
    signature: Signature | None = None
    note: str = ""
    colophon: Colophon | None = None
    slip: Slip | None = None
    # After the text, each on a page's width with its table.
    figures: Sequence[Chart] = ()


def in_figures(day: date) -> str:
    """2026年3月9日: Arabic figures without zeros before them."""
    return f"{day.year}年{day.month}月{day.day}日"
