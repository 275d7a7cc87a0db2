"""Parting points into groups: k-means from fixed starts, and how clear the parting is."""

from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.votes import Floats, Ints

_ITERATIONS = 100
# Which start is best is seen on so many points; all are then parted from where that ended.
_TRIED = 3_000
_MORE = 12


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    centres: Floats
    label: Ints
    inertia: float


def parted(points: Floats, many: int) -> Parting:
    """The best of several fixed starts (Lloyd 1982). Points come in canonical order, which is as
    good as random, so the first are a fair sample; of equally good starts the first stands."""
    some = points[:_TRIED]
    found = [_lloyd(some, start, _ITERATIONS) for start in _starts(some, many)]
    best = min(found, key=lambda one: round(one.inertia, 9))
    return best if len(some) == len(points) else _lloyd(points, best.centres, _MORE)


def nearest(points: Floats, centres: Floats) -> Ints:
    """The nearest centre of each point; of two as near the first."""
    if len(centres) == 2:
        # Which side of the plane between both: one product instead of two distances.
        ahead = centres[1] - centres[0]
        middle = (centres[0] + centres[1]) / 2
        beyond = sum((points[:, axis] - middle[axis]) * ahead[axis] for axis in range(len(ahead)))
        return np.asarray(beyond > 0).astype(np.int64)
    return np.asarray(_squared(points, centres).argmin(axis=1))


def clearness(points: Floats, parting: Parting) -> float:
    """Mean silhouette by centres (Rousseeuw 1987; Hruschka 2004): 1 apart, 0 one heap."""
    away = np.sqrt(_squared(points, parting.centres))
    away.sort(axis=1)
    own, next_best = away[:, 0], away[:, 1]
    return float(((next_best - own) / np.maximum(next_best, 1e-12)).mean())


def _squared(points: Floats, centres: Floats) -> Floats:
    """Squared distances (points, centres), one axis after the other."""
    total = np.zeros((len(centres), len(points)))
    for axis, along in enumerate(np.ascontiguousarray(points.T)):
        for centre in range(len(centres)):
            away = along - centres[centre, axis]
            total[centre] += away * away
    return total.T


def _lloyd(points: Floats, centres: Floats, iterations: int) -> Parting:
    label = nearest(points, centres)
    for _iteration in range(iterations):
        centres = _means(points, label, centres)
        new = nearest(points, centres)
        same = bool((new == label).all())
        label = new
        if same:
            break
    inertia = float(_squared(points, centres)[np.arange(len(points)), label].sum())
    return Parting(centres, label, inertia)


def _means(points: Floats, label: Ints, old: Floats) -> Floats:
    many = len(old)
    sizes = np.bincount(label, minlength=many)
    new = np.stack([np.bincount(label, column, many) for column in points.T], axis=1)
    return np.where(sizes[:, None] > 0, new / np.maximum(sizes, 1)[:, None], old)


def _starts(points: Floats, many: int) -> list[Floats]:
    """Farthest points from the middle and from the rim; equal slices along each axis."""
    starts = [_spread_out(points, many, first) for first in ("middle", "rim")]
    for axis in range(min(points.shape[1], 3)):
        order = np.argsort(points[:, axis], kind="stable")
        slices = np.array_split(order, many)
        starts.append(np.array([points[part].mean(axis=0) for part in slices if len(part)]))
    return [start for start in starts if len(start) == many]


def _spread_out(points: Floats, many: int, first: str) -> Floats:
    """Each next start is far from all before: the farthest of the nearer 98 %, as a rim point is
    often alone (Gonzalez 1985)."""
    away = _squared(points, points.mean(axis=0, keepdims=True))[:, 0]
    chosen = [int(away.argmin()) if first == "middle" else _far(away)]
    while len(chosen) < many:
        away = _squared(points, points[chosen]).min(axis=1)
        chosen.append(_far(away))
    return points[chosen]


def _far(away: Floats) -> int:
    order = np.argsort(away, kind="stable")
    return int(order[int(0.98 * (len(order) - 1))])
