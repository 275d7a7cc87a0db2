"""Classes as leaves and branches of a tree: what is likely above follows from what lies below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Levels:
    """For each level from the top its names, and the place among them of every class. The last
    level is that of the classes themselves; a class nearer the top stands for itself below."""

    names: tuple[tuple[str, ...], ...]
    place: tuple[NDArray[np.intp], ...]

    @classmethod
    def of(cls, classes: Sequence[str], parents: Mapping[str, str]) -> Self:
        """`parents` of classes and of what lies above them; who has none is at the top.

        Raises ValueError where the tree bites its own tail."""
        paths = [_path(name, parents) for name in classes]
        depth = max((len(path) for path in paths), default=1)
        names, places = [], []
        for level in range(depth - 1):
            above = [path[min(level, len(path) - 1)] for path in paths]
            known = tuple(dict.fromkeys(above))
            where = {name: number for number, name in enumerate(known)}
            names.append(known)
            places.append(np.array([where[name] for name in above], np.intp))
        names.append(tuple(classes))
        places.append(np.arange(len(classes)))
        return cls(tuple(names), tuple(places))

    def __len__(self) -> int:
        return len(self.names)

    def summed(self, p: Floats, level: int) -> Floats:
        """(n, classes) to (n, names of that level)."""
        if level == len(self) - 1:
            return p
        total = np.zeros((len(p), len(self.names[level])))
        for column, where in enumerate(self.place[level]):
            total[:, where] += p[:, column]
        return total


def _path(name: str, parents: Mapping[str, str]) -> list[str]:
    path = [name]
    while parents.get(path[-1]):
        path.append(parents[path[-1]])
        if len(path) > 20:
            raise ValueError(f"{name} lies below itself")
    return path[::-1]
