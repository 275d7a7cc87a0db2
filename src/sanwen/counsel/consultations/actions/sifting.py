"""What the desk does with an opinion: show it, hold it back with a reason, or join it."""

from datetime import datetime

from django.db import transaction

from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.models import Appeal, Statement
from sanwen.counsel.consultations.states import STANDS, Sift, Stand
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def show(*, statement: Statement, by: User, now: datetime | None = None) -> Statement:
    now = clock(now)
    one = lock(statement)
    appealed = Appeal.objects.filter(statement=one, decided_at=None).exists()
    rules.may_show(one, by, appealed=appealed).require()
    return write(one, Sift.SHOW, by=by, now=now)


@transaction.atomic
def hold(
    *, statement: Statement, reason: str, words: str, by: User, now: datetime | None = None
) -> Statement:
    """The reason is counted and published; the words are for the writer."""
    now = clock(now)
    one = lock(statement)
    rules.may_hold(one, reason, words, by).require()
    return write(one, Sift.HOLD, by=by, now=now, reason=reason, reason_words=words.strip())


@transaction.atomic
def join(
    *, statement: Statement, into: Statement, by: User, now: datetime | None = None
) -> Statement:
    now = clock(now)
    one = lock(statement)
    into = Statement.objects.get(pk=into.pk)
    rules.may_join(one, into, by).require()
    return write(one, Sift.JOIN, by=by, now=now, same_as=into)


def lock(statement: Statement) -> Statement:
    held = Statement.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("consultation__unit").get(pk=statement.pk)


def write(one: Statement, sift: Sift, *, by: User, now: datetime, **changes: object) -> Statement:
    """Whatever the new stand does not need is empty again."""
    fresh = {"reason": "", "reason_words": "", "same_as": None} | changes
    fresh |= {"stand": STANDS[Stand(one.stand)][sift], "sifted_at": now, "sifted_by": by.actor_ref}
    for name, value in fresh.items():
        setattr(one, name, value)
    one.save(update_fields=list(fresh))
    details = {"reason": one.reason} if one.reason else {}
    if one.same_as is not None:
        details = {"into": one.same_as.ref}
    record(f"statement.{one.stand}", on=one.trail_ref, by=by, at=now, **details)
    return one
