"""Levels beside each other are told apart by everybody: also without red, green or blue sight."""

from itertools import pairwise

import numpy as np
import pytest

from sanwen.charts.looks import BLUE, EDGE, INK, LEVELS, PAPER, SOFT, WASH, level

# Whole loss of one cone, linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.
SIGHTS = {
    "all": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "none": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}
DARK = ("#9dc4ea", "#5482ad", "#4a443b", "#b0703c", "#f2ab7c")
# Two patches side by side are seen as different from about 2; this is far beyond.
APART = 10


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(matrix) @ np.clip(light, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    lights = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("colours", [LEVELS, DARK], ids=["light", "dark"])
def test_neighbours_are_told_apart_with_every_sight(sight: str, colours: tuple[str, ...]) -> None:
    seen = [lab(SIGHTS[sight] @ linear(colour)) for colour in colours]

    assert min(float(np.linalg.norm(a - b)) for a, b in pairwise(seen)) > APART


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("pair", [(BLUE, EDGE), (DARK[0], "#8d816e")], ids=["light", "dark"])
def test_marked_columns_are_told_from_the_others(sight: str, pair: tuple[str, str]) -> None:
    one, other = (lab(SIGHTS[sight] @ linear(colour)) for colour in pair)

    assert float(np.linalg.norm(one - other)) > APART


@pytest.mark.parametrize("colour", [INK, SOFT])
def test_words_are_dark_enough_on_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("mark", [BLUE, EDGE])
def test_marks_are_dark_enough_on_paper_and_on_the_light_band(mark: str) -> None:
    assert contrast(mark, PAPER) >= 3
    assert contrast(BLUE, WASH) >= 3


@pytest.mark.parametrize(
    ("levels", "looks"), [(5, [0, 1, 2, 3, 4]), (3, [0, 2, 4]), (2, [0, 4]), (1, [0])]
)
def test_the_ends_of_a_scale_look_like_ends(levels: int, looks: list[int]) -> None:
    assert [level(at, levels) for at in range(levels)] == looks
