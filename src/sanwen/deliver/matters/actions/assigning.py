"""Who does it: accepted at the desk, assigned, taken in hand, objected to, decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core.ruling import Ruling, all_of
from sanwen.deliver.matters import notices, rules
from sanwen.deliver.matters.actions import beats, public
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Objection, Part
from sanwen.deliver.matters.periods import local_day, period
from sanwen.deliver.matters.states import MOVES, Move, State
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places import rules as places
from sanwen.places.models import Level, Unit

# What runs until a unit has the matter, and the parts of the units that had it before.
WHILE_SOUGHT = (
    "service.dispatch",
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
    task: str = ""
    beyond_list_because: str = ""
    public_summary: str | None = None
    # A clerk read that it tells nobody's identity; else it is masked.
    as_written: bool = False
    urgent: bool | None = None


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
    _may_lead(matter, to).require()
    if matter.state == State.REGISTERED:
        # On the way: told as a step of its own, written with what follows.
        matter.state = MOVES[State.REGISTERED][Move.ACCEPT]
        beats.tell(matter, "accept", by=by, now=now, unit=matter.received_by)
    _give(matter, to, by=by, now=now, move=Move.ASSIGN)
    return matter


def _may_lead(matter: Matter, to: Assign) -> Ruling:
    category = to.category or matter.category
    duties = to.lead.duties.all() if category and to.lead.level >= Level.TOWN else ()
    listed = places.may_lead(to.lead, category.code if category else "", duties)
    return all_of(
        rules.may_lead(matter, to.lead),
        rules.has_a_reason_beyond_the_list(listed, to.beyond_list_because),
    )


def _give(matter: Matter, to: Assign, *, by: User, now: datetime, move: Move) -> None:
    beats.end_assignments(matter, now=now)
    beats.stop_clocks(matter, *WHILE_SOUGHT, now=now)
    beats.move(matter, move, now=now, lead_unit=to.lead, handler=None, **_decided(to))
    lead = Assignment(part=Part.LEAD, unit=to.lead, task=to.task)
    lead.beyond_list_because = to.beyond_list_because
    helpers = [Assignment(part=Part.ASSIST, unit=unit) for unit in to.assists if unit != to.lead]
    for assignment in (lead, *helpers):
        assignment.matter, assignment.given_at, assignment.given_by = matter, now, by.actor_ref
    Assignment.objects.bulk_create([lead, *helpers])
    periods = [("service.leg", lead), ("service.objection", lead)]
    periods += [("service.assist", helper) for helper in helpers]
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
    lead = Assignment.objects.get(matter=matter, part=Part.LEAD, ended_at=None)
    until = _objection_until(lead)
    rules.may_object(matter, by, until=until, today=local_day(now)).require()
    arbiter = _arbiter(matter) if matter.returns else None
    rule = "service.arbiter" if arbiter else "service.dispatch"
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
        "object",
        by=by,
        now=now,
        unit=matter.lead_unit,
        words=reason,
        due_on=objection.decide_by,
    )
    notices.objected(matter, arbiter, now=now)
    return objection


def _objection_until(lead: Assignment) -> date | None:
    """None where the unit got the matter by a reopening: it is not asked again whose it is."""
    days = Clock.objects.filter(assignment=lead, rule="service.objection")
    return days.values_list("due_on", flat=True).first()


def _arbiter(matter: Matter) -> User | None:
    """The supervisor who decides disputes: of the registering unit or the nearest above it."""
    supervisors = [
        user
        for user in User.objects.active().holding(Role.SUPERVISOR).order_by("pk")
        if user.covers(matter.received_by, Role.SUPERVISOR)
    ]
    return supervisors[0] if supervisors else None


@transaction.atomic
def agree(
    *, matter: Matter, words: str, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """The objection is right: the matter goes back to the desk, to be assigned anew at once."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    _decide(matter, agreed=True, words=words, by=by, now=now, move=Move.AGREE)
    beats.end_assignments(matter, now=now)
    beats.stop_clocks(matter, *WHILE_SOUGHT, now=now)
    beats.move(matter, Move.AGREE, now=now, lead_unit=None, handler=None)
    beats.start_clock(matter, "service.dispatch", now=now)
    beats.tell(matter, "agree", by=by, now=now, unit=matter.received_by, words=words)
    return matter


@transaction.atomic
def refuse_return(
    *, matter: Matter, words: str, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """The matter stays with the unit, which cannot return it again."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    _decide(matter, agreed=False, words=words, by=by, now=now, move=Move.REFUSE_RETURN)
    beats.stop_clocks(matter, "service.arbiter", "service.dispatch", now=now)
    beats.move(matter, Move.REFUSE_RETURN, now=now, designated=True)
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
    _decide(matter, agreed=True, words=words, by=by, now=now, move=Move.DESIGNATE)
    _give(matter, to, by=by, now=now, move=Move.DESIGNATE)
    beats.write(matter, designated=True)
    return matter


def _decide(
    matter: Matter, *, agreed: bool, words: str, by: User, now: datetime, move: Move
) -> None:
    rules.may_move(matter, move).require()
    objection = Objection.objects.select_for_update().get(matter=matter, decided_at=None)
    rules.may_decide(matter, objection, by).require()
    objection.decided_at, objection.decided_by = now, by.actor_ref
    objection.agreed, objection.decision = agreed, words
    objection.save()
