"""Getting a number: by appointment from anywhere, or at the counter; giving it up again."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanwen.core.actors import Actor, Machine
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import codes, notices, rules, slots
from sanwen.deliver.reception.actions.queue import lock, lock_day, move, next_number
from sanwen.deliver.reception.models import Checklist, Counter, Visit
from sanwen.deliver.reception.models.visits import Way
from sanwen.deliver.reception.states import Move, State
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.actions import Revealed
from sanwen.integrity.vault.models import Reason
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.places.calendar import working_calendar

FORM = Machine("visit-form")


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What is known of a visit before it has a number; whoever sends the key again has the same."""

    submission_key: str
    people: int = 1
    checklist: Checklist | None = None
    contact: ContactDraft = field(default_factory=ContactDraft)

    @property
    def code(self) -> str:
        return codes.code_for(self.submission_key)


def book(
    draft: VisitDraft,
    *,
    counter: Counter,
    on: date,
    begins: time,
    by: Actor = FORM,
    now: datetime | None = None,
) -> Visit:
    """An appointment. The same form sent twice, even at once, is one appointment."""
    try:
        return _book(draft, counter=counter, on=on, begins=begins, by=by, now=clock(now))
    except IntegrityError:
        # Sent before for another day or counter: the database knows the key.
        known = _known(draft)
        if known is None:
            raise
        return known


@transaction.atomic
def _book(
    draft: VisitDraft, *, counter: Counter, on: date, begins: time, by: Actor, now: datetime
) -> Visit:
    day = lock_day(counter, on)
    known = _known(draft)
    if known is not None:
        return known
    slot = slot_at(counter, on, begins)
    begins_at = timezone.make_aware(datetime.combine(on, begins))
    rules.may_book(
        counter, slot, begins_at=begins_at, people=draft.people, now=now, today=local_day(now)
    ).require()
    visit = Visit(
        counter=counter, on=on, number=next_number(day), way=Way.APPOINTMENT, begins=begins,
        state=State.EXPECTED,
    )  # fmt: skip
    return _write(visit, draft, by=by, now=now)


def walk_in(draft: VisitDraft, *, counter: Counter, by: User, now: datetime | None = None) -> Visit:
    """At the counter, today, in line at once."""
    try:
        return _walk_in(draft, counter=counter, by=by, now=clock(now))
    except IntegrityError:
        # Sent before for another day or counter: the database knows the key.
        known = _known(draft)
        if known is None:
            raise
        return known


@transaction.atomic
def _walk_in(draft: VisitDraft, *, counter: Counter, by: User, now: datetime) -> Visit:
    day = lock_day(counter, local_day(now))
    known = _known(draft)
    if known is not None:
        return known
    rules.works_at(counter, by).require()
    rules.may_come_together(draft.people).require()
    visit = Visit(
        counter=counter, on=day.on, number=next_number(day), way=Way.WALK_IN,
        state=State.WAITING, arrived_at=now,
    )  # fmt: skip
    return _write(visit, draft, by=by, now=now)


@transaction.atomic
def cancel(*, visit: Visit, now: datetime | None = None) -> Visit:
    """By the visitor, with their code; the slot is free again."""
    now = clock(now)
    visit = lock(visit)
    rules.may_cancel(visit).require()
    return move(visit, Move.CANCEL, by=visit, now=now, ended_at=now)


@transaction.atomic
def call_off(*, visit: Visit, because: str, by: User, now: datetime | None = None) -> Visit:
    """By the counter, which cannot receive; the visitor is told and books again."""
    now = clock(now)
    visit = lock(visit)
    rules.may_call_off(visit, by).require()
    move(visit, Move.CALL_OFF, by=by, now=now, ended_at=now, called_off_because=because.strip())
    transaction.on_commit(partial(notices.called_off, visit, now=now))
    return visit


@transaction.atomic
def see_contact(*, visit: Visit, by: User, now: datetime | None = None) -> Revealed:
    """To move an appointment by telephone; each look is on the trail."""
    now = clock(now)
    visit = lock(visit)
    rules.may_see_contact(visit, by).require()
    assert visit.contact is not None
    return vault.reveal(
        contact=visit.contact,
        by=by,
        unit_name=visit.counter.unit.name,
        reason=Reason.ARRANGE_VISIT,
        third_party=any(unit.third_party for unit in by.units()),
        now=now,
    )


def slot_at(counter: Counter, on: date, begins: time) -> slots.Slot | None:
    return next((slot for slot in slots_of(counter, on) if slot.begins == begins), None)


def slots_of(counter: Counter, on: date) -> list[slots.Slot]:
    """The slots of a day with what is taken of them."""
    booked = Visit.objects.at(counter).filter(on=on).taking_a_place()
    taken: dict[time, int] = {}
    for begins in booked.values_list("begins", flat=True):
        if begins is not None:
            taken[begins] = taken.get(begins, 0) + 1
    return slots.of_day(on, counter.hours.all(), working_calendar(), taken)


def _write(visit: Visit, draft: VisitDraft, *, by: Actor, now: datetime) -> Visit:
    visit.people, visit.checklist, visit.made_at = draft.people, draft.checklist, now
    visit.code_hash = codes.code_hash(draft.code)
    visit.submission_key = codes.key_hash(draft.submission_key)
    if draft.contact.given:
        visit.contact = vault.keep_many([draft.contact], now=now)[0]
    visit.save(force_insert=True)
    record(
        "visit.booked" if visit.begins else "visit.walked_in",
        on=visit.trail_ref,
        by=by,
        at=now,
        counter=visit.counter.trail_ref,
        day=visit.on,
        number=visit.called,
        people=visit.people,
    )
    return visit


def _known(draft: VisitDraft) -> Visit | None:
    key = codes.key_hash(draft.submission_key)
    return Visit.objects.select_related("counter__unit").filter(submission_key=key).first()
