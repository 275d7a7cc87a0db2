"""Several units at one matter: a further one is brought in, and gives the lead what it needs."""

from datetime import datetime

from django.db import transaction

from sanwen.deliver.matters import level_rules, notices
from sanwen.deliver.matters.actions import beats, recusing
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Part, Task
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def bring_in(
    *,
    matter: Matter,
    unit: Unit,
    owes: str = Task.FIX,
    because: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Assignment:
    """The head of the lead unit asks a further unit to help; the lead stays where it is."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    has_part = Assignment.objects.filter(matter=matter, unit=unit, ended_at=None).exists()
    level_rules.may_bring_in(matter, by, unit, has_part=has_part).require()
    recusing.may_be_given(matter, unit).require()
    part = Assignment.objects.create(
        matter=matter,
        unit=unit,
        part=Part.ASSIST,
        owes=owes,
        sender=matter.lead_unit,
        because=because,
        given_at=now,
        given_by=by.actor_ref,
    )
    if owes != Task.FOLLOW_UP:
        beats.start_clocks(matter, [("service.assist", part)], now=now)
    beats.write(matter)
    beats.tell(matter, "bring_in", by=by, now=now, unit=unit, words=because, owes=owes)
    notices.assigned(matter, [unit], now=now)
    return part


@transaction.atomic
def contribute(
    *,
    part: Assignment,
    words: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Assignment:
    """What the lead needs, for the desk to read; the resident learns that it was given."""
    now = beats.clock(now)
    matter = beats.lock(part.matter, version)
    part = Assignment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=part.pk)
    level_rules.may_contribute(matter, by, part).require()
    part.contribution = "\n\n".join(text for text in (part.contribution, words) if text)
    part.contributed_at = part.contributed_at or now
    part.save(update_fields=["contribution", "contributed_at"])
    Clock.objects.filter(assignment=part, rule="service.assist", stopped_at=None).update(
        stopped_at=now
    )
    beats.write(matter)
    beats.tell(matter, "contribute", by=by, now=now, unit=part.unit, owes=part.owes)
    notices.contributed(matter, now=now)
    return part
