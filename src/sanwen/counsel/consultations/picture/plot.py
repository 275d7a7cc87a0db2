"""Where the dots, the statements and the names of the groups stand in the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, sin, sqrt
from typing import Any

from sanwen.counsel.consultations.picture.bars import people

WIDTH, HEIGHT, _EDGE = 640, 460, 36
# The smallest dot is five people.
_SMALLEST = 4.5
_LARGEST = 20.0
# More numbers than this cover one another; on a telephone, more than the first few.
MOST_MARKS, FIRST_MARKS = 14, 7
# A number's box with some air (those of a telephone are drawn larger), and how far it may be moved
# aside to stand free.
_BOX, _LARGE_BOX, _STEPS = (32, 28), (50, 42), 60


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    # "a", "b" …; "none" where there are no groups.
    shade: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement: those who stand near it agree with it more than others do."""

    x: float
    y: float
    number: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Name:
    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    dots: list[Dot]
    marks: list[Mark]
    names: list[Name]
    width: int = WIDTH
    height: int = HEIGHT


def plot(picture: dict[str, Any]) -> Plot:
    """Both axes to one scale, so that near is near in every direction."""
    labels = [group["label"] for group in picture["groups"]]
    dots = picture["dots"]
    scale = _scale([(x, y) for x, y, *_ in dots])
    names = _names(dots, labels, scale)
    return Plot([_dot(one, labels, scale) for one in dots], _marks(picture, names), names)


def _scale(points: Sequence[tuple[float, float]]) -> float:
    room_x, room_y = WIDTH / 2 - _EDGE, HEIGHT / 2 - _EDGE
    widest = max((abs(x) for x, _ in points), default=0) or 1
    highest = max((abs(y) for _, y in points), default=0) or 1
    return min(room_x / widest, room_y / highest)


def _put(x: float, y: float, scale: float) -> tuple[float, float]:
    return round(WIDTH / 2 + scale * x, 1), round(HEIGHT / 2 - scale * y, 1)


def _dot(one: Sequence[float], labels: Sequence[str], scale: float) -> Dot:
    x, y = _put(one[0], one[1], scale)
    count, label = int(one[2]), int(one[3])
    radius = min(_SMALLEST * sqrt(count / 5), _LARGEST)
    shade = labels[label].lower() if 0 <= label < len(labels) else "none"
    return Dot(x, y, round(radius, 1), shade, people(count))


def _names(dots: Sequence[Sequence[float]], labels: Sequence[str], scale: float) -> list[Name]:
    """In the middle of each group's people."""
    names = []
    for at, label in enumerate(labels):
        own = [dot for dot in dots if int(dot[3]) == at]
        many = sum(dot[2] for dot in own)
        if many:
            x, y = (sum(dot[axis] * dot[2] for dot in own) / many for axis in (0, 1))
            names.append(Name(*_put(x, y, scale), label))
    return names


def _marks(picture: dict[str, Any], names: Sequence[Name]) -> list[Mark]:
    """Those that tell most apart, as far out as they do so; none covers another or a name."""
    placed = [(hypot(*one["at"]), one) for one in picture["statements"] if one["all"]]
    placed.sort(key=lambda pair: (-pair[0], pair[1]["number"]))
    chosen = [one for far, one in placed[:MOST_MARKS] if far > 0]
    scale = _scale([(one["at"][0], one["at"][1]) for one in chosen])
    taken = [(name.x, name.y) for name in names]
    marks = []
    for at, one in enumerate(chosen):
        is_first = at < FIRST_MARKS
        wanted = _put(one["at"][0], one["at"][1], scale)
        taken.append(_free(wanted, taken, _LARGE_BOX if is_first else _BOX))
        marks.append(Mark(*taken[-1], one["number"], is_first))
    return marks


def _free(
    wanted: tuple[float, float], taken: Sequence[tuple[float, float]], box: tuple[int, int]
) -> tuple[float, float]:
    """The place itself, or the nearest on a spiral round it that nothing covers."""
    for step in range(_STEPS):
        turn, away = 2.4 * step, box[1] / 3 * sqrt(step)
        x = min(max(wanted[0] + away * cos(turn), box[0] / 2), WIDTH - box[0] / 2)
        y = min(max(wanted[1] + away * sin(turn), box[1] / 2), HEIGHT - box[1] / 2)
        if all(abs(x - other) >= box[0] or abs(y - high) >= box[1] for other, high in taken):
            return round(x, 1), round(y, 1)
    return wanted
