"""Publishing a consultation, withdrawing it, and noting what follows the asking."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions.beats import lock
from sanwen.counsel.consultations.actions.inviting import invite
from sanwen.counsel.consultations.models import Consultation, Phase
from sanwen.counsel.consultations.phases import ORDER, Kind, days_of_asking
from sanwen.counsel.consultations.states import MOVES, Move, State
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def publish(*, consultation: Consultation, by: User, now: datetime | None = None) -> Consultation:
    now = clock(now)
    one = lock(consultation)
    spans, today = list(one.phases.all()), local_day(now)
    rules.may_publish(one, spans, by, today).require()
    _move(one, Move.PUBLISH, published_at=now, published_by=by.actor_ref)
    sent = invite(consultation=one, by=by, now=now)
    record(
        "consultation.published", on=one.trail_ref, by=by, at=now,
        days=days_of_asking(spans, published_on=today), decide_by=one.decide_by,
        major=one.is_major, identity=one.identity, seed=one.seed, invited=sent,
    )  # fmt: skip
    return one


@transaction.atomic
def withdraw(
    *, consultation: Consultation, because: str, by: User, now: datetime | None = None
) -> Consultation:
    """What was published stays to be read, with the reason above it."""
    now = clock(now)
    one = lock(consultation)
    rules.may_withdraw(one, because, by).require()
    _move(one, Move.WITHDRAW, withdrawn_at=now, withdrawn_because=because.strip())
    record("consultation.withdrawn", on=one.trail_ref, by=by, at=now)
    return one


@transaction.atomic
def begin(
    *,
    consultation: Consultation,
    kind: Kind,
    on: date,
    words: str = "",
    link: str = "",
    by: User,
    now: datetime | None = None,
) -> Phase:
    """Decided, carried out, judged: noted on the day when it came, the one before it ends."""
    now = clock(now)
    one = lock(consultation)
    spans = list(one.phases.all())
    rules.may_begin(one, kind, spans, by, on=on, today=local_day(now), words=words).require()
    _end_before(spans, kind, on)
    told = {"noted_at": now, "words": words.strip(), "link": link}
    phase, _ = Phase.objects.update_or_create(
        consultation=one, kind=kind, defaults={"opens_on": on, "closes_on": None, **told}
    )
    record("consultation.phase_begun", on=one.trail_ref, by=by, at=now, phase=str(kind), since=on)
    return phase


def _end_before(spans: Sequence[Phase], kind: Kind, on: date) -> None:
    """What still goes on of what followed the asking, on its own first day at the earliest."""
    earlier = rules.AFTER_ASKING & set(ORDER[: ORDER.index(kind)])
    for phase in spans:
        if phase.kind in earlier and phase.closes_on is None:
            phase.closes_on = max(phase.opens_on, on - timedelta(days=1))
            phase.save(update_fields=["closes_on"])


def _move(one: Consultation, move: Move, **changes: object) -> None:
    for name, value in (changes | {"state": MOVES[State(one.state)][move]}).items():
        setattr(one, name, value)
    one.save()
