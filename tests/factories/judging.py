"""Closed matters with what people said of them."""

from datetime import datetime, timedelta

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import ending
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.scorecards.actions import keeping
from tests.factories.matters import Cast, answer_of, matter, voice_of
from tests.factories.moments import MORNING


def judged(cast: Cast, said: str, *, now: datetime = MORNING, **more: object) -> Matter:
    one = matter(cast, State.ANSWERED, now=now)
    later = now + timedelta(days=1)
    ratings.give(voice=voice_of(one), answer=answer_of(one), solved=said, now=later, **more)
    one.refresh_from_db()
    return one


def closed(cast: Cast, *, yes: int = 0, partly: int = 0, silent: int = 0, **more: object) -> None:
    """Counted when this returns."""
    for _ in range(yes):
        judged(cast, "yes", **more)
    for _ in range(partly):
        one = judged(cast, "partly", **more)
        if one.state != State.CLOSED:
            ending.close_by_silence(matter=one, by=Machine("clocks"), now=MORNING)
    for _ in range(silent):
        matter(cast, State.CLOSED)
    keeping.keep()
