"""Periodic work on matters: periods that are over, dates counted anew, and letting go."""

from dataclasses import asdict
from typing import Any

from procrastinate.contrib.django import app

from sanwen.deliver.matters.actions import (
    climbing,
    clocks,
    grouping,
    keeping,
    lateness,
    looking_through,
    recounting,
)
from sanwen.integrity.conduct.actions import LOOK_THROUGH
from sanwen.places.actions import RECOMPUTE


@app.periodic(cron="*/5 * * * *")
@app.task(name="clocks.end", queueing_lock="clocks.end", lock="clocks.end")
def end_clocks(timestamp: int) -> dict[str, Any]:
    return {
        "closed_by_silence": asdict(clocks.close_silent()),
        "went_on": asdict(clocks.stop_waiting()),
    }


@app.periodic(cron="11 * * * *")
@app.task(name="clocks.tell_late", queueing_lock="clocks.tell_late", lock="clocks.tell_late")
def tell_late(timestamp: int) -> int:
    return lateness.tell_late()


@app.periodic(cron="*/10 * * * *")
@app.task(name="matters.climb", queueing_lock="matters.climb", lock="matters.climb")
def climb(timestamp: int) -> dict[str, Any]:
    """Within the hour, because an emergency waits two hours for a response and no longer."""
    return asdict(climbing.sweep())


@app.task(name=RECOMPUTE, lock=RECOMPUTE)
def recompute(since: str, after: int = 0) -> dict[str, Any]:
    """Enqueued with the import of a calendar; what one run does not reach, the next one does."""
    run = recounting.recompute(after=after)
    if run.go_on_after is not None:
        recompute.defer(since=since, after=run.go_on_after)
    return asdict(run)


@app.task(name=LOOK_THROUGH, lock=LOOK_THROUGH)
def look_through(since: str, after: int = 0) -> int:
    """Enqueued with a declared interest; what one run does not reach, the next one does."""
    go_on = looking_through.look_through(after=after)
    if go_on is not None:
        look_through.defer(since=since, after=go_on)
    return go_on or 0


@app.periodic(cron="23 19 * * *")
@app.task(name="matters.let_go", queueing_lock="matters.let_go")
def let_go(timestamp: int) -> dict[str, int]:
    """In the small hours of China (cron counts in UTC)."""
    return keeping.let_go()


@app.periodic(cron="47 18 * * *")
@app.task(name="matters.propose", queueing_lock="matters.propose", lock="matters.propose")
def propose(timestamp: int) -> dict[str, int]:
    """In the small hours of China: which open matters may be the same and were not joined."""
    return grouping.propose()
