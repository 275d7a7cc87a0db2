"""A matter nobody owns gets a day by which an arbiter decides; so does one that came back."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.deliver.matters import arbiters, level_rules, notices
from sanwen.deliver.matters.actions import beats, disputing, handing
from sanwen.deliver.matters.models import Assignment, Matter, Objection, Part
from sanwen.deliver.matters.periods import period
from sanwen.people.models import User

# So many returns that were agreed, and it is decided instead of tried once more.
ENOUGH = 2


def has_been_returned_enough(matter: Matter) -> bool:
    return Objection.objects.filter(matter=matter, agreed=True).count() >= ENOUGH


def name_a_day(matter: Matter, *, by: Actor, now: datetime) -> None:
    """Until then the arbiter decides who does it, and the resident knows. The matter is locked."""
    ends = period("service.force", now)
    arbiter = arbiters.named(matter)
    beats.write(matter, owner_by=ends.on, arbiter=arbiter)
    beats.stop_clocks(matter, "service.dispatch", now=now)
    beats.start_clock(matter, "service.force", now=now)
    beats.tell(matter, "force", by=by, now=now, unit=matter.received_by, due_on=ends.on)
    notices.objected(matter, arbiter, now=now)


@transaction.atomic
def put_to_arbiter(
    *,
    matter: Matter,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Objection:
    """It was handed on once and came back: it is not handed on again, an arbiter decides."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    level_rules.may_put_to_arbiter(matter, by, before=handing.before(matter)).require()
    arbiter = arbiters.named(matter)
    objection = disputing.dispute(
        matter,
        Assignment.objects.get(matter=matter, part=Part.LEAD, ended_at=None),
        verb="dispute",
        reason=reason,
        arbiter=arbiter,
        rule="service.arbiter",
        by=by,
        now=now,
    )
    notices.objected(matter, arbiter, now=now)
    return objection
