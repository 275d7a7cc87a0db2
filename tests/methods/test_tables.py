"""What a table hides cannot be worked out, by whoever has it and all that came out before."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from sanwen.methods import tables
from sanwen.methods.suppression import FEWEST
from sanwen.methods.tables import WIDTH, Table, may_follow, protect, with_margins

COUNT = st.one_of(st.integers(0, 8), st.integers(0, 60), st.just(0))
FEW = settings(max_examples=60, deadline=None)


@st.composite
def counts(draw: st.DrawFn) -> list[list[int]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    return [[draw(COUNT) for _ in range(columns)] for _ in range(rows)]


def equations(shape: tuple[int, int]) -> np.ndarray:
    """Each row and each column adds up, the margins too: a line of coefficients for each."""
    lines = []
    for row in range(shape[0]):
        line = np.zeros(shape)
        line[row, :-1], line[row, -1] = 1, -1
        lines.append(line.ravel())
    for column in range(shape[1]):
        line = np.zeros(shape)
        line[:-1, column], line[-1, column] = 1, -1
        lines.append(line.ravel())
    return np.array(lines)


def attack(table: Table, cell: tuple[int, int], *, whole: bool = True) -> tuple[float, float]:
    """What somebody with the published table and a solver can tell of one hidden count."""
    shape = table.counts.shape
    low = np.where(table.hide, table.least, table.counts).ravel().astype(float)
    high = np.where(table.hide, 10_000, table.counts).ravel().astype(float)
    sums, at = equations(shape), int(np.ravel_multi_index(cell, shape))
    ends = []
    for way in (1, -1):
        wanted = np.zeros(sums.shape[1])
        wanted[at] = way
        if whole:
            found = milp(
                wanted,
                constraints=LinearConstraint(sums, 0, 0),
                bounds=Bounds(low, high),
                integrality=np.ones_like(wanted),
            )
        else:
            found = linprog(
                wanted,
                A_eq=sums,
                b_eq=np.zeros(len(sums)),
                bounds=list(zip(low, high, strict=True)),
            )
        assert found.success
        ends.append(way * found.fun)
    return ends[0], ends[1]


def hidden_cells(table: Table) -> list[tuple[int, int]]:
    return [(int(i), int(j)) for i, j in np.argwhere(table.hide)]


@FEW
@given(counts())
def test_no_hidden_count_can_be_narrowed_by_a_solver(cells: list[list[int]]) -> None:
    table = protect(cells)

    for cell in hidden_cells(table):
        low, high = attack(table, cell)
        assert high - low >= WIDTH


@FEW
@given(counts())
def test_every_small_count_is_hidden_and_nought_is_shown(cells: list[list[int]]) -> None:
    table = protect(cells)

    shown = table.counts[~table.hide]
    assert not ((shown > 0) & (shown < FEWEST)).any()
    assert (table.counts[table.hide] > 0).all()


@FEW
@given(counts(), st.data())
def test_the_bounds_are_those_a_solver_finds(cells: list[list[int]], data: st.DataObject) -> None:
    whole = with_margins(cells)
    flat = data.draw(st.lists(st.booleans(), min_size=whole.size, max_size=whole.size))
    hide = np.array(flat).reshape(whole.shape) & (whole > 0)
    table = Table(whole, hide, np.minimum(whole, 1))

    for cell in hidden_cells(table):
        low, high = tables.bounds(table, *cell)
        by_solver = attack(table, cell)
        assert low == pytest.approx(by_solver[0])
        if high is None:
            assert by_solver[1] > 1000
        else:
            assert high == pytest.approx(by_solver[1])


@FEW
@given(counts(), st.data())
def test_what_stands_elsewhere_in_public_is_taken_into_account(
    cells: list[list[int]], data: st.DataObject
) -> None:
    known = [[data.draw(st.integers(0, value)) for value in line] for line in cells]

    table = protect(cells, known=known)

    for cell in hidden_cells(table):
        low, high = attack(table, cell, whole=False)
        assert high - low >= WIDTH - 1e-6


@FEW
@given(counts(), st.data())
def test_late_entries_do_not_give_away_what_an_earlier_release_hid(
    cells: list[list[int]], data: st.DataObject
) -> None:
    more = st.one_of(st.just(0), st.integers(0, 12))
    later = [[value + data.draw(more) for value in line] for line in cells]
    old = protect(cells)

    new = protect(later, away=old.hide)

    if may_follow(old, new):
        _attack_both(old, new)


def _attack_both(old: Table, new: Table) -> None:
    """Two tables, and the knowledge that nothing was taken away between them."""
    size = old.counts.size
    sums = equations(old.counts.shape)
    none = np.zeros_like(sums)
    grown = np.hstack([-np.eye(size), np.eye(size)])
    rules = [
        LinearConstraint(np.hstack([sums, none]), 0, 0),
        LinearConstraint(np.hstack([none, sums]), 0, 0),
        LinearConstraint(grown, 0, np.inf),
    ]
    parts = (old, new)
    low = np.concatenate([np.where(t.hide, 0, t.counts).ravel() for t in parts])
    high = np.concatenate([np.where(t.hide, 10_000, t.counts).ravel() for t in parts])
    for which, table in enumerate(parts):
        for cell in hidden_cells(table):
            at = which * size + int(np.ravel_multi_index(cell, table.counts.shape))
            if which and old.counts[cell] == new.counts[cell] and not old.hide[cell]:
                continue
            ends = []
            for way in (1, -1):
                wanted = np.zeros(2 * size)
                wanted[at] = way
                whole = np.ones(2 * size)
                found = milp(wanted, constraints=rules, bounds=Bounds(low, high), integrality=whole)
                assert found.success
                ends.append(way * found.fun)
            assert ends[1] - ends[0] >= WIDTH


def test_a_correction_by_one_person_is_held_back() -> None:
    old = protect([[20, 30], [40, 50]])
    new = protect([[21, 30], [40, 50]])

    assert not may_follow(old, new)
    assert may_follow(old, protect([[25, 30], [40, 50]]))


def test_what_was_hidden_once_stays_hidden() -> None:
    old = protect([[3, 30], [40, 50]])

    assert not may_follow(old, protect([[30, 30], [40, 50]]))


def test_a_single_small_count_takes_a_rectangle_with_it() -> None:
    table = protect([[3, 30, 12], [40, 50, 11], [9, 9, 60]])

    assert table.hide[0, 0]
    assert table.hide.sum() == 4
    assert not table.hide[-1].any()
    assert not table.hide[:, -1].any()


def test_a_total_over_a_longer_time_may_not_tell_the_rest() -> None:
    assert tables.tells_nothing(25, [12, 8])
    assert tables.tells_nothing(20, [12, 8])
    assert not tables.tells_nothing(23, [12, 8])


@pytest.mark.parametrize("cells", [[], [[]], [[1], [2, 3]], [[-1]]])
def test_what_is_no_table_is_refused(cells: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"table|count|shape|sequence|inhomogeneous"):
        protect(cells)


def test_rows_and_columns_alike_hide_as_much() -> None:
    """Turning a table round changes nothing for who reads it."""
    cells = [[2, 30, 12], [40, 50, 11]]
    turned = [list(line) for line in zip(*cells, strict=True)]

    assert protect(cells).hide.sum() == protect(turned).hide.sum()


def test_every_table_of_two_by_two_with_few_people_is_safe() -> None:
    for values in product((0, 1, 4, 5, 9), repeat=4):
        table = protect([list(values[:2]), list(values[2:])])
        for cell in hidden_cells(table):
            low, high = tables.bounds(table, *cell)
            assert high is None or high - low >= WIDTH
