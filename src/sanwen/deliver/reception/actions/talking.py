"""The talk: who receives answers for it until somebody else has said yes."""

from datetime import datetime
from functools import partial

from django.db import transaction

from sanwen.deliver.intake.actions import TakenIn
from sanwen.deliver.intake.clerk.actions import write_down
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import notices, rules
from sanwen.deliver.reception.actions.queue import lock, move
from sanwen.deliver.reception.models import HandOver, Visit
from sanwen.deliver.reception.states import Move
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.actions import Draft
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def begin(*, visit: Visit, by: User, now: datetime | None = None) -> Visit:
    """首问负责: whoever receives first is named to the visitor from now on."""
    now = clock(now)
    visit = lock(visit)
    rules.may_begin(visit, by).require()
    return move(visit, Move.BEGIN, by=by, now=now, begun_at=now, received_by=by, responsible=by)


@transaction.atomic
def finish(*, visit: Visit, by: User, now: datetime | None = None) -> Visit:
    now = clock(now)
    visit = lock(visit)
    rules.may_finish(visit, by, is_offered=open_offer(visit) is not None).require()
    return move(visit, Move.FINISH, by=by, now=now, ended_at=now)


@transaction.atomic
def register(
    *, visit: Visit, draft: Draft, desk: Unit, read_back: bool, by: User, now: datetime
) -> TakenIn:
    """What the visitor said becomes a voice; the visit remembers which. The same form is one."""
    visit = lock(visit)
    rules.may_register_voice(visit, by).require()
    taken = write_down(draft, received_by=desk, read_back=read_back, by=by, now=now)
    visit.voice = taken.voice
    visit.save(update_fields=["voice"])
    record("visit.registered", on=visit.trail_ref, by=by, at=now, voice=taken.voice.ref)
    return taken


@transaction.atomic
def hand_over(
    *, visit: Visit, to: User, because: str, by: User, now: datetime | None = None
) -> HandOver:
    now = clock(now)
    visit = lock(visit)
    is_offered = open_offer(visit) is not None
    rules.may_hand_over(visit, to, by, is_offered=is_offered).require()
    offer = HandOver.objects.create(
        visit=visit, from_staff=by, to_staff=to, because=because.strip(), asked_at=now
    )
    record("visit.offered", on=visit.trail_ref, by=by, at=now, to=to.actor_ref)
    transaction.on_commit(partial(notices.offered, offer, now=now))
    return offer


@transaction.atomic
def accept(*, offer: HandOver, by: User, now: datetime | None = None) -> HandOver:
    """Only now is somebody else responsible, and named to the visitor."""
    now = clock(now)
    offer = _lock(offer)
    rules.may_answer_hand_over(offer, by).require()
    Visit.objects.filter(pk=offer.visit_id).update(responsible=by)
    return _answer(offer, accepted=True, verb="visit.accepted", by=by, now=now)


@transaction.atomic
def decline(*, offer: HandOver, by: User, now: datetime | None = None) -> HandOver:
    now = clock(now)
    offer = _lock(offer)
    rules.may_answer_hand_over(offer, by).require()
    return _answer(offer, accepted=False, verb="visit.declined", by=by, now=now)


@transaction.atomic
def take_back(*, offer: HandOver, by: User, now: datetime | None = None) -> HandOver:
    now = clock(now)
    offer = _lock(offer)
    rules.may_take_back(offer, by).require()
    return _answer(offer, accepted=False, verb="visit.taken_back", by=by, now=now)


def open_offer(visit: Visit) -> HandOver | None:
    offers = HandOver.objects.select_related("to_staff", "from_staff")
    return offers.filter(visit=visit, answered_at=None).first()


def _lock(offer: HandOver) -> HandOver:
    lock(offer.visit)
    return HandOver.objects.select_for_update(of=("self",)).select_related("visit").get(pk=offer.pk)


def _answer(offer: HandOver, *, accepted: bool, verb: str, by: User, now: datetime) -> HandOver:
    offer.accepted, offer.answered_at = accepted, now
    offer.save(update_fields=["accepted", "answered_at"])
    record(verb, on=offer.visit.trail_ref, by=by, at=now, of=offer.from_staff.actor_ref)
    return offer
