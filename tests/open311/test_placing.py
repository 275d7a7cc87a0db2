"""A point lies in an outline, in none of its holes; what is no outline holds nothing."""

import json

import pytest

from sanwen.open311.placing import lies_in

OUTER = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
FAR = [[20, 20], [30, 20], [30, 30], [20, 30]]


@pytest.mark.parametrize(
    ("x", "y", "inside"), [(1, 1, True), (5, 5, False), (11, 5, False), (5, -1, False)]
)
def test_a_hole_is_outside(x: float, y: float, inside: bool) -> None:
    shape = json.dumps({"type": "Polygon", "coordinates": [OUTER, HOLE]})

    assert lies_in(x, y, shape) is inside


def test_several_polygons_are_one_area() -> None:
    shape = json.dumps({"type": "MultiPolygon", "coordinates": [[OUTER, HOLE], [FAR]]})

    assert [lies_in(at, at, shape) for at in (1, 5, 25)] == [True, False, True]


@pytest.mark.parametrize(
    "shape",
    [
        "",
        "[]",
        "{}",
        '{"type": "Point", "coordinates": [1, 1]}',
        '{"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"]]]}',
        '{"type": "Polygon", "coordinates": 5}',
    ],
)
def test_what_is_no_outline_holds_nothing(shape: str) -> None:
    assert not lies_in(1, 1, shape)
