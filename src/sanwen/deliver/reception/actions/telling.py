"""一次性告知: the whole list, once; and what a list turned out to lack."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import rules
from sanwen.deliver.reception.actions.queue import lock
from sanwen.deliver.reception.models import Checklist, Counter, ListGap, Told, Visit
from sanwen.integrity.audit.actions import record
from sanwen.methods.personal import masked
from sanwen.people.models import User


@transaction.atomic
def tell(
    *,
    visit: Visit,
    checklist: Checklist,
    missing: Collection[int],
    by: User,
    now: datetime | None = None,
) -> Told:
    """All of the list goes on the paper; `missing` are the places the visitor still lacks."""
    now = clock(now)
    visit = lock(visit)
    was_told = Told.objects.filter(visit=visit, checklist__code=checklist.code).exists()
    rules.may_tell(visit, by, was_told=was_told).require()
    places = sorted({place for place in missing if 0 <= place < len(checklist.items)})
    told = Told.objects.create(visit=visit, checklist=checklist, missing=places, given_at=now)
    record(
        "visit.told",
        on=visit.trail_ref,
        by=by,
        at=now,
        list=checklist.code,
        version=checklist.version,
        items=len(checklist.items),
        missing=len(places),
    )
    return told


@transaction.atomic
def note_gap(
    *,
    counter: Counter,
    checklist: Checklist,
    asked_for: str,
    by: User,
    now: datetime | None = None,
) -> ListGap:
    """Shown to the supervisor as a fact about the list: no visit and nobody is named."""
    now = clock(now)
    rules.may_note_gap(counter, checklist, asked_for, by).require()
    return _gap(counter, checklist, asked_for, by=by, now=now)


def note_gap_of_visitor(
    *, visit: Visit, checklist: Checklist, asked_for: str, now: datetime
) -> ListGap:
    """Told by the visitor with their answers afterwards, in the transaction of those."""
    return _gap(visit.counter, checklist, asked_for, by=None, now=now)


@transaction.atomic
def settle_gap(*, gap: ListGap, by: User, now: datetime | None = None) -> ListGap:
    now = clock(now)
    rules.may_settle_gap(by).require()
    gap.settled_on = local_day(now)
    gap.save(update_fields=["settled_on"])
    record("checklist.gap_settled", on=f"checklist:{gap.checklist.code}", by=by, at=now)
    return gap


def _gap(
    counter: Counter, checklist: Checklist, asked_for: str, *, by: User | None, now: datetime
) -> ListGap:
    gap = ListGap.objects.create(
        checklist=checklist,
        counter=counter,
        asked_for=masked(asked_for.strip()).text[:200],
        noted_on=local_day(now),
    )
    if by is not None:
        record("checklist.gap_noted", on=f"checklist:{checklist.code}", by=by, at=now)
    return gap
