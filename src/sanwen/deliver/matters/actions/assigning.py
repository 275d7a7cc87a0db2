"""Who does it: accepted at the desk, assigned, taken in hand, objected to, decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.ruling import Ruling, all_of
from sanwen.deliver.matters import arbiters, level_rules, notices, rules
from sanwen.deliver.matters.actions import (
    beats,
    disputing,
    forcing,
    handing,
    public,
    recusing,
    sorting,
)
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Objection, Part, Task
from sanwen.deliver.matters.states import MOVES, Move, State
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.places.models import Unit

# What runs until a unit has the matter, and the parts of the units that had it before.
WHILE_SOUGHT = (
    "service.dispatch",
    "service.force",
    "service.arbiter",
    "service.objection",
    "service.leg",
    "service.assist",
)


@dataclass(frozen=True, slots=True)
class Assign:
    """What the desk decides about a matter in one go."""

    lead: Unit
    category: Category | None = None
    assists: Sequence[Unit] = ()
    # Further levels, each with what it owes to the matter: explain it, follow it up.
    parts: Sequence[tuple[Unit, str]] = ()
    task: str = ""
    beyond_list_because: str = ""
    public_summary: str | None = None
    # A clerk read that it tells nobody's identity; else it is masked.
    as_written: bool = False
    urgent: bool | None = None
    # Another procedure than the one it has, and why.
    procedure: str = ""
    procedure_because: str = ""
    # Units the message complains of, as the clerk confirmed: they keep away from it.
    complained_of: Sequence[Unit] = ()


@transaction.atomic
def accept(*, matter: Matter, by: User, now: datetime | None = None) -> Matter:
    now = beats.clock(now)
    matter = beats.lock(matter)
    rules.may_accept(matter, by).require()
    beats.move(matter, Move.ACCEPT, now=now)
    beats.tell(matter, "accept", by=by, now=now, unit=matter.received_by)
    return matter


@transaction.atomic
def assign(
    *, matter: Matter, to: Assign, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """Accept, if that is still to do, and hand the matter to its lead and its assistants."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_assign(matter, by).require()
    recusing.shut_units(matter, to.complained_of, by=by, now=now)
    _may_lead(matter, to).require()
    if to.procedure and to.procedure != matter.procedure:
        sorting.put(matter, to=to.procedure, because=to.procedure_because, by=by, now=now)
    if matter.state == State.REGISTERED:
        # On the way: told as a step of its own, written with what follows.
        matter.state = MOVES[State.REGISTERED][Move.ACCEPT]
        beats.tell(matter, "accept", by=by, now=now, unit=matter.received_by)
        beats.follow(matter, Move.ACCEPT, now=now)
    _give(matter, to, by=by, now=now, move=Move.ASSIGN)
    return matter


def _may_lead(matter: Matter, to: Assign) -> Ruling:
    listed = handing.listed(to.lead, to.category or matter.category)
    return all_of(
        rules.may_lead(matter, to.lead),
        level_rules.keeps_to_its_list(to.lead, listed, to.beyond_list_because),
        recusing.may_be_given(matter, to.lead, *to.assists, *(unit for unit, _owes in to.parts)),
    )


def _give(matter: Matter, to: Assign, *, by: User, now: datetime, move: Move) -> None:
    recusing.detect_unit(matter, to.lead, now=now)
    recusing.may_be_given(matter, to.lead).require()
    beats.end_assignments(matter, now=now)
    beats.stop_clocks(matter, *WHILE_SOUGHT, now=now)
    owned = {"owner_by": None, "arbiter": None} if matter.owner_by else {}
    beats.move(matter, move, now=now, lead_unit=to.lead, handler=None, **owned, **_decided(to))
    lead = Assignment(part=Part.LEAD, unit=to.lead, task=to.task)
    lead.beyond_list_because = to.beyond_list_because
    lead.designated = move == Move.DESIGNATE
    helpers = _helpers(to)
    for assignment in (lead, *helpers):
        assignment.matter, assignment.given_at, assignment.given_by = matter, now, by.actor_ref
    Assignment.objects.bulk_create([lead, *helpers])
    periods = [("service.leg", lead), ("service.objection", lead)]
    periods += [("service.assist", one) for one in helpers if one.owes != Task.FOLLOW_UP]
    beats.start_clocks(matter, periods, now=now)
    beats.tell(
        matter,
        "assign",
        by=by,
        now=now,
        unit=to.lead,
        words=to.task,
        due_on=matter.due_on,
        assists=[unit.unit.code for unit in helpers],
    )
    public.show(matter, now=now)
    notices.assigned(matter, [to.lead, *(helper.unit for helper in helpers)], now=now)


def _helpers(to: Assign) -> list[Assignment]:
    """Each unit once, with the first task it was given."""
    wanted = [(unit, str(Task.FIX)) for unit in to.assists] + list(to.parts)
    owed: dict[Unit, str] = {}
    for unit, owes in wanted:
        if unit != to.lead:
            owed.setdefault(unit, owes)
    return [Assignment(part=Part.ASSIST, unit=unit, owes=owes) for unit, owes in owed.items()]


