"""The cluster this process holds on to, so that a server process can watch over it."""

import contextlib
from collections.abc import Iterator

from sanwen.config import cluster
from sanwen.core import environment

_held: list[cluster.Cluster] = []


@contextlib.contextmanager
def attached() -> Iterator[cluster.Cluster]:
    with cluster.start(environment.home()) as running:
        _held.append(running)
        try:
            yield running
        finally:
            _held.remove(running)


def held() -> cluster.Cluster | None:
    """None where DATABASE_URL names somebody else's server."""
    return _held[-1] if _held else None
