"""What was promised comes into the ledger: pulled from decisions, or entered as a project."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.decisions.models import Promise, Version
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.promises import rules
from sanwen.verdict.promises.actions.beats import say
from sanwen.verdict.promises.drafts import ProjectDraft
from sanwen.verdict.promises.models import (
    Batch,
    DateChange,
    Entry,
    Indicator,
    Milestone,
    Pulled,
    Saying,
    Source,
    What,
)

LEDGER = Machine("ledger")


@transaction.atomic
def pull(*, now: datetime | None = None) -> int:
    """Every published decision that is not in the ledger yet, oldest first."""
    now = clock(now)
    known = Pulled.objects.values("version")
    fresh = Version.objects.published().filter(is_decided=True).exclude(pk__in=known)
    held = fresh.select_for_update(of=("self",), skip_locked=True)
    found = held.select_related("decision__consultation").order_by("published_at", "pk")
    return sum(_pull(version, now) for version in found)


def _pull(version: Version, now: datetime) -> int:
    prefix = f"C-{version.decision.consultation_id}/"
    known = {
        entry.source_ref: entry
        for entry in Entry.objects.select_for_update().filter(
            consultation=version.decision.consultation_id
        )
    }
    promised = list(version.promises.order_by("number"))
    for one in promised:
        entry = known.pop(f"{prefix}{one.number}", None)
        if entry is None:
            _enter(one, version, now)
        else:
            _carry_on(entry, one, version, now)
    for entry in known.values():
        _leave_out(entry, version, now)
    Pulled.objects.create(version=version, pulled_at=now)
    return len(promised)


def _enter(one: Promise, version: Version, now: datetime) -> None:
    assert version.published_at
    asked = version.decision.consultation
    made = Entry.objects.create(
        words=one.words, unit_id=one.unit_id, source=Source.DECISION,
        source_ref=f"C-{asked.pk}/{one.number}", consultation=asked,
        residents_part=one.residents_part, told_on=local_day(version.published_at),
        first_due_on=one.due_on, due_on=one.due_on, entered_at=now, entered_by=LEDGER.actor_ref,
    )  # fmt: skip
    record(
        "promise.entered", on=made.trail_ref, by=LEDGER, at=now,
        source=made.source_ref, due=made.due_on,
    )  # fmt: skip


def _carry_on(entry: Entry, one: Promise, version: Version, now: datetime) -> None:
    """An amendment may move the day or change the words: both are told, the first day stays."""
    assert version.published_at
    today = local_day(version.published_at)
    if one.due_on != entry.due_on:
        DateChange.objects.create(
            entry=entry, from_on=entry.due_on, to_on=one.due_on, because=version.because,
            told_at=version.published_at, told_by=version.published_by,
        )  # fmt: skip
        record(
            "promise.day_moved", on=entry.trail_ref, by=LEDGER, at=now,
            before=entry.due_on, after=one.due_on,
        )  # fmt: skip
    if one.words != entry.words:
        said = Saying(what=What.WORDED, words=entry.words, on=today)
        say(entry, said, by=LEDGER, now=now, version=version.number)
    entry.words, entry.due_on, entry.left_out_on = one.words, one.due_on, None
    entry.unit_id, entry.residents_part = one.unit_id, one.residents_part
    entry.save(update_fields=["words", "due_on", "unit", "residents_part", "left_out_on"])


def _leave_out(entry: Entry, version: Version, now: datetime) -> None:
    """It stays in the ledger: that it is no longer promised is said beside it."""
    if entry.left_out_on is not None:
        return
    assert version.published_at
    entry.left_out_on = local_day(version.published_at)
    entry.save(update_fields=["left_out_on"])
    said = Saying(what=What.LEFT_OUT, words=version.because, on=entry.left_out_on)
    say(entry, said, by=LEDGER, now=now, version=version.number)


@transaction.atomic
def enter(draft: ProjectDraft, *, by: User, now: datetime | None = None) -> Entry:
    """A livelihood project with its steps, its villages in turn, and what is measured."""
    now = clock(now)
    rules.may_enter(draft, by, today=local_day(now)).require()
    made = Entry.objects.create(
        words=draft.words.strip(), unit=draft.unit, source=Source.PROJECT,
        ground=draft.ground.strip(), for_whom=draft.for_whom.strip(), told_on=draft.told_on,
        first_due_on=draft.due_on, due_on=draft.due_on, entered_at=now, entered_by=by.actor_ref,
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(entry=made, words=one.words, due_on=one.due_on) for one in draft.milestones
    )
    Batch.objects.bulk_create(
        Batch(entry=made, place=one.words, due_on=one.due_on) for one in draft.batches
    )
    Indicator.objects.bulk_create(
        Indicator(entry=made, words=one.words, measure=one.measure, target=one.target)
        for one in draft.indicators
    )
    record(
        "promise.entered", on=made.trail_ref, by=by, at=now,
        source=Source.PROJECT, due=made.due_on, unit=draft.unit.code,
    )  # fmt: skip
    return made
