"""The beats every verb shares: lock the matter, write its new state, its step and its trail."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day

# `beats.clock` beside the other beats, where “clock” alone is a period that runs on a matter.
from sanwen.core.moment import clock as clock
from sanwen.deliver.matters import recusal_rules, rules
from sanwen.deliver.matters.actions import wording
from sanwen.deliver.matters.house import further_clocks, procedure_of
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Recusal, Step, Whistle
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import MOVES, OPEN, Move, State
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.places.models import Unit


def lock(matter: Matter, version: int | None = None) -> Matter:
    """The matter as it is now, held until the end; with `version`, still as the page showed it."""
    locked = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("lead_unit", "received_by")
        .get(pk=matter.pk)
    )
    if version is not None:
        rules.nobody_was_faster(locked, version).require()
    return locked


def move(matter: Matter, move: Move, *, now: datetime, **changes: Any) -> None:
    """Write the new state and whatever changes with it. The rule was asked before."""
    was_open = matter.is_open
    state = MOVES[State(matter.state)][move]
    if state != matter.state:
        changes = {"state": state, "state_since": now} | changes
    if matter.rung and _moves_on(matter, state, changes.get("due_on", matter.due_on), now):
        changes["rung"] = 0
    write(matter, **changes)
    if was_open and not matter.is_open:
        wording.drop(matter)
    elif matter.is_open and not was_open:
        wording.keep(matter)
    follow(matter, move, now=now)


def follow(matter: Matter, move: Move, *, now: datetime) -> None:
    """The clocks that the procedure ties to its moves; the acts themselves run all others."""
    further = further_clocks(procedure_of(matter))
    ends = [timed.rule for timed in further if move in timed.ends]
    begins = [timed.rule for timed in further if move in timed.begins]
    if ends or begins:
        stop_clocks(matter, *ends, *begins, now=now)
        start_clocks(matter, [(rule, None) for rule in begins], now=now)


def _moves_on(matter: Matter, state: State, due_on: date, now: datetime) -> bool:
    """What is still late stays as high as it has climbed, whoever has it now."""
    return state not in OPEN or due_on >= local_day(now)


def write(matter: Matter, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(matter, name, value)
    Matter.objects.filter(pk=matter.pk).update(version=F("version") + 1, **changes)
    matter.version += 1


def tell(
    matter: Matter,
    verb: str,
    /,
    *,
    by: Actor,
    now: datetime,
    unit: Unit | None = None,
    words: str = "",
    due_on: date | None = None,
    voice: Voice | None = None,
    inside: bool = False,
    **details: Any,
) -> Step:
    """One step on the resident's timeline and one row on the trail, together.

    Every act comes through here, so here whoever keeps away is stopped, whatever else was asked.
    """
    _acts_freely(matter, by)
    if unit is not None:
        details["unit"] = unit.code
    record(f"matter.{verb}", on=matter.trail_ref, by=by, at=now, **details)
    step = Step(
        matter=matter,
        at=now,
        verb=verb,
        unit=unit,
        actor=by.actor_ref,
        words=words,
        due_on=due_on,
        voice=voice,
        inside=inside,
    )
    step.save(force_insert=True)
    return step


def _acts_freely(matter: Matter, by: Actor) -> None:
    if isinstance(by, User):
        keeps_away = Recusal.objects.standing().of(by).filter(matter=matter.pk).exists()
        recusal_rules.acts_freely(keeps_away).require()


def start_clock(matter: Matter, rule: str, *, now: datetime) -> None:
    start_clocks(matter, [(rule, None)], now=now)


def start_clocks(
    matter: Matter,
    rules: Sequence[tuple[str, Assignment | None]],
    *,
    now: datetime,
    until: date | None = None,
) -> None:
    """Several periods that begin together, at the price of one statement; none past `until`."""
    one = procedure_of(matter)
    ends = {rule: period(rule, now, of=one) for rule, _ in rules}
    if until:
        ends = {rule: end._replace(on=min(end.on, until)) for rule, end in ends.items()}
    Clock.objects.bulk_create(
        [
            Clock(
                matter=matter,
                assignment=assignment,
                rule=rule,
                started_at=now,
                first_due_on=ends[rule].on,
                due_on=ends[rule].on,
                provisional=ends[rule].provisional,
            )
            for rule, assignment in rules
        ]
    )


def stop_clocks(matter: Matter, *rules: str, now: datetime) -> None:
    """Those of the rules named; without any, all that run."""
    running = Clock.objects.filter(matter=matter, stopped_at=None)
    if rules:
        running = running.filter(rule__in=rules)
    running.update(stopped_at=now)


def end_assignments(matter: Matter, *, now: datetime) -> None:
    """To be called while the matter still names its lead: without one nobody has a part in it.

    The clocks of the parts are the caller's to stop, most often with all others.
    """
    if matter.lead_unit_id is not None:
        Assignment.objects.filter(matter=matter, ended_at=None).update(ended_at=now)
        calls = Whistle.objects.filter(matter=matter, ended_at=None)
        Clock.objects.filter(pk__in=calls.values("clock"), stopped_at=None).update(stopped_at=now)
        calls.update(ended_at=now)
