"""What a dataset is: its columns with their meaning, and where a month's rows come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.functional import Promise

from sanwen.openness.models import DatasetName

Kind = Literal["string", "integer", "date"]
Value = str | int | date | None
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    # In both languages, as it stands in the data dictionary.
    meaning: Text


@dataclass(frozen=True, slots=True)
class Counted:
    """One table with margins that a release gives: names of its rows and columns, true counts, and
    what everybody knows each count to reach."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[int]]
    known: Sequence[Sequence[int]] | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Plain rows, or tables from which `rows_of` makes rows once it is known what is hidden."""

    rows: Sequence[Sequence[Value]] = ()
    tables: Mapping[str, Counted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    name: DatasetName
    about: Text
    columns: Sequence[Column]
    draw: Callable[[date, date], Drawn]
    # Months to wait after the month's end, because what is counted still arrives.
    after: int = 1
