"""How the open work stands, unit by unit: counted over open matters only, so never by the table."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from sanwen.deliver.matters.models import Clock, Matter
from sanwen.deliver.matters.states import State
from sanwen.methods.clock import Rule, due
from sanwen.office.oversight.rules import WATCHERS
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.calendar import working_calendar
from sanwen.places.models import Unit

# "About to be late": what falls due within this many working days.
_SOON = Rule("soon", 2, "workday")

# Whose turn it is between the message and the answer. A unit's five days to object are a right,
# and the resident's periods are theirs: neither is anybody's lateness.
LEGS = ("service.dispatch", "service.leg", "service.assist", "service.arbiter")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of open matters. Late is told by the present date, and by the first promise."""

    open: int = 0
    late: int = 0
    late_first: int = 0
    soon: int = 0
    returned: int = 0
    reopened: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class LegTally:
    rule: str
    late: int
    soon: int


def soon_until(today: date) -> date:
    return due(_SOON, today, working_calendar()).on


def conditions(today: date) -> dict[str, Q]:
    """What each column means, for counting and for the list behind the number alike."""
    return {
        "open": Q(),
        "late": Q(due_on__lt=today),
        "late_first": Q(first_due_on__lt=today),
        "soon": Q(due_on__gte=today, due_on__lte=soon_until(today)),
        "returned": Q(state=State.RETURNED),
        "reopened": Q(reopenings__gt=0),
        "waiting": Q(state=State.WAITING),
    }


def overseen(person: User) -> "QuerySet[Matter]":
    """Open matters registered in one's reach; for heads of units those that their units lead."""
    watched = Q(received_by__in=Unit.objects.in_reach_of(person.scopes(*WATCHERS)))
    led = Q(lead_unit__in=person.reach(Role.UNIT_LEAD))
    reach = watched if person.holds(*WATCHERS) else Q(pk__in=[])
    if person.holds(Role.UNIT_LEAD):
        reach |= led
    return Matter.objects.visible_to(person).open().filter(reach)


def by_unit(person: User, *, today: date) -> dict[int | None, Tally]:
    """One grouped query; None is what no unit has been given yet."""
    counts = {
        name: Count("pk", filter=condition) if condition else Count("pk")
        for name, condition in conditions(today).items()
    }
    rows = overseen(person).order_by().values("lead_unit").annotate(**_named(counts))
    return {
        row["lead_unit"]: Tally(**{one.name: row[f"n_{one.name}"] for one in fields(Tally)})
        for row in rows
    }


def _named(counts: dict[str, Count]) -> dict[str, Count]:
    return {f"n_{name}": count for name, count in counts.items()}


def by_leg(person: User, *, today: date) -> list[LegTally]:
    """Running periods of each kind that are over or nearly so; those with time are not read."""
    rows = (
        Clock.objects.filter(
            stopped_at=None, due_on__lte=soon_until(today), matter__in=overseen(person)
        )
        .filter(rule__in=LEGS)
        .values("rule")
        .annotate(
            late=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=Q(due_on__gte=today)),
        )
        .order_by("rule")
    )
    return [LegTally(**row) for row in rows]


def total(tallies: Iterable[Tally]) -> Tally:
    every = list(tallies)
    return Tally(**{one.name: sum(getattr(t, one.name) for t in every) for one in fields(Tally)})


def longest_late(person: User, *, today: date, most: int) -> list[Matter]:
    late = overseen(person).filter(conditions(today)["late"])
    return list(
        late.select_related("area", "lead_unit", "received_by").order_by(F("due_on"), "pk")[:most]
    )
