"""The queue of a counter: coming, being called, going; every act holds the day's row."""

from datetime import date, datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import rules
from sanwen.deliver.reception.models import Counter, Day, Visit
from sanwen.deliver.reception.order import in_line
from sanwen.deliver.reception.states import MOVES, Move, State
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def arrive(*, visit: Visit, by: User, now: datetime | None = None) -> Visit:
    """Who has an appointment is here; or who had left is back on the same day."""
    now = clock(now)
    visit = lock(visit)
    rules.may_arrive(visit, by).require()
    verb = Move.RETURN if visit.state == State.LEFT else Move.ARRIVE
    return move(visit, verb, by=by, now=now, arrived_at=now)


@transaction.atomic
def call_next(*, counter: Counter, by: User, now: datetime | None = None) -> Visit:
    """Two clerks at once call two visitors: whoever is second sees the line without the first."""
    now = clock(now)
    lock_day(counter, local_day(now))
    waiting = in_line(Visit.objects.at(counter).filter(on=local_day(now), state=State.WAITING))
    rules.may_call(counter, waiting, by).require()
    return move(lock(waiting[0]), Move.CALL, by=by, now=now, called_at=now)


@transaction.atomic
def put_back(*, visit: Visit, by: User, now: datetime | None = None) -> Visit:
    """Called and not there yet: stands behind those who wait now."""
    now = clock(now)
    visit = lock(visit)
    rules.may_put_back(visit, by).require()
    return move(visit, Move.PUT_BACK, by=by, now=now, arrived_at=now)


@transaction.atomic
def leave(*, visit: Visit, by: User, now: datetime | None = None) -> Visit:
    now = clock(now)
    visit = lock(visit)
    rules.may_leave(visit, by).require()
    return move(visit, Move.LEAVE, by=by, now=now, ended_at=now)


def lock_day(counter: Counter, on: date) -> Day:
    """The row of this queue, made if it is the first of the day, held until the end."""
    Day.objects.bulk_create([Day(counter=counter, on=on)], ignore_conflicts=True)
    return Day.objects.select_for_update().get(counter=counter, on=on)


def next_number(day: Day) -> int:
    """Without gaps: a number that is rolled back is given to the next."""
    day.last_number += 1
    Day.objects.filter(pk=day.pk).update(last_number=day.last_number)
    return day.last_number


def lock(visit: Visit) -> Visit:
    """The visit as it is now, held until the end."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("counter__unit")
    return held.get(pk=visit.pk)


def move(visit: Visit, verb: Move, *, by: Actor, now: datetime, **changes: object) -> Visit:
    """Write the new state and its row on the trail. The rule was asked before."""
    visit.state = MOVES[State(visit.state)][verb]
    for name, value in changes.items():
        setattr(visit, name, value)
    visit.save(update_fields=["state", *changes])
    record(f"visit.{verb}", on=visit.trail_ref, by=by, at=now, number=visit.called)
    return visit
