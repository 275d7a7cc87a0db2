"""What many look at within seconds is computed once a process, and again when its time is over.

Whoever comes first then computes it; the others meanwhile go on with what is known.
"""

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")
MOST = 100
_all: "list[Kept[object]]" = []


class Kept(Generic[Found]):
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._found: dict[Hashable, tuple[float, Found]] = {}
        _all.append(self)  # type: ignore[arg-type]  # only to be emptied

    def get(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        known = self._found.get(key)
        if known is not None and time.monotonic() - known[0] < self.seconds:
            return known[1]
        if len(self._found) >= MOST:
            self._found.clear()
        elif known is not None:
            self._found[key] = time.monotonic(), known[1]
        found = compute()
        self._found[key] = time.monotonic(), found
        return found

    def clear(self) -> None:
        self._found.clear()


def forget() -> None:
    """Between tests."""
    for one in _all:
        one.clear()
