"""What the body says: how far it is, another day with its reason, evidence, steps and villages."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.promises import rules
from sanwen.verdict.promises.actions.beats import lock, say
from sanwen.verdict.promises.drafts import SayingDraft
from sanwen.verdict.promises.models import (
    Batch,
    DateChange,
    Entry,
    Indicator,
    Milestone,
    Round,
    Saying,
    Stage,
    What,
)
from sanwen.verdict.promises.states import MOVES, Move, State


@transaction.atomic
def tell(
    *, entry: Entry, move: Move, draft: SayingDraft, by: User, now: datetime | None = None
) -> Entry:
    """One more line of what the body says; what it said before stays."""
    now = clock(now)
    entry = lock(entry)
    asked = Round.objects.running().filter(entry=entry).exists()
    today = local_day(now)
    rules.may_say(entry, move, draft, by, today=today, is_asked=asked).require()
    entry.state = MOVES[State(entry.state)][move]
    entry.done_on = draft.on if entry.state == State.SAYS_DONE else None
    entry.not_found_so = False
    entry.save(update_fields=["state", "done_on", "not_found_so"])
    said = Saying(
        what=What.STATE, state=entry.state, on=draft.on,
        words=draft.words.strip(), instead=draft.instead.strip(),
    )  # fmt: skip
    say(entry, said, by=by, now=now, state=entry.state)
    return entry


@transaction.atomic
def move_day(
    *, entry: Entry, to: date, because: str, by: User, now: datetime | None = None
) -> Entry:
    now = clock(now)
    entry = lock(entry)
    rules.may_move_day(entry, to, because, by, today=local_day(now)).require()
    # First the reason: the database lets no day be moved that has none.
    DateChange.objects.create(
        entry=entry, from_on=entry.due_on, to_on=to, because=because.strip(),
        told_at=now, told_by=by.actor_ref,
    )  # fmt: skip
    before, entry.due_on = entry.due_on, to
    entry.save(update_fields=["due_on"])
    record("promise.day_moved", on=entry.trail_ref, by=by, at=now, before=before, after=to)
    return entry


@transaction.atomic
def add_evidence(
    *, entry: Entry, draft: SayingDraft, by: User, now: datetime | None = None
) -> Saying:
    """In words and with its day: no photographs, nothing of persons."""
    now = clock(now)
    entry = lock(entry)
    rules.may_add_evidence(entry, draft, by, today=local_day(now)).require()
    said = Saying(what=What.EVIDENCE, words=draft.words.strip(), on=draft.on)
    return say(entry, said, by=by, now=now)


@transaction.atomic
def finish_step(*, step: Milestone, on: date, by: User, now: datetime | None = None) -> Milestone:
    now = clock(now)
    entry = lock(step.entry)
    rules.may_note_work(entry, on, by, today=local_day(now)).require()
    step.done_on = on
    step.save(update_fields=["done_on"])
    record("promise.step_done", on=entry.trail_ref, by=by, at=now, step=step.pk, on_day=on)
    return step


@transaction.atomic
def note_batch(
    *, batch: Batch, stage: Stage, on: date, by: User, now: datetime | None = None
) -> Batch:
    now = clock(now)
    entry = lock(batch.entry)
    rules.may_note_work(entry, on, by, today=local_day(now)).require()
    batch.stage = stage
    batch.done_on = on if stage == Stage.DONE else None
    batch.save(update_fields=["stage", "done_on"])
    record(
        "promise.batch", on=entry.trail_ref, by=by, at=now,
        batch=batch.pk, stage=stage, on_day=on,
    )  # fmt: skip
    return batch


@transaction.atomic
def measure(
    *, indicator: Indicator, reached: Decimal, on: date, by: User, now: datetime | None = None
) -> Indicator:
    now = clock(now)
    entry = lock(indicator.entry)
    rules.may_note_work(entry, on, by, today=local_day(now)).require()
    before = Indicator.objects.values_list("reached", flat=True).get(pk=indicator.pk)
    indicator.reached, indicator.as_of = reached, on
    indicator.save(update_fields=["reached", "as_of"])
    record(
        "promise.measured", on=entry.trail_ref, by=by, at=now,
        indicator=indicator.pk, before=str(before), after=str(reached), on_day=on,
    )  # fmt: skip
    return indicator