def _decided(to: Assign) -> dict[str, object]:
    decided: dict[str, object] = {}
    if to.category:
        decided |= {"category": to.category, "subject_is_confirmed": True}
    if to.public_summary is not None:
        decided["public_summary"] = public.line(to.public_summary, as_written=to.as_written)
    if to.urgent is not None:
        decided["urgent"] = to.urgent
    return decided


@transaction.atomic
def take(
    *, matter: Matter, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_take(matter, by).require()
    beats.move(matter, Move.TAKE, now=now, handler=by)
    Assignment.objects.filter(matter=matter, part=Part.LEAD, ended_at=None).update(taken_at=now)
    beats.tell(matter, "take", by=by, now=now, unit=matter.lead_unit)
    return matter


@transaction.atomic
def object_to(
    *,
    matter: Matter,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Objection:
    """The unit says that the matter is not its own. It stays where it is until somebody decides."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_move(matter, Move.OBJECT).require()
    lead = Assignment.objects.select_related("unit", "sender").get(
        matter=matter, part=Part.LEAD, ended_at=None
    )
    until = _objection_until(lead)
    rules.may_object(matter, by, until=until, today=local_day(now)).require()
    arbiter = arbiters.named(matter) if matter.returns or _came_from_below(lead) else None
    objection = disputing.dispute(
        matter,
        lead,
        verb="object",
        reason=reason,
        arbiter=arbiter,
        rule="service.arbiter" if arbiter else "service.dispatch",
        by=by,
        now=now,
    )
    notices.objected(matter, arbiter, now=now, sender=lead.sender)
    return objection


def _came_from_below(lead: Assignment) -> bool:
    """A unit below does not bind the one above it: between those two the arbiter decides."""
    return lead.sender is not None and lead.unit.contains(lead.sender)


def _objection_until(lead: Assignment) -> date | None:
    """None where the unit got the matter by a reopening: it is not asked again whose it is."""
    days = Clock.objects.filter(assignment=lead, rule="service.objection")
    return days.values_list("due_on", flat=True).first()


@transaction.atomic
def agree(
    *, matter: Matter, words: str, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """The objection is right: the matter goes back to whoever sent it, the desk or a unit."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    objection = _decide(matter, agreed=True, words=words, by=by, now=now, move=Move.AGREE)
    if objection.assignment.sender and objection.arbiter_id is None:
        return handing.take_back(matter, objection, words=words, by=by, now=now)
    beats.end_assignments(matter, now=now)
    beats.stop_clocks(matter, *WHILE_SOUGHT, now=now)
    beats.move(matter, Move.AGREE, now=now, lead_unit=None, handler=None)
    beats.start_clock(matter, "service.dispatch", now=now)
    beats.tell(matter, "agree", by=by, now=now, unit=matter.received_by, words=words)
    if forcing.has_been_returned_enough(matter):
        forcing.name_a_day(matter, by=by, now=now)
    return matter


@transaction.atomic
def refuse_return(
    *, matter: Matter, words: str, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """The matter stays with the unit, which cannot return it again."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    _decide(matter, agreed=False, words=words, by=by, now=now, move=Move.REFUSE_RETURN)
    recusing.may_be_given(matter, matter.lead_unit).require()  # type: ignore[arg-type]
    beats.stop_clocks(matter, "service.arbiter", "service.dispatch", now=now)
    beats.move(matter, Move.REFUSE_RETURN, now=now, designated=True)
    lead = Assignment.objects.filter(matter=matter, part=Part.LEAD, ended_at=None)
    lead.update(designated=True)
    beats.tell(matter, "refuse_return", by=by, now=now, unit=matter.lead_unit, words=words)
    notices.assigned(matter, [matter.lead_unit], now=now)  # type: ignore[list-item]
    return matter


@transaction.atomic
def designate(
    *,
    matter: Matter,
    to: Assign,
    words: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    """The arbiter names the unit; nobody returns the matter after that."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    _may_lead(matter, to).require()
    if matter.state == State.RETURNED:
        _decide(matter, agreed=True, words=words, by=by, now=now, move=Move.DESIGNATE)
    else:
        level_rules.may_designate(matter, by).require()
    beats.tell(matter, "designate", by=by, now=now, unit=to.lead, words=words)
    _give(matter, to, by=by, now=now, move=Move.DESIGNATE)
    beats.write(matter, designated=True)
    return matter


def _decide(
    matter: Matter, *, agreed: bool, words: str, by: User, now: datetime, move: Move
) -> Objection:
    rules.may_move(matter, move).require()
    open_ones = Objection.objects.select_for_update(of=("self",)).filter(decided_at=None)
    objection = open_ones.select_related("assignment__sender").get(matter=matter)
    level_rules.may_decide(matter, objection, by).require()
    objection.decided_at, objection.decided_by = now, by.actor_ref
    objection.agreed, objection.decision = agreed, words
    objection.save()
    return objection
