"""What is late, stands still or belongs to nobody climbs by itself, in batches, from an index.

Of the matter alone: a unit has to look at it now. Nothing is kept of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from sanwen.core.actors import Actor, Machine
from sanwen.core.dates import local_day
from sanwen.core.many import write_many
from sanwen.deliver.matters import arbiters, climb_sql
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.climb_days import cuts
from sanwen.deliver.matters.ladder import Ladder
from sanwen.deliver.matters.models import Clock, Matter, Recusal, Step
from sanwen.deliver.matters.periods import period
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_staff
from sanwen.people.models import User

CLIMBING = Machine("climbing")
BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep wrote: matters that climbed, calls that did, matters given a day."""

    climbed: int = 0
    calls: int = 0
    forced: int = 0


@dataclass(frozen=True, slots=True)
class Up:
    """One matter or call on its way up. `unit` is the lead, or the unit that was called."""

    matter: int
    was: int
    rung: int
    ground: str
    unit: int | None
    received_by: int
    to: int
    # Somebody keeps away from the matter, so not everybody is told.
    kept_away: bool
    first_climb: int


def sweep(*, by: Actor = CLIMBING, now: datetime | None = None, batch: int = BATCH) -> Swept:
    """As often as wanted, side by side if need be: whatever climbed is not found again."""
    now = beats.clock(now)
    ladder = Ladder()
    values = _values(now, batch) | ladder.columns
    return Swept(
        forced=_until_none(lambda: _force(values, by=by, now=now)),
        climbed=_until_none(lambda: _climb(climb_sql.CLIMB, values, ladder, by=by, now=now)),
        calls=_until_none(lambda: _climb(climb_sql.CALLS, values, ladder, by=by, now=now)),
    )


def _until_none(step: Any) -> int:
    done = 0
    while found := step():
        done += found
    return done


def _values(now: datetime, batch: int) -> dict[str, Any]:
    today = local_day(now)
    cut = cuts(today)
    named = {"late": cut.late, "assigned": cut.assigned, "in_hand": cut.in_hand}
    values: dict[str, Any] = {
        f"{name}_{rung}": days[rung - 1] for name, days in named.items() for rung in (1, 2, 3)
    }
    rungs, quiet = list(climb_sql.RUNGS), list(climb_sql.QUIET)
    return values | {"today": today, "now": now, "most": batch, "quiet": quiet, "rungs": rungs}


@transaction.atomic
def _climb(
    statement: str, values: dict[str, Any], ladder: Ladder, *, by: Actor, now: datetime
) -> int:
    """The statement writes climbs and steps itself; the trail and the notices go with them."""
    ups = [Up(*row) for row in _rows(statement, values | {"actor": by.actor_ref})]
    record_many([_trail(up, ladder, by, now) for up in ups])
    if ups:
        _tell(ups, ladder, now=now)
    return len(ups)


def _trail(up: Up, ladder: Ladder, by: Actor, now: datetime) -> TrailRow:
    details = {"ground": up.ground, "rung": up.rung, "unit": ladder.units[up.to].code}
    return TrailRow("matter.climb", f"matter:M-{up.matter}", by, now, details)


def _tell(ups: Sequence[Up], ladder: Ladder, *, now: datetime) -> None:
    """One line a reader, with the number of matters, or the matter where it is one."""
    shut = Recusal.objects.people_of(up.matter for up in ups if up.kept_away)
    told: dict[int, set[int]] = {}
    for up in ups:
        for rung in range(up.was + 1, up.rung + 1):
            unit = ladder.to(rung, up.unit, up.received_by)
            for reader in ladder.readers(rung, unit):
                if reader not in shut.get(up.matter, ()):
                    told.setdefault(reader, set()).add(up.matter)
    _post(told, what=f"climb-{ups[0].first_climb}", now=now)


def _post(told: dict[int, set[int]], *, what: str, now: datetime) -> None:
    drafts = [
        to_staff(Topic.CLIMBED, _subject(matters), reader, what=what)
        for reader, matters in told.items()
    ]
    post_many(drafts, now=now)


def _subject(matters: set[int]) -> str:
    return f"M-{min(matters)}" if len(matters) == 1 else str(len(matters))


# Nobody has it


@transaction.atomic
def _force(values: dict[str, Any], *, by: Actor, now: datetime) -> int:
    """The day for deciding is over: an arbiter decides by another, and the resident knows it."""
    found = _rows(climb_sql.NOBODYS, values)
    if not found:
        return 0
    ends = period("service.force", now)
    numbers = [matter for matter, _desk in found]
    named = _arbiters(found)
    for arbiter, matters in _by_arbiter(named).items():
        Matter.objects.filter(pk__in=matters).update(owner_by=ends.on, arbiter=arbiter)
    Clock.objects.filter(matter__in=numbers, rule="service.dispatch", stopped_at=None).update(
        stopped_at=now
    )
    write_many([_clock(number, ends.on, ends.provisional, now) for number in numbers])
    write_many(
        [
            Step(
                matter_id=number,
                at=now,
                verb="force",
                unit_id=desk,
                actor=by.actor_ref,
                due_on=ends.on,
            )
            for number, desk in found
        ]
    )
    record_many(
        [
            TrailRow("matter.force", f"matter:M-{number}", by, now, {"by": ends.on})
            for number in numbers
        ]
    )
    told = {one: set(some) for one, some in _by_arbiter(named).items() if one is not None}
    _post(told, what=f"force-{min(numbers)}", now=now)
    return len(found)


def _clock(matter: int, due_on: Any, provisional: bool, now: datetime) -> Clock:
    return Clock(
        matter_id=matter,
        rule="service.force",
        started_at=now,
        first_due_on=due_on,
        due_on=due_on,
        provisional=provisional,
    )


def _arbiters(found: Sequence[tuple[int, int]]) -> dict[int, int | None]:
    """The same for every matter of a desk, except where somebody keeps away from it."""
    touched = set(
        Recusal.objects.standing()
        .filter(matter__in=[matter for matter, _desk in found])
        .values_list("matter", flat=True)
    )
    of_desk: dict[int, User | None] = {}
    named: dict[int, int | None] = {}
    for number, desk in found:
        if number in touched or desk not in of_desk:
            one = arbiters.named(Matter.objects.select_related("received_by").get(pk=number))
            if number not in touched:
                of_desk[desk] = one
        else:
            one = of_desk[desk]
        named[number] = one.pk if one else None
    return named


def _by_arbiter(named: dict[int, int | None]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for matter, arbiter in named.items():
        found.setdefault(arbiter, []).append(matter)
    return found


def _rows(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
