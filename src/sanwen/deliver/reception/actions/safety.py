"""Help for the staff of a counter, and the log of events that expires. Events, never persons."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import notices, rules, wording
from sanwen.deliver.reception.models import Counter, HelpCall, SafetyEvent
from sanwen.deliver.reception.models.safety import Help, Need, What
from sanwen.deliver.reception.presets import presets
from sanwen.integrity.audit.actions import record
from sanwen.methods.personal import masked
from sanwen.people.models import User


@dataclass(frozen=True, slots=True)
class EventDraft:
    what: What
    happened_at: datetime
    words: str
    need: Need = Need.NOTHING


@transaction.atomic
def ask_help(*, counter: Counter, kind: Help, by: User, now: datetime | None = None) -> HelpCall:
    """Of the receiver's own will; nothing is noted of the visit."""
    now = clock(now)
    rules.may_ask_help(counter, by).require()
    call = HelpCall.objects.create(counter=counter, kind=kind, asked_by=by, asked_at=now)
    record("counter.help_asked", on=counter.trail_ref, by=by, at=now, kind=str(kind))
    transaction.on_commit(partial(notices.help_wanted, call, now=now))
    return call


@transaction.atomic
def come_to_help(*, call: HelpCall, by: User, now: datetime | None = None) -> HelpCall:
    now = clock(now)
    held = HelpCall.objects.select_for_update(of=("self",)).select_related("counter__unit")
    call = held.get(pk=call.pk)
    rules.may_come_to_help(call, by).require()
    call.answered_by, call.answered_at = by, now
    call.save(update_fields=["answered_by", "answered_at"])
    record("counter.help_came", on=call.counter.trail_ref, by=by, at=now)
    return call


@transaction.atomic
def log(
    draft: EventDraft, *, counter: Counter, by: User, now: datetime | None = None
) -> SafetyEvent:
    """Names and numbers are masked before anything is stored; words that label people go back."""
    now = clock(now)
    rules.may_log_event(counter, by).require()
    wording.may_be_logged(draft.words).require()
    event = SafetyEvent.objects.create(
        counter=counter,
        what=draft.what,
        happened_at=min(draft.happened_at, now),
        words=masked(draft.words.strip()).text[:1000],
        need=draft.need,
        noted_at=now,
        expires_on=local_day(now) + timedelta(days=presets().safety_days),
    )
    record(
        "safety.noted", on=event.trail_ref, by=by, at=now,
        counter=counter.trail_ref, what=str(draft.what), expires=event.expires_on,
    )  # fmt: skip
    return event


@transaction.atomic
def say_helped(*, event: SafetyEvent, by: User, now: datetime | None = None) -> SafetyEvent:
    now = clock(now)
    held = SafetyEvent.objects.select_for_update(of=("self",)).select_related("counter__unit")
    event = held.get(pk=event.pk)
    rules.may_say_helped(event, by).require()
    event.helped_at = now
    event.save(update_fields=["helped_at"])
    record("safety.helped", on=event.trail_ref, by=by, at=now)
    return event
