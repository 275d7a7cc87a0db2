"""One order for the same votes, however they came: people and statements sorted by what was voted.

Colour refinement (Weisfeiler & Leman 1968): a row's colour is made of the colours of the statements
it voted on and the votes, a statement's of its rows', again and again. Colours are 64-bit numbers
added up without carry, so that no order of adding shows. Whoever cannot be told apart even then
(the same votes, or mirror images) is ordered by number.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.opinion.votes import Ints, Votes

Colours = NDArray[np.uint64]
_ROUNDS = 6
_BREAKS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Numbers of the votes' rows and columns in canonical order; `same` names, for each ordered
    row, the first row with exactly its votes."""

    rows: Ints
    columns: Ints
    same: Ints


def canonical(votes: Votes, rows: Ints, columns: Ints) -> Order:
    """The order of those rows and columns; votes outside them do not count."""
    row_at = np.full(votes.participants, -1, np.int64)
    row_at[rows] = np.arange(len(rows))
    column_at = np.full(votes.statements, -1, np.int64)
    column_at[columns] = np.arange(len(columns))
    row, column = row_at[votes.row], column_at[votes.column]
    inside = (row >= 0) & (column >= 0)
    web = _Web.of(row[inside], column[inside], votes.value[inside], len(rows), len(columns))
    row_colour, column_colour = _told_apart(web)
    ordered_rows = np.lexsort((np.arange(len(rows)), row_colour))
    ordered_columns = np.lexsort((np.arange(len(columns)), column_colour))
    colours = row_colour[ordered_rows]
    first = np.append(True, colours[1:] != colours[:-1])[: len(colours)]
    same = np.maximum.accumulate(np.where(first, np.arange(len(colours)), 0))
    return Order(rows[ordered_rows], columns[ordered_columns], same)


@dataclass(frozen=True, slots=True, eq=False)
class _Web:
    """The votes by row and by column, each side with the ends of its parts."""

    row: Ints
    column: Ints
    vote: Colours
    row_starts: Ints
    row_ids: Ints
    by_column: Ints
    column_starts: Ints
    column_ids: Ints
    rows: int
    columns: int

    @classmethod
    def of(
        cls, row: Ints, column: Ints, value: NDArray[np.int8], rows: int, columns: int
    ) -> "_Web":
        """Votes come sorted by row."""
        by_column = np.argsort(column.astype(np.int32), kind="stable")
        row_ids, row_starts = np.unique(row, return_index=True)
        column_ids, column_starts = np.unique(column[by_column], return_index=True)
        vote = _mixed((value.astype(np.int64) + 2).astype(np.uint64))
        return cls(
            row,
            column,
            vote,
            row_starts,
            row_ids,
            by_column,
            column_starts,
            column_ids,
            rows,
            columns,
        )

    def rows_from(self, row: Colours, column: Colours) -> Colours:
        each = _mixed(column[self.column] ^ self.vote)
        return _added(each, self.row_starts, self.row_ids, row)

    def columns_from(self, row: Colours, column: Colours) -> Colours:
        each = _mixed(row[self.row] ^ self.vote)[self.by_column]
        return _added(each, self.column_starts, self.column_ids, column)


def _told_apart(web: _Web) -> tuple[Colours, Colours]:
    """Refined colours. Where mirror images are left, one is set apart by its number, and so on."""
    row, column = np.zeros(web.rows, np.uint64), np.zeros(web.columns, np.uint64)
    row, column = _refined(web, row, column)
    for mark in range(1, _BREAKS + 1):
        twin = _first_twin(column)
        if twin < 0:
            break
        column = column.copy()
        column[twin] = _mixed(column[twin : twin + 1] + np.uint64(mark))[0]
        row, column = _refined(web, row, column)
    return row, column


def _refined(web: _Web, row: Colours, column: Colours) -> tuple[Colours, Colours]:
    known = -1
    for _round in range(_ROUNDS):
        column = web.columns_from(row, column)
        row = web.rows_from(row, column)
        apart = len(np.unique(column)) + len(np.unique(row))
        if apart in (known, web.rows + web.columns):
            break
        known = apart
    return row, column


def _first_twin(colour: Colours) -> int:
    """Of the statements that share a colour, the lowest colour's lowest number; -1 if none do."""
    order = np.lexsort((np.arange(len(colour)), colour))
    ordered = colour[order]
    shared = np.flatnonzero(ordered[1:] == ordered[:-1])
    return int(order[shared[0]]) if len(shared) else -1


def _added(each: Colours, starts: Ints, ids: Ints, old: Colours) -> Colours:
    new = _mixed(old)
    if len(starts):
        new[ids] += np.add.reduceat(each, starts)
    return _mixed(new)


def _mixed(x: Colours) -> Colours:
    """SplitMix64's finisher (Steele, Lea & Flood 2014): near numbers become far ones."""
    with np.errstate(over="ignore"):
        x = x + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(x ^ (x >> np.uint64(31)))
