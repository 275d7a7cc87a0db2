"""Dates counted before the days off were known are counted again when the notice has come."""

import time
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum

from sanwen.core.actors import Actor
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.actions.clocks import CLOCKS, MOST, SECONDS
from sanwen.deliver.matters.clock_rules import rules
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Clock, Extension, Matter, Rung, Step
from sanwen.deliver.matters.periods import longer, period
from sanwen.deliver.procedures.declared import Declared
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.places.calendar import working_calendar


@dataclass(frozen=True, slots=True)
class Recount:
    """How far one run came: clocks looked at, matters whose date moved, and where to go on."""

    clocks: int = 0
    moved: int = 0
    go_on_after: int | None = None


def recompute(*, by: Actor = CLOCKS, after: int = 0, now: datetime | None = None) -> Recount:
    """All running provisional clocks, in batches; broken off, it goes on after the last number."""
    now = beats.clock(now)
    working_calendar(fresh=True)
    until = time.monotonic() + SECONDS
    clocks = moved = 0
    while batch := _next(after):
        clocks += len(batch)
        moved += _recount(batch, by=by, now=now)
        after = batch[-1]
        if time.monotonic() > until:
            return Recount(clocks, moved, go_on_after=after)
    return Recount(clocks, moved)


def _next(after: int) -> list[int]:
    running = Clock.objects.filter(stopped_at=None, provisional=True, pk__gt=after)
    return list(running.order_by("pk").values_list("pk", flat=True)[:MOST])


@transaction.atomic
def _recount(numbers: list[int], *, by: Actor, now: datetime) -> int:
    matters = _locked(numbers)
    more_time = _more_time(list(matters))
    clocks = Clock.objects.filter(pk__in=numbers, stopped_at=None, provisional=True).order_by("pk")
    changed: list[Clock] = []
    moved: dict[int, date] = {}
    for clock in clocks:
        before = clock.due_on, clock.provisional
        matter = matters[clock.matter_id]
        _count(clock, more=more_time.get(matter.pk, 0), of=procedure_of(matter))
        if before == (clock.due_on, clock.provisional):
            continue
        changed.append(clock)
        if _is_promise(clock, matter):
            moved |= {matter.pk: matter.due_on} if _carry(matter, clock) else {}
    Clock.objects.bulk_update(changed, ["due_on", "provisional"])
    concerned = [(clock, matters[clock.matter_id]) for clock in changed]
    _write([matter for clock, matter in concerned if _is_promise(clock, matter)])
    _tell([matters[number] for number in moved], moved, by=by, now=now)
    return len(moved)


def _locked(numbers: list[int]) -> dict[int, Matter]:
    concerned = Clock.objects.filter(pk__in=numbers).values("matter")
    matters = Matter.objects.filter(pk__in=concerned).order_by("pk").select_for_update()
    return {matter.pk: matter for matter in matters}


def _is_promise(clock: Clock, matter: Matter) -> bool:
    return clock.rule == procedure_of(matter).promise.rule


def _more_time(numbers: list[int]) -> dict[int, int]:
    """The days that were approved and told stay added, whatever the days off."""
    approved = Extension.objects.filter(matter__in=numbers, approved=True)
    days = approved.values_list("matter").annotate(Sum("days"))
    return dict(days)


def _count(clock: Clock, *, more: int, of: Declared) -> None:
    ends = period(clock.rule, clock.started_at, of=of)
    due = longer(ends.on, more, of=of) if clock.rule == of.promise.rule else ends.on
    if rules()[clock.rule].duty == "resident" or clock.rule == "petition.second_review":
        # What a resident was told they have, they have; days of a hearing stay uncounted.
        due = max(due, clock.due_on)
    clock.due_on, clock.provisional = due, ends.provisional


def _carry(matter: Matter, clock: Clock) -> bool:
    """The matter's own date follows; never before the first promise, which itself stays."""
    old = matter.due_on
    matter.due_on = max(clock.due_on, matter.first_due_on)
    matter.due_is_provisional = clock.provisional
    # A later date begins anew.
    matter.rung = matter.rung if matter.due_on <= old else Rung.NONE
    return matter.due_on != old


def _write(matters: list[Matter]) -> None:
    Matter.objects.bulk_update(matters, ["due_on", "due_is_provisional", "rung"])
    numbers = [matter.pk for matter in matters]
    Matter.objects.filter(pk__in=numbers).update(version=F("version") + 1)


def _tell(matters: list[Matter], due: dict[int, date], *, by: Actor, now: datetime) -> None:
    Step.objects.bulk_create(
        [
            Step(matter=one, at=now, verb="recount", actor=by.actor_ref, due_on=due[one.pk])
            for one in matters
        ]
    )
    record_many(
        [
            TrailRow("matter.recount", one.trail_ref, by, now, {"due": due[one.pk]})
            for one in matters
        ]
    )
