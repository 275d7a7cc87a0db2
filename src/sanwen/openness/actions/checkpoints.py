"""Once a day the signed head of the trail is put where everybody can keep a copy of it."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.integrity.audit import heads
from sanwen.integrity.audit.actions import record
from sanwen.openness.models import Checkpoint


@transaction.atomic
def publish(*, by: Actor, now: datetime | None = None) -> Checkpoint | None:
    """The first head of the day stays the day's; None before the first seal."""
    now = clock(now)
    day = local_day(now)
    known = Checkpoint.objects.filter(day=day).first()
    text = heads.newest()
    if known or text is None:
        return known
    made, is_new = Checkpoint.objects.get_or_create(day=day, defaults={"text": text})
    if is_new:
        record("trail.published", on=f"checkpoint:{day}", by=by, at=now, seal=heads.read(text).n)
    return made
