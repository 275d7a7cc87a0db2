"""The beats that every verb of a decision shares: lock, move, the version in hand."""

from datetime import datetime

from sanwen.core.actors import Actor
from sanwen.counsel.decisions.models import Decision, Version
from sanwen.counsel.decisions.states import MOVES, Move, State
from sanwen.integrity.audit.actions import record


def lock(decision: Decision) -> Decision:
    held = Decision.objects.select_for_update(of=("self",))
    return held.select_related("consultation__unit").get(pk=decision.pk)


def in_hand(decision: Decision) -> Version:
    """The version that is being written. The state says that there is one."""
    return Version.objects.select_related("decision__consultation").get(
        decision=decision, published_at=None
    )


def move(decision: Decision, what: Move, *, by: Actor, now: datetime, **details: object) -> None:
    """Write the new state and its row on the trail. The rule was asked before."""
    decision.state = MOVES[State(decision.state)][what]
    decision.save(update_fields=["state"])
    record(f"decision.{what}", on=decision.trail_ref, by=by, at=now, **details)
