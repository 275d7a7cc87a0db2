"""Counts by place: the areas' own shapes, where the operator has brought them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from django.db.models import Q
from django.utils.translation import get_language

from sanwen.listen.topics.models import FEWEST, Topic
from sanwen.methods.suppression import hidden
from sanwen.office.listening.cells import count_words
from sanwen.places.models import Area

WIDTH = 640
_TALLEST = 520
# Beyond so many shapes a map says nothing on a screen; the list does.
_MOST_SHAPES = 400
_CLASSES = 4
Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Place:
    """One area with its count of different people; `shade` 0 is nobody, 1 to 4 more and more."""

    name: str
    words: str
    is_hidden: bool
    shade: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    places: list[Place]
    shapes: list[Place]
    height: int


def map_of(topic: Topic, *, inside: bool) -> Map:
    """Two queries: the counted areas, and the shapes round them."""
    counted = list(topic.areas.select_related("area").order_by("-people", "area__code"))
    counts = [one.people for one in counted]
    hide = [False] * len(counts) if inside else hidden(counts)
    return drawn([(one.area, one.people) for one in counted], hide)


def drawn(counted: Sequence[tuple[Area, int]], hide: Sequence[bool]) -> Map:
    """Areas with their counts, in this order as a list, and with the shapes round them as a map."""
    shown = [count for (_area, count), away in zip(counted, hide, strict=True) if not away]
    most = max(shown, default=FEWEST)
    places = {
        area.pk: Place(
            _name(area), count_words(count, is_hidden=away), away, _shade(count, away, most)
        )
        for (area, count), away in zip(counted, hide, strict=True)
    }
    rings = {area.pk: (area, list(_rings(area))) for area in _around([a for a, _n in counted])}
    if not any(rings[pk][1] for pk in places if pk in rings):
        return Map(list(places.values()), [], 0)
    put, height = _projection(ring for _, own in rings.values() for ring in own)
    shapes = []
    for pk, (area, own) in rings.items():
        known = places.get(pk) or Place(_name(area), "0", False, 0)
        path = "".join(_drawn([put(point) for point in ring]) for ring in own)
        shapes.append(Place(known.name, known.words, known.is_hidden, known.shade, path))
    return Map(list(places.values()), shapes, height)


def _name(area: Area) -> str:
    is_english = (get_language() or "").startswith("en")
    return area.name_en if is_english and area.name_en else area.name


def _shade(people: int, is_hidden: bool, most: int) -> int:
    if is_hidden:
        return 1
    return min(_CLASSES, 1 + people * (_CLASSES - 1) // max(most, 1)) if people else 0


def _around(areas: list[Area]) -> list[Area]:
    """The areas counted and their neighbours under the same parents, as far as they have shapes."""
    parents = {area.parent_id for area in areas if area.parent_id}
    wanted = Q(pk__in=[area.pk for area in areas]) | Q(parent__in=parents)
    return list(Area.objects.filter(wanted, geometry__isnull=False).order_by("code")[:_MOST_SHAPES])


def _rings(area: Area) -> Iterator[Ring]:
    """The outlines of a GeoJSON Polygon or MultiPolygon; anything else has none."""
    try:
        shape = json.loads(area.geometry or "{}")
        kind, inside = shape.get("type"), shape.get("coordinates") or []
        polygons = {"Polygon": [inside], "MultiPolygon": inside}.get(kind, [])
        yield from (
            [(float(point[0]), float(point[1])) for point in ring]
            for polygon in polygons
            for ring in polygon
        )
    except (ValueError, TypeError, IndexError, AttributeError):
        return


def _projection(rings: Iterable[Ring]) -> tuple[Callable[[Point], Point], int]:
    """Degrees to the picture: upright, to scale in the middle, as large as fits."""
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = max(cos(radians((south + north) / 2)), 0.01)
    wide, tall = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min(WIDTH / wide, _TALLEST / tall)
    left = (WIDTH - wide * scale) / 2

    def put(point: Point) -> Point:
        x, y = point
        return left + (x - west) * squeeze * scale, (north - y) * scale

    return put, round(tall * scale) + 1


def _drawn(ring: Ring) -> str:
    """Rounded to half a pixel, without the points that fall together then."""
    steps: list[str] = []
    for x, y in ring:
        step = f"{round(x * 2) / 2:g} {round(y * 2) / 2:g}"
        if not steps or steps[-1] != step:
            steps.append(step)
    return f"M{'L'.join(steps)}Z"
