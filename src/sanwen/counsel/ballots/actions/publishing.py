"""Calling for proposals, publishing the list, withdrawing, noting what the deputies decided."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.ballots import rules
from sanwen.counsel.ballots.actions.beats import lock, move
from sanwen.counsel.ballots.models import Ballot
from sanwen.counsel.ballots.states import Move
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def call(*, ballot: Ballot, by: User, now: datetime | None = None) -> Ballot:
    """征集: everybody is asked for proposals, which come in like any other message."""
    now = clock(now)
    one = lock(ballot)
    rules.may_call(one, by, local_day(now)).require()
    move(one, Move.CALL, **_published(one, by, now))
    record("ballot.called", on=one.trail_ref, by=by, at=now, until=one.collects_until)
    return one


@transaction.atomic
def publish(*, ballot: Ballot, by: User, now: datetime | None = None) -> Ballot:
    """初定: the list stands from now on."""
    now = clock(now)
    one = lock(ballot)
    options = list(one.options.all())
    rules.may_open(one, options, by, local_day(now)).require()
    move(one, Move.OPEN, **_published(one, by, now))
    record(
        "ballot.published", on=one.trail_ref, by=by, at=now,
        options=len(options), opens_on=one.opens_on, closes_on=one.closes_on,
        budget=one.budget, method=one.method, identity=one.identity,
    )  # fmt: skip
    return one


def _published(one: Ballot, by: User, now: datetime) -> dict[str, object]:
    if one.published_at is not None:
        return {}
    return {"published_at": now, "published_by": by.actor_ref}


@transaction.atomic
def withdraw(*, ballot: Ballot, because: str, by: User, now: datetime | None = None) -> Ballot:
    """What was published stays to be read, with the reason above it."""
    now = clock(now)
    one = lock(ballot)
    rules.may_withdraw(one, because, by).require()
    move(one, Move.WITHDRAW, withdrawn_at=now, withdrawn_because=because.strip())
    record("ballot.withdrawn", on=one.trail_ref, by=by, at=now)
    return one


@transaction.atomic
def note_deputies(
    *,
    ballot: Ballot,
    chosen: Collection[int],
    on: date,
    where: str,
    by: User,
    now: datetime | None = None,
) -> Ballot:
    """What the deputies chose (numbers of options), on which day, and where that is published."""
    now = clock(now)
    one = lock(ballot)
    known = one.options.filter(number__in=list(chosen))
    rules.may_note_deputies(one, known.count(), where, by).require()
    one.options.update(deputies_chose=False)
    known.update(deputies_chose=True)
    one.deputies_on, one.deputies_where = on, where.strip()
    one.save(update_fields=["deputies_on", "deputies_where"])
    record("ballot.deputies_noted", on=one.trail_ref, by=by, at=now, chosen=known.count(), day=on)
    return one
