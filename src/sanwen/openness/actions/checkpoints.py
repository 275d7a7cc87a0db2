"""Once a day the signed head of the trail is put where everybody can keep a copy of it."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.integrity.audit import heads
from sanwen.integrity.audit.actions import record, seal
from sanwen.openness.models import Checkpoint


def publish(*, by: Actor, now: datetime | None = None) -> Checkpoint | None:
    """Seal what was written, then publish the head; the first of a day stays the day's.

    None while nothing was ever sealed. Not inside a transaction: a seal is one of its own.
    """
    now = clock(now)
    seal(now=now)
    return _keep(by=by, now=now)


@transaction.atomic
def _keep(*, by: Actor, now: datetime) -> Checkpoint | None:
    day = local_day(now)
    known = Checkpoint.objects.filter(day=day).first()
    text = heads.newest()
    if known or text is None:
        return known
    made, is_new = Checkpoint.objects.get_or_create(day=day, defaults={"text": text})
    if is_new:
        record("trail.published", on=f"checkpoint:{day}", by=by, at=now, seal=heads.read(text).n)
    return made
