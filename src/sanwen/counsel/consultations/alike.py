"""Opinions that say nearly the same, found by their words; a person decides what that means."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanwen.counsel.consultations.reading import Shown
from sanwen.methods.duplicates import Item, rank

# Short texts share little by chance.
FLOOR = 0.3
MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    shown: Shown
    score: float
    shared: tuple[str, ...]


def alike(text: str, among: Iterable[Shown], *, but: int | None = None) -> list[Alike]:
    """The most alike first; `but` is the number of a statement to leave out."""
    by_number = {shown.number: shown for shown in among if shown.number != but}
    items = [Item(number, shown.text) for number, shown in by_number.items()]
    found = rank(Item(-1, text), items, limit=MOST, floor=FLOOR)
    return [Alike(by_number[one.key], one.score, one.shared) for one in found]
