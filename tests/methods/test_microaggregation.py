"""No point of the picture is one person's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sanwen.methods.microaggregation import Cell, microaggregate

PLACES = arrays.arrays(
    np.float64, st.tuples(st.integers(0, 60), st.just(2)), elements=st.floats(-9, 9, width=16)
)


@given(PLACES, st.integers(0, 3))
def test_every_cell_stands_for_five_people_at_least(points, groups) -> None:
    labels = np.arange(len(points)) % (groups + 1)

    cells = microaggregate(points, labels)

    assert all(cell.count >= 5 for cell in cells)


@given(PLACES)
def test_everybody_of_a_large_label_is_in_one_cell(points) -> None:
    cells = microaggregate(points, np.zeros(len(points), int))

    assert sum(cell.count for cell in cells) == (len(points) if len(points) >= 5 else 0)


@given(PLACES, st.randoms())
def test_the_order_of_the_people_does_not_matter(points, luck) -> None:
    order = list(range(len(points)))
    luck.shuffle(order)
    labels = (points[:, 0] > 0).astype(int) if len(points) else np.zeros(0, int)

    assert microaggregate(points[order], labels[order]) == microaggregate(points, labels)


def test_a_label_of_four_people_is_not_drawn() -> None:
    points = np.array([[0.0, 0.0]] * 4 + [[1.0, 1.0]] * 6)

    assert microaggregate(points, [0] * 4 + [1] * 6) == [Cell(1.0, 1.0, 6, 1)]


def test_whoever_has_no_place_is_in_no_cell() -> None:
    points = [[np.nan, np.nan]] * 9 + [[0.0, 2.0]] * 5

    assert microaggregate(points, [0] * 14) == [Cell(0.0, 2.0, 5, 0)]


def test_a_hundred_thousand_people_are_few_points() -> None:
    points = np.random.default_rng(1).normal(size=(100_000, 2))

    cells = microaggregate(points, np.zeros(100_000, int))

    assert 200 <= len(cells) <= 400


def test_labels_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one label a point"):
        microaggregate([[0, 0]], [0, 1])
