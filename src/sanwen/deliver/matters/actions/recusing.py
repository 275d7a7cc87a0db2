"""Keeping away (回避): found in the words, declared by oneself, confirmed of a unit, lifted."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.core.ruling import ALLOWED, Ruling
from sanwen.deliver.matters import notices, recusal_rules, rules
from sanwen.deliver.matters.actions import beats, public
from sanwen.deliver.matters.models import (
    Assignment,
    Matter,
    Part,
    Recusal,
    RecusalGround,
)
from sanwen.deliver.matters.states import MOVES, Move, State
from sanwen.integrity.conduct.touched import Interest, interested_in, touched
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

FINDER = Machine("recusal")
# Where a unit has it, so that it can go on to the one above.
HELD = (State.ASSIGNED, State.IN_HAND, State.WAITING, State.REOPENED)


def detect(found: Sequence[tuple[Matter, str]], *, now: datetime) -> int:
    """Whoever is named in the words, or declared an interest in them, keeps away at once.

    Called inside the transaction that took the words in.
    """
    today = local_day(now)
    hits = [
        (matter, people)
        for matter, text in found
        if (people := touched(text, area=matter.area_id, today=today))
    ]
    return sum(shut_out(matter, people, now=now) for matter, people in hits)


def detect_unit(matter: Matter, unit: Unit, *, now: datetime) -> None:
    """Before a unit is given the matter: whoever declared an interest in that unit."""
    people = interested_in(unit, today=local_day(now))
    if people:
        shut_out(matter, people, now=now)


def shut_out(matter: Matter, people: Iterable[Interest], *, now: datetime) -> int:
    """The matter is locked, or new."""
    grounds = {
        one.user: RecusalGround.DECLARED if one.declared else RecusalGround.NAMED
        for one in sorted(people, key=lambda one: one.declared)
    }
    lifted = _lifted(matter, grounds)
    wanted = [
        Recusal(matter=matter, user_id=user, ground=ground, found_at=now, found_by=FINDER.actor_ref)
        for user, ground in grounds.items()
        if user not in lifted
    ]
    new = _not_standing(matter, wanted)
    if new:
        Recusal.objects.bulk_create(new)
        beats.tell(matter, "recuse", by=FINDER, now=now, found=len(new))
        _go_on_without(matter, now=now)
    return len(new)


def _not_standing(matter: Matter, wanted: Iterable[Recusal]) -> list[Recusal]:
    """Those that are to be written: whoever keeps away already does so once."""
    standing = Recusal.objects.standing().filter(matter=matter)
    there = set(standing.values_list("user", "unit"))
    return [one for one in wanted if (one.user_id, one.unit_id) not in there]


def _lifted(matter: Matter, users: Iterable[int]) -> set[int]:
    """A person judged it to be no reason; the machine does not bring it back."""
    lifted = Recusal.objects.filter(matter=matter, user__in=list(users), lifted_at__isnull=False)
    return set(lifted.values_list("user", flat=True))


@transaction.atomic
def keep_away(
    *, matter: Matter, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """Whoever has an interest says so, and has nothing more to do with the matter."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    already = Recusal.objects.standing().of(by).filter(matter=matter).exists()
    recusal_rules.may_keep_away(by, already).require()
    beats.tell(matter, "recuse", by=by, now=now)
    Recusal.objects.create(
        matter=matter,
        user=by,
        ground=RecusalGround.DECLARED,
        found_at=now,
        found_by=by.actor_ref,
    )
    beats.write(matter)
    _go_on_without(matter, now=now)
    return matter


def shut_units(matter: Matter, units: Sequence[Unit], *, by: User, now: datetime) -> None:
    """A clerk confirmed that the message complains of them: they and all below keep away.

    Called by the act that assigns, with the matter locked.
    """
    wanted = [
        Recusal(
            matter=matter,
            unit=unit,
            ground=RecusalGround.COMPLAINED_OF,
            found_at=now,
            found_by=by.actor_ref,
        )
        for unit in units
    ]
    new = _not_standing(matter, wanted)
    if new:
        beats.tell(matter, "recuse", by=by, now=now, units=[one.unit.code for one in new])  # type: ignore[union-attr]
        Recusal.objects.bulk_create(new)


