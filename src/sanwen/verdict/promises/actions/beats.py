"""The beats that every verb of a promise shares: the lock, and one more thing said."""

from datetime import datetime

from sanwen.core.actors import Actor
from sanwen.integrity.audit.actions import record
from sanwen.verdict.promises.models import Entry, Round, Saying


def lock(entry: Entry) -> Entry:
    held = Entry.objects.select_for_update(of=("self",)).select_related("unit", "consultation")
    return held.get(pk=entry.pk)


def lock_round(one: Round) -> Round:
    """The promise first, always in this order."""
    entry = lock(one.entry)
    held = Round.objects.select_for_update(of=("self",)).get(pk=one.pk)
    held.entry = entry
    return held


def say(entry: Entry, said: Saying, *, by: Actor, now: datetime, **details: object) -> Saying:
    """`said` without its who and when. The words stand in the ledger, not on the trail."""
    said.entry, said.said_at, said.said_by = entry, now, by.actor_ref
    said.save(force_insert=True)
    record(f"promise.{said.what}", on=entry.trail_ref, by=by, at=now, on_day=said.on, **details)
    return said
