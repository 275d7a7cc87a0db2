"""Tables with margins that are safe to publish: what is hidden cannot be worked out from the rest.

A table is rows x columns of counts, and its margins are known: the total of each row, of each
column, and of all. It is kept here with its margins as a last row and a last column.

Small counts are hidden (primary suppression), and with each of them the cheapest others that keep
it from being worked out (complementary suppression). That it cannot is not hoped for but computed:
changes that leave every shown number as it is are circulations in a network whose nodes are rows
and columns and whose arcs are the hidden cells, so the least and the greatest value a hidden cell
may have are maximum flows, and whole numbers (M. Fischetti and J. J. Salazar-Gonzalez, Models and
algorithms for the 2-dimensional cell suppression problem in statistical disclosure control,
Mathematical Programming 84, 1999; L. H. Cox, Network models for complementary cell suppression,
JASA 90, 1995). The choice of what goes with a small count is a heuristic: one rectangle at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_flow

from sanwen.methods.suppression import FEWEST

# From the least to the greatest value that a hidden count may have there are so many steps.
WIDTH = FEWEST
_FREE = 10**8
Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """`counts` and `hide` with the margins, (rows + 1) x (columns + 1); `least` is what everybody
    knows each hidden count to reach."""

    counts: Counts
    hide: Marks
    least: Counts

    def shown(self, row: int, column: int) -> int | None:
        return None if self.hide[row, column] else int(self.counts[row, column])


def with_margins(cells: Sequence[Sequence[int]]) -> Counts:
    """The counts with the total of each row, of each column and of all."""
    inner = np.asarray(cells, dtype=np.int64)
    if inner.ndim != 2 or inner.size == 0:
        raise ValueError("a table has at least one row and one column of the same length")
    if (inner < 0).any():
        raise ValueError("a count is not negative")
    whole = np.zeros((inner.shape[0] + 1, inner.shape[1] + 1), dtype=np.int64)
    whole[:-1, :-1] = inner
    whole[-1, :-1], whole[:-1, -1], whole[-1, -1] = inner.sum(0), inner.sum(1), inner.sum()
    return whole


def protect(
    cells: Sequence[Sequence[int]],
    *,
    away: Marks | None = None,
    known: Sequence[Sequence[int]] | None = None,
) -> Table:
    """Which counts and margins are hidden so that none of them can be told to within `WIDTH`.

    `away` (with margins) was hidden before and stays hidden. `known` are lower bounds of the cells
    that stand somewhere else in public. Nought is shown: it is nobody.
    """
    counts = with_margins(cells)
    hide = (counts > 0) & (counts < FEWEST)
    if away is not None:
        hide |= away
    least = np.minimum(counts, 1)
    if known is not None:
        least = np.maximum(least, np.minimum(counts, with_margins(known)))
    table = Table(counts, hide, least)
    waiting = [(int(i), int(j)) for i, j in np.argwhere(hide)]
    waiting.sort(key=lambda at: int(counts[at]))
    while waiting:
        at = waiting.pop(0)
        while not _is_wide(table, at):
            waiting += _hide_with(table, at)
    return table


def bounds(table: Table, row: int, column: int) -> tuple[int, int | None]:
    """The least and the greatest value that fit all that is shown; None where nothing bounds it."""
    value = int(table.counts[row, column])
    if not table.hide[row, column]:
        return value, value
    up, down = _room(table, (row, column), 1), _room(table, (row, column), -1)
    down = min(down, value - int(table.least[row, column]))
    return value - down, None if up >= _FREE else value + up


def may_follow(old: Table, new: Table) -> bool:
    """Whether a corrected table tells nothing that the two did not tell apart.

    What was hidden stays hidden; a number shown in both is the same or differs by `FEWEST` people
    at least; and where a correction only adds, as late entries do, the table of what was added is
    itself safe.
    """
    if old.counts.shape != new.counts.shape or (old.hide & ~new.hide).any():
        return False
    change = new.counts - old.counts
    moved = np.abs(change[~new.hide])
    if ((moved > 0) & (moved < FEWEST)).any():
        return False
    if (change < 0).any() or not change.any():
        return True
    added = Table(change, new.hide, np.zeros_like(change))
    return all(_is_wide(added, (int(i), int(j))) for i, j in np.argwhere(new.hide & (change > 0)))


def tells_nothing(total: int, parts: Sequence[int]) -> bool:
    """Whether a total over a longer time may stand beside the shorter times already shown."""
    rest = total - sum(parts)
    return rest == 0 or rest >= FEWEST


def _is_wide(table: Table, at: tuple[int, int]) -> bool:
    low, high = bounds(table, *at)
    return high is None or high - low >= WIDTH


def _signs(shape: tuple[int, ...]) -> Counts:
    """A margin stands on the other side of its equation: it moves against its arc."""
    signs = np.ones(shape, dtype=np.int64)
    signs[-1, :] *= -1
    signs[:, -1] *= -1
    return signs


def _room(table: Table, at: tuple[int, int], way: int) -> int:
    """By how much the cell may rise (`way` 1) or fall (-1) while all that is shown stays."""
    rows, columns = table.counts.shape
    signs = _signs(table.counts.shape)
    i, j = np.nonzero(table.hide)
    others = (i != at[0]) | (j != at[1])
    i, j = i[others], j[others]
    falls = (table.counts - table.least)[i, j]
    is_plain = signs[i, j] > 0
    rising = np.where(is_plain, _FREE, falls)
    falling = np.where(is_plain, falls, _FREE)
    start, end = np.concatenate([i, rows + j]), np.concatenate([rows + j, i])
    size = rows + columns
    room = np.concatenate([rising, falling]).astype(np.int32)
    graph = csr_matrix((room, (start, end)), shape=(size, size))
    ends = (rows + at[1], at[0])
    source, sink = ends if way * signs[at] > 0 else ends[::-1]
    return int(maximum_flow(graph, source, sink).flow_value)


def _hide_with(table: Table, at: tuple[int, int]) -> list[tuple[int, int]]:
    """Hide the cheapest rectangle that has the cell for a corner and gives it room enough."""
    row, column = at
    cost = _costs(table)
    wide = _rectangles_room(table, at) >= WIDTH
    prices = cost[row, :][None, :] + cost[:, column][:, None] + cost
    prices = np.where(wide, prices, np.inf)
    prices[row, :] = prices[:, column] = np.inf
    if not np.isfinite(prices).any():
        new = [(int(i), int(j)) for i, j in np.argwhere(~table.hide & (table.counts > 0))]
        if not new:
            raise ValueError("hiding the whole table would still tell a count")
    else:
        other, beside = np.unravel_index(int(prices.argmin()), prices.shape)
        corners = [(row, int(beside)), (int(other), column), (int(other), int(beside))]
        new = [corner for corner in corners if not table.hide[corner]]
    for corner in new:
        table.hide[corner] = True
    return new


def _costs(table: Table) -> NDArray[np.float64]:
    """What is lost by hiding a cell: its people, and all people besides where it is a margin."""
    cost = table.counts.astype(np.float64) + 1
    whole = float(table.counts[-1, -1]) + 1
    cost[-1, :] += whole
    cost[:, -1] += whole
    cost[-1, -1] += whole * table.counts.size
    cost[table.counts == 0] = np.inf
    cost[table.hide] = 0
    return cost


def _rectangles_room(table: Table, at: tuple[int, int]) -> Counts:
    """For each opposite corner by how much the cell can move, both ways together."""
    row, column = at
    signs = _signs(table.counts.shape)
    falls = table.counts - table.least
    # With the cell's arc rising: the two beside it go against, the one opposite goes along.
    along, against = np.where(signs > 0, _FREE, falls), np.where(signs > 0, falls, _FREE)
    forth = np.minimum(np.minimum(against[row, :][None, :], against[:, column][:, None]), along)
    back = np.minimum(np.minimum(along[row, :][None, :], along[:, column][:, None]), against)
    own = int(falls[at])
    if signs[at] > 0:
        back = np.minimum(back, own)
    else:
        forth = np.minimum(forth, own)
    return np.asarray(forth + back, dtype=np.int64)
