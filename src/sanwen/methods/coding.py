"""Names numbered from nought, in the order in which they first come."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Name = TypeVar("Name", bound=Hashable)


def coded(names: Sequence[Name]) -> tuple[list[Name], NDArray[np.intp]]:
    """The different names, and for each of `names` (n,) its place among them (n,)."""
    known = list(dict.fromkeys(names))
    place = {name: at for at, name in enumerate(known)}
    return known, np.fromiter(map(place.__getitem__, names), np.intp, len(names))
