"""Where the dots, the statements and the names of the groups stand in the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Any

from sanwen.counsel.consultations.picture.bars import people

WIDTH, HEIGHT, _EDGE = 640, 460, 36
# The smallest dot is five people.
_SMALLEST = 3.2
_LARGEST = 16.0
# More numbers than this cover one another.
MOST_MARKS = 14


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
    return Plot(
        [_dot(one, labels, scale) for one in dots],
        _marks(picture),
        [] if picture["is_continuum"] else _names(dots, labels, scale),
    )


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


def _marks(picture: dict[str, Any]) -> list[Mark]:
    """Those that tell most apart, as far out as they do so."""
    placed = [(hypot(*one["at"]), one) for one in picture["statements"] if one["all"]]
    placed.sort(key=lambda pair: (-pair[0], pair[1]["number"]))
    chosen = [one for far, one in placed[:MOST_MARKS] if far > 0]
    scale = _scale([(one["at"][0], one["at"][1]) for one in chosen])
    return [Mark(*_put(*one["at"], scale), one["number"]) for one in chosen]