@transaction.atomic
def lift(*, recusal: Recusal, because: str, by: User, now: datetime | None = None) -> Recusal:
    """Another person, who supervises, found that there is no interest after all."""
    now = beats.clock(now)
    matter = beats.lock(recusal.matter)
    recusal = (
        Recusal.objects.select_for_update(of=("self",)).select_related("unit").get(pk=recusal.pk)
    )
    recusal_rules.may_lift(recusal, matter, by).require()
    recusal.lifted_at, recusal.lifted_by, recusal.lifted_because = now, by.actor_ref, because
    recusal.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    beats.write(matter)
    beats.tell(matter, "lift", by=by, now=now, inside=True, words=because, recusal=recusal.pk)
    return recusal


def carry_over(source: Matter, into: Matter, *, now: datetime) -> None:
    """The voices went over to another matter; whoever kept away from them does so there."""
    wanted = [
        Recusal(
            matter=into,
            user_id=one.user_id,
            unit_id=one.unit_id,
            ground=one.ground,
            found_at=now,
            found_by=one.found_by,
        )
        for one in Recusal.objects.standing().filter(matter=source)
    ]
    new = _not_standing(into, wanted)
    if new:
        Recusal.objects.bulk_create(new)
        beats.tell(into, "recuse", by=FINDER, now=now, found=len(new))
        _go_on_without(into, now=now)


def may_be_given(matter: Matter, *units: Unit) -> Ruling:
    """Neither a unit that keeps away nor one of which everybody does."""
    standing = list(Recusal.objects.standing().filter(matter=matter).select_related("unit"))
    shut = [one.unit for one in standing if one.unit]
    people = {one.user_id for one in standing if one.user_id}
    for unit in units:
        ruling = recusal_rules.may_be_given(
            unit,
            shut=recusal_rules.is_shut(unit, shut),
            nobody_left=bool(people) and _nobody_left(unit, people),
        )
        if not ruling:
            return ruling
    return ALLOWED


def _nobody_left(unit: Unit, recused: set[int]) -> bool:
    """A unit without any account is not meant: somebody will be given one."""
    held = Membership.objects.now().filter(
        unit=unit, role__in=(Role.HANDLER, Role.UNIT_LEAD), user__is_active=True
    )
    people = set(held.values_list("user", flat=True))
    return bool(people) and people <= recused


def _go_on_without(matter: Matter, *, now: datetime) -> None:
    """Whoever had it in hand gives it back; where nobody of the unit is left it goes up."""
    shut = Recusal.objects.people_of([matter.pk]).get(matter.pk, set())
    if matter.handler_id in shut:
        beats.write(matter, handler=None)
        if matter.lead_unit:
            notices.assigned(matter, [matter.lead_unit], now=now)
    lead = matter.lead_unit
    if lead is None or matter.state not in HELD or may_be_given(matter, lead):
        return
    above = _above(matter, lead)
    if above is None:
        beats.tell(matter, "nobody_left", by=FINDER, now=now, inside=True)
        notices.objected(matter, None, now=now)
    else:
        _pass_up(matter, above, now=now)


def _above(matter: Matter, unit: Unit) -> Unit | None:
    """The nearest unit above that takes matters and does not keep away itself."""
    keys = [int(key) for key in unit.path.strip("/").split("/")][:-1]
    found = Unit.objects.in_bulk(keys)
    for key in reversed(keys):
        one = found[key]
        if rules.may_lead(matter, one) and may_be_given(matter, one):
            return one
    return None


def _pass_up(matter: Matter, unit: Unit, *, now: datetime) -> None:
    parts = Assignment.objects.filter(matter=matter, ended_at=None)
    (parts.filter(part=Part.LEAD) | parts.filter(unit=unit)).update(ended_at=now)
    beats.stop_clocks(matter, "service.leg", "service.objection", now=now)
    if Move.HAND_UP in MOVES[State(matter.state)]:
        beats.move(matter, Move.HAND_UP, now=now, lead_unit=unit, handler=None)
    else:
        beats.write(matter, lead_unit=unit, handler=None)
    lead = Assignment.objects.create(
        matter=matter, unit=unit, part=Part.LEAD, given_at=now, given_by=FINDER.actor_ref
    )
    beats.start_clocks(matter, [("service.leg", lead)], now=now)
    beats.tell(matter, "pass_up", by=FINDER, now=now, unit=unit, due_on=matter.due_on)
    public.show(matter, now=now)
    notices.assigned(matter, [unit], now=now)
