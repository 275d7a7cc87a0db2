"""A lead says that a matter is not its own: what every such objection leaves behind."""

from datetime import datetime

from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Assignment, Matter, Objection
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import Move
from sanwen.people.models import User


def dispute(
    matter: Matter,
    lead: Assignment,
    *,
    verb: str,
    reason: str,
    arbiter: User | None,
    rule: str,
    by: User,
    now: datetime,
) -> Objection:
    """It waits for whoever decides, until the day that `rule` gives, and the resident knows.

    Called by the act that judged whether it may be said, with the matter locked.
    """
    objection = Objection.objects.create(
        matter=matter,
        assignment=lead,
        reason=reason,
        raised_at=now,
        raised_by=by.actor_ref,
        arbiter=arbiter,
        decide_by=period(rule, now).on,
    )
    beats.move(matter, Move.OBJECT, now=now, returns=matter.returns + 1)
    beats.start_clock(matter, rule, now=now)
    beats.tell(
        matter,
        verb,
        by=by,
        now=now,
        unit=matter.lead_unit,
        words=reason,
        due_on=objection.decide_by,
    )
    return objection
