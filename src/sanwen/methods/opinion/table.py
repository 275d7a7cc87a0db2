"""The votes of those who are placed on the map, in canonical order, ready for sparse products."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sanwen.methods.opinion.order import canonical
from sanwen.methods.opinion.votes import Flags, Floats, Ints, Votes

# Published method: whoever voted on seven statements (or all, if fewer) has a place.
NEEDED = 7


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows are people, columns statements; `column` and `value` follow each other by row."""

    start: NDArray[np.int32]
    column: NDArray[np.int32]
    value: NDArray[np.int8]
    columns: int

    @property
    def rows(self) -> int:
        return len(self.start) - 1

    @property
    def row(self) -> NDArray[np.int32]:
        return np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.start))

    def __len__(self) -> int:
        return len(self.value)

    def matrix(self, data: NDArray[np.floating[Any]]) -> sparse.csr_matrix:
        """In single precision: a vote has one digit, and products take half the time."""
        shape = (self.rows, self.columns)
        return sparse.csr_matrix(
            (data.astype(np.float32, copy=False), self.column, self.start), shape=shape
        )

    def means(self) -> Floats:
        """Mean vote of each statement, of those who voted on it."""
        seen = np.bincount(self.column, minlength=self.columns)
        total = np.bincount(self.column, self.value, self.columns)
        return np.asarray(total / np.maximum(seen, 1))

    def less(self, means: Floats) -> NDArray[np.float32]:
        """Each vote less the mean of its statement."""
        return np.asarray(self.value - means.astype(np.float32)[self.column])

    def ones(self) -> NDArray[np.float32]:
        return np.ones(len(self), np.float32)

    def of_rows(self, rows: Ints) -> "Table":
        """These people alone, in the order given."""
        sizes = np.diff(self.start)[rows]
        start = np.append(0, np.cumsum(sizes))
        shift = np.repeat(self.start[rows] - start[:-1], sizes)
        at = np.arange(start[-1]) + shift
        return Table(start.astype(np.int32), self.column[at], self.value[at], self.columns)

    def of_votes(self, kept: Flags) -> "Table":
        """Everybody, with these votes alone."""
        before = np.append(0, np.cumsum(kept))
        start = before[self.start].astype(np.int32)
        return Table(start, self.column[kept], self.value[kept], self.columns)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The table, and which participants and statements its rows and columns are.

    `same[i]` is the first row that voted exactly as row i, so that equal votes get equal answers.
    """

    table: Table
    people: Ints
    statements: Ints
    same: Ints
    needed: int


def placed(votes: Votes) -> Placed:
    """Whoever voted enough, on the statements that any of them voted on, in canonical order."""
    seen = np.bincount(votes.column, minlength=votes.statements)
    needed = max(1, min(NEEDED, int((seen > 0).sum())))
    each = np.bincount(votes.row, minlength=votes.participants)
    people = np.flatnonzero(each >= needed)
    theirs = (each >= needed)[votes.row]
    statements = np.unique(votes.column[theirs]).astype(np.int64)
    order = canonical(votes, people, statements)
    column_at = np.full(votes.statements, -1, np.int32)
    column_at[order.columns] = np.arange(len(order.columns), dtype=np.int32)
    before = Table(
        np.append(0, np.cumsum(each)).astype(np.int32),
        column_at[votes.column],
        votes.value,
        len(order.columns),
    )
    return Placed(
        _sorted(before.of_rows(order.rows)), order.rows, order.columns, order.same, needed
    )


def _sorted(table: Table) -> Table:
    """The votes of each row in the order of the columns."""
    shape = (table.rows, table.columns)
    made = sparse.csr_matrix((table.value, table.column, table.start), shape=shape, copy=True)
    made.sort_indices()
    return Table(table.start, made.indices, made.data, table.columns)
