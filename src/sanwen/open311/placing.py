"""From a point to the area it lies in, by the operator's own outlines; the point is not kept."""

import json
from collections.abc import Sequence
from math import isfinite

from django.utils.translation import gettext as _

from sanwen.open311.faults import Fault
from sanwen.places.models import Area

_MOST_SHAPES = 2000
Ring = Sequence[Sequence[float]]


def area_of(lat: str, long: str, address_id: str) -> int | None:
    """The area of the code, else the smallest that the point lies in, else none."""
    if address_id:
        found = Area.objects.filter(code=address_id).values_list("pk", flat=True).first()
        if found is None:
            raise Fault(400, _("“address_id” is the code of an area; this one is not known."))
        return found
    if not lat and not long:
        return None
    return _around(_degrees("long", long, 180), _degrees("lat", lat, 90))


def _degrees(name: str, text: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or abs(value) > most:
        raise Fault(400, _("“lat” and “long” are degrees like 30.657 and 104.066."))
    return value


def _around(x: float, y: float) -> int | None:
    """Longer codes are smaller areas, and the newest table of areas comes first."""
    shapes = Area.objects.filter(geometry__isnull=False).values_list("pk", "code", "geometry")
    newest = shapes.order_by("-year", "code")[:_MOST_SHAPES]
    smallest = sorted(newest, key=lambda shape: -len(shape[1]))
    return next((pk for pk, _code, text in smallest if lies_in(x, y, text or "")), None)


def lies_in(x: float, y: float, geometry: str) -> bool:
    """Inside a polygon and in none of its holes: crossed an odd number of times."""
    try:
        shape = json.loads(geometry)
        kind, found = shape.get("type"), shape.get("coordinates") or []
        polygons = {"Polygon": [found], "MultiPolygon": found}.get(kind, [])
        return any(sum(_crossings(x, y, ring) for ring in polygon) % 2 == 1 for polygon in polygons)
    except (ValueError, TypeError, IndexError, AttributeError):
        return False


def _crossings(x: float, y: float, ring: Ring) -> int:
    """Sides that a line from the point to the east meets."""
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(_is_crossed(x, y, a[0], a[1], b[0], b[1]) for a, b in sides)


def _is_crossed(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> bool:
    return (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
