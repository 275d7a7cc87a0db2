"""The beats that every verb of a talk meeting shares: the moment, the lock, the move."""

from datetime import datetime

from sanwen.core.actors import Actor
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import MOVES, Move, State
from sanwen.integrity.audit.actions import record


def lock(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related("unit")
    return held.get(pk=meeting.pk)


def move(
    meeting: Meeting,
    what: Move,
    *,
    by: Actor,
    now: datetime,
    told: object = None,
    **changes: object,
) -> None:
    """Write the new state with what belongs to it, and its row on the trail. `told` is counted."""
    meeting.state = MOVES[State(meeting.state)][what]
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=["state", *changes])
    details = {} if told is None else {"told": told}
    record(f"talk.{what}", on=meeting.trail_ref, by=by, at=now, **details)
