"""From level to level: handed down, handed up, taken back. The promise to the resident stays."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.ruling import Ruling
from sanwen.deliver.matters import level_rules, notices
from sanwen.deliver.matters.actions import beats, public, recusing
from sanwen.deliver.matters.level_rules import Before
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Objection, Part, Task
from sanwen.deliver.matters.states import Move
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.places import rules as places
from sanwen.places.models import Level, Unit


@transaction.atomic
def hand_down(
    *,
    matter: Matter,
    to: Unit,
    because: str,
    beyond_list_because: str = "",
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    """To a unit below, if its duty list has it. The sender follows it up."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    level_rules.may_hand_down(
        matter,
        by,
        to,
        before=before(matter, to),
        listed=listed(to, matter.category),
        because=beyond_list_because,
    ).require()
    lead = _lead(matter, to, because=because, by=by, now=now)
    lead.beyond_list_because = beyond_list_because
    return _hand(matter, lead, Move.HAND_DOWN, by=by, now=now)


@transaction.atomic
def hand_up(
    *,
    matter: Matter,
    because: str,
    to: Unit | None = None,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    """To the level above; what the unit below knows it goes on telling."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    above = to or (matter.lead_unit and matter.lead_unit.parent) or matter.received_by
    level_rules.may_hand_up(matter, by, above, before=before(matter, above)).require()
    lead = _lead(matter, above, because=because, by=by, now=now)
    return _hand(matter, lead, Move.HAND_UP, by=by, now=now)


def before(matter: Matter, to: Unit | None = None) -> Before:
    led = Assignment.objects.filter(matter=matter, part=Part.LEAD, unit=to)
    back = Objection.objects.filter(matter=matter, agreed=True, assignment__sender__isnull=False)
    return Before(led=to is not None and led.exists(), came_back=back.exists())


def listed(unit: Unit, category: Category | None) -> Ruling:
    """What the duty list of the unit says of a subject."""
    duties = unit.duties.all() if unit.level >= Level.TOWN else ()
    return places.may_lead(unit, category.code if category else "", duties)


def take_back(
    matter: Matter, objection: Objection, *, words: str, by: User, now: datetime
) -> Matter:
    """The sender agreed that it is not theirs below: it leads again, and hands it on no more.

    Called by the act that decides, with the matter locked.
    """
    sender = objection.assignment.sender
    assert sender is not None
    earlier = Assignment.objects.filter(matter=matter, unit=sender, part=Part.LEAD)
    was_designated = earlier.order_by("-pk").values_list("designated", flat=True).first()
    lead = _lead(matter, sender, because=words[:300], by=by, now=now)
    lead.sender, lead.designated = None, bool(was_designated)
    _end(matter, sender, now=now)
    beats.stop_clocks(matter, "service.dispatch", "service.arbiter", now=now)
    beats.move(
        matter,
        Move.TAKE_BACK,
        now=now,
        lead_unit=sender,
        handler=None,
        designated=lead.designated,
    )
    _begin(matter, [lead], [], now=now)
    beats.tell(matter, "take_back", by=by, now=now, unit=sender, words=words, due_on=matter.due_on)
    public.show(matter, now=now)
    notices.assigned(matter, [sender], now=now)
    return matter


def _lead(matter: Matter, unit: Unit, *, because: str, by: User, now: datetime) -> Assignment:
    return Assignment(
        matter=matter,
        unit=unit,
        part=Part.LEAD,
        sender=matter.lead_unit,
        because=because,
        given_at=now,
        given_by=by.actor_ref,
    )


def _hand(matter: Matter, lead: Assignment, move: Move, *, by: User, now: datetime) -> Matter:
    recusing.detect_unit(matter, lead.unit, now=now)
    recusing.may_be_given(matter, lead.unit).require()
    follow = Assignment(
        matter=matter,
        unit=lead.sender,
        part=Part.ASSIST,
        owes=Task.FOLLOW_UP,
        given_at=now,
        given_by=by.actor_ref,
    )
    _end(matter, lead.unit, now=now)
    beats.move(
        matter,
        move,
        now=now,
        lead_unit=lead.unit,
        handler=None,
        designated=False,
        # Whoever gets it has the time to begin that everybody has.
        state_since=now,
    )
    _begin(matter, [lead, follow], ["service.objection"], now=now)
    beats.tell(
        matter,
        move.value,
        by=by,
        now=now,
        unit=lead.unit,
        words=lead.because,
        due_on=matter.due_on,
        sender=lead.sender.code if lead.sender else "",
    )
    public.show(matter, now=now)
    notices.assigned(matter, [lead.unit], now=now)
    return matter


def _end(matter: Matter, unit: Unit, *, now: datetime) -> None:
    """The lead's part, and whatever part the unit had that leads now, with their periods."""
    parts = Assignment.objects.filter(matter=matter, ended_at=None)
    over = list(
        (parts.filter(part=Part.LEAD) | parts.filter(unit=unit)).values_list("pk", flat=True)
    )
    Clock.objects.filter(assignment__in=over, stopped_at=None).update(stopped_at=now)
    Assignment.objects.filter(pk__in=over).update(ended_at=now)


def _begin(
    matter: Matter, parts: Sequence[Assignment], further: Sequence[str], *, now: datetime
) -> None:
    """The lead's periods; its part of the way is never longer than what was promised."""
    Assignment.objects.bulk_create(parts)
    promised = max(matter.due_on, local_day(now))
    beats.start_clocks(matter, [("service.leg", parts[0])], now=now, until=promised)
    beats.start_clocks(matter, [(rule, parts[0]) for rule in further], now=now)
