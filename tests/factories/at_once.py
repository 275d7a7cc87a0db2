"""Acts in real transactions, each in a thread and a connection of its own, begun together."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from sanwen.core.ruling import NotAllowed


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """The results in order; a refusal is a result too."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = act()
        except NotAllowed as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results
