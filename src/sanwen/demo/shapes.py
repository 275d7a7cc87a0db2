"""Invented outlines of the county's towns, round the point where latitude and longitude are nought.

There is only sea: the boundaries are of nobody, and no map of a real place is shipped.
"""

import json
from collections.abc import Sequence
from itertools import product
from random import Random

_COLUMNS, _ROWS = 4, 3
_SIDE = 0.12
# How far a corner and the bends of a border stray, as a share of a side.
_CORNER, _BEND, _BENDS = 0.28, 0.09, 5
# The streets of the county town lie in the middle, the rest round them.
_MIDDLE = ((1, 1), (1, 2), (0, 1), (0, 2))

Corner = tuple[int, int]
Point = tuple[float, float]


def outlines(codes: Sequence[str]) -> dict[str, str]:
    """A GeoJSON polygon for each of the first twelve codes; neighbours share their borders."""
    cells = [*_MIDDLE, *(c for c in product(range(_ROWS), range(_COLUMNS)) if c not in _MIDDLE)]
    rng = Random("outlines")
    corners = {
        corner: _moved(corner, rng) for corner in product(range(_ROWS + 1), range(_COLUMNS + 1))
    }
    borders: dict[tuple[Corner, Corner], list[Point]] = {}
    return {
        code: json.dumps({"type": "Polygon", "coordinates": [_ring(cell, corners, borders, rng)]})
        for code, cell in zip(codes, cells, strict=False)
    }


def _moved(corner: Corner, rng: Random) -> Point:
    row, column = corner
    return (
        (column - _COLUMNS / 2 + rng.uniform(-_CORNER, _CORNER)) * _SIDE,
        (_ROWS / 2 - row + rng.uniform(-_CORNER, _CORNER)) * _SIDE,
    )


def _ring(
    cell: Corner,
    corners: dict[Corner, Point],
    borders: dict[tuple[Corner, Corner], list[Point]],
    rng: Random,
) -> list[Point]:
    row, column = cell
    around = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    ring: list[Point] = []
    for start, end in zip(around, [*around[1:], around[0]], strict=True):
        low, high = sorted((start, end))
        if (low, high) not in borders:
            borders[low, high] = _border(corners[low], corners[high], rng)
        line = borders[low, high]
        ring.extend(line[:-1] if start == low else line[:0:-1])
    return [*ring, ring[0]]


def _border(start: Point, end: Point, rng: Random) -> list[Point]:
    """A line that bends like a brook."""
    inner = [
        (
            round(start[0] + (end[0] - start[0]) * step / _BENDS + _stray(rng), 4),
            round(start[1] + (end[1] - start[1]) * step / _BENDS + _stray(rng), 4),
        )
        for step in range(1, _BENDS)
    ]
    return [start, *inner, end]


def _stray(rng: Random) -> float:
    return rng.uniform(-_BEND, _BEND) * _SIDE
