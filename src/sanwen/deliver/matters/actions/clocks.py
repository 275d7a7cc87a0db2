"""What happens when a period is over: acts of the machine, in small rounds that can break off."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sanwen.core.actors import Actor, Machine
from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import asking, beats, ending
from sanwen.deliver.matters.models import Clock, Matter
from sanwen.deliver.matters.states import State

CLOCKS = Machine("clocks")
# So many matters, or so many seconds, in one round; the next round goes on.
MOST = 500
SECONDS = 30.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What one run did: done, left alone because somebody was faster, failed, and if more waits."""

    done: int = 0
    refused: int = 0
    failed: int = 0
    more: bool = False


def close_silent(*, by: Actor = CLOCKS, now: datetime | None = None, most: int = MOST) -> Round:
    """Answers that nobody judged, reviews after which nobody asked again, in the time given."""
    now = beats.clock(now)

    def close(matter: Matter) -> None:
        ending.close_by_silence(matter=matter, by=by, now=now)

    matters = [
        *_lapsed("service.verdict", State.ANSWERED, now=now, most=most),
        *_lapsed("petition.ask_second_review", State.REVIEWED, now=now, most=most),
    ]
    return _each(matters[:most], close, most=most)


def stop_waiting(*, by: Actor = CLOCKS, now: datetime | None = None, most: int = MOST) -> Round:
    """Questions that nobody answered in the time given: the unit goes on with what it knows."""
    now = beats.clock(now)

    def go_on(matter: Matter) -> None:
        asking.stop_waiting(matter=matter, by=by, now=now)

    matters = _lapsed("service.resident", State.WAITING, now=now, most=most)
    return _each(matters, go_on, most=most)


def _lapsed(rule: str, state: State, *, now: datetime, most: int) -> list[Matter]:
    """The day itself still belongs to the resident."""
    clocks = (
        Clock.objects.filter(
            rule=rule, stopped_at=None, due_on__lt=local_day(now), matter__state=state
        )
        .select_related("matter")
        .order_by("due_on", "pk")
    )
    return list({clock.matter_id: clock.matter for clock in clocks[:most]}.values())


def _each(matters: Iterable[Matter], act: Callable[[Matter], None], *, most: int) -> Round:
    """One matter, one transaction: whatever goes wrong with one does not hold up the others."""
    done = refused = failed = 0
    until = time.monotonic() + SECONDS
    for matter in matters:
        if time.monotonic() > until:
            return Round(done, refused, failed, more=True)
        try:
            act(matter)
            done += 1
        except NotAllowed:
            refused += 1
        except Exception:
            logger.exception("The clock of %s could not be ended", matter.ref)
            failed += 1
    return Round(done, refused, failed, more=done + refused + failed >= most)
