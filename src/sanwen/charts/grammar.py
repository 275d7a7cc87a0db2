"""What a chart is made of: data that carries its denominator, its doubt and its definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["intervals", "distribution", "columns", "trend"]
# The ends of a range, as shares.
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A share (0 to 1) of `of` people or cases, with its interval.

    `bounds` are the lowest and the highest that it can be whatever those who are silent would say.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    bounds: Span | None = None
    of: int | None = None
    is_hidden: bool = False

    def __post_init__(self) -> None:
        if self.is_hidden:
            _forget(self, "value", "low", "high", "bounds", "of")
        _in_range(self.label, self.value, self.low, self.high, *(self.bounds or ()))


@dataclass(frozen=True, slots=True)
class Stack:
    """How `of` answers fall on the levels of a scale, in the scale's order: (name, count).

    Counts may be weighted. None is a count that is not shown; whoever hides one hides another.
    """

    label: str
    parts: Sequence[tuple[str, float | None]]
    of: int | None = None
    is_hidden: bool = False

    def __post_init__(self) -> None:
        if self.is_hidden:
            object.__setattr__(self, "parts", tuple((name, None) for name, _ in self.parts))
            _forget(self, "of")
        if any(count is not None and count < 0 for _, count in self.parts):
            raise ValueError(f"{self.label}: a count below nought")
        if self.of is not None and [count for _, count in self.parts].count(None) == 1:
            raise ValueError(f"{self.label}: one hidden count is what the others leave over")

    @property
    def total(self) -> float | None:
        """None where it is not known: then no share can be told either."""
        if self.is_hidden:
            return None
        if all(count is not None for _, count in self.parts):
            return sum(count or 0 for _, count in self.parts)
        return self.of

    @property
    def shares(self) -> list[float | None]:
        total = self.total
        return [
            count / total if total and count is not None else None for _name, count in self.parts
        ]


@dataclass(frozen=True, slots=True)
class Column:
    """A count of a span of time. `label` stands under it, `in_full` in the table and aloud."""

    label: str
    count: int | None
    is_hidden: bool = False
    in_full: str = ""
    is_marked: bool = False

    def __post_init__(self) -> None:
        if self.is_hidden:
            _forget(self, "count")


@dataclass(frozen=True, slots=True)
class Point:
    """A share at a time, or at a step of a scale; None where there is none to tell.

    `reference` is what this one is read against: the points' references make a dashed line.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    of: int | None = None
    is_hidden: bool = False
    reference: float | None = None

    def __post_init__(self) -> None:
        if self.is_hidden:
            _forget(self, "value", "low", "high", "of", "reference")
        _in_range(self.label, self.value, self.low, self.high, self.reference)


Rows = Sequence[Row] | Sequence[Stack] | Sequence[Column] | Sequence[Point]
_MADE_OF: dict[Kind, type] = {
    "intervals": Row,
    "distribution": Stack,
    "columns": Column,
    "trend": Point,
}


@dataclass(frozen=True, slots=True)
class Chart:
    """`definition` says in a sentence what is counted and what it is a share of."""

    title: str
    definition: str
    rows: Rows
    kind: Kind = "intervals"
    source: str = ""
    # A share that all rows are read against (intervals, trend), and what it is.
    reference: float | None = None
    reference_label: str = ""
    # What the marked columns are.
    marked_label: str = ""
    # What the labels name, where that is neither a thing nor a time.
    each: str = ""

    def __post_init__(self) -> None:
        if not str(self.title).strip() or not str(self.definition).strip():
            raise ValueError("a chart needs a title and a definition")
        wanted = _MADE_OF[self.kind]
        if any(not isinstance(row, wanted) for row in self.rows):
            raise TypeError(f"{self.kind} is made of {wanted.__name__}")
        _has_its_name("reference line", self.reference_label, self.is_compared)
        marked = any(isinstance(row, Column) and row.is_marked for row in self.rows)
        _has_its_name("mark", self.marked_label, marked)
        _in_range(self.reference_label, self.reference)
        if len({_levels(row) for row in self.rows if isinstance(row, Stack)}) > 1:
            raise ValueError("bars beside each other have the same levels")
        for row in self.rows:
            _has_its_denominator(row)

    @property
    def is_compared(self) -> bool:
        return self.reference is not None or self.has_own_references

    @property
    def has_own_references(self) -> bool:
        return any(isinstance(row, Point) and row.reference is not None for row in self.rows)

    @property
    def hides(self) -> bool:
        return any(_hides(row) for row in self.rows)


def _forget(row: object, *names: str) -> None:
    """What is hidden is gone before anything can draw it."""
    for name in names:
        object.__setattr__(row, name, None)


def _has_its_name(what: str, name: str, is_there: bool) -> None:
    if is_there != bool(str(name).strip()):
        raise ValueError(f"a {what} has a name, and a name has a {what}")


def _in_range(label: str, *shares: float | None) -> None:
    if any(share is not None and not 0 <= share <= 1 for share in shares):
        raise ValueError(f"{label}: a share lies between 0 and 1")


def _has_its_denominator(row: Row | Stack | Column | Point) -> None:
    if isinstance(row, Row | Point) and row.value is not None and row.of is None:
        raise ValueError(f"{row.label}: a share without its denominator")


def _levels(stack: Stack) -> tuple[str, ...]:
    return tuple(name for name, _count in stack.parts)


def _hides(row: Row | Stack | Column | Point) -> bool:
    if isinstance(row, Stack):
        return row.is_hidden or any(count is None for _, count in row.parts)
    return row.is_hidden
