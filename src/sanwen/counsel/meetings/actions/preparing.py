"""Preparing a talk meeting: what, when, how many, who is asked besides, out of which list."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.moment import clock
from sanwen.counsel.meetings import lot, notices, rules
from sanwen.counsel.meetings.actions.beats import lock, move
from sanwen.counsel.meetings.drafts import GuestDraft, MeetingDraft
from sanwen.counsel.meetings.listed import Line
from sanwen.counsel.meetings.models import Candidate, Guest, Meeting
from sanwen.counsel.meetings.states import Move
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.people.models import User


@transaction.atomic
def prepare(*, draft: MeetingDraft, by: User, now: datetime | None = None) -> Meeting:
    now = clock(now)
    rules.may_prepare(draft, by, now=now).require()
    made = Meeting.objects.create(**_fields(draft), made_at=now, made_by=by.actor_ref)
    record(
        "talk.prepared", on=made.trail_ref, by=by, at=now,
        unit=draft.unit.code, size=draft.size, by_lot=draft.by_lot,
    )  # fmt: skip
    return made


@transaction.atomic
def change(
    *, meeting: Meeting, draft: MeetingDraft, by: User, now: datetime | None = None
) -> Meeting:
    now = clock(now)
    meeting = lock(meeting)
    rules.may_change(meeting, by).require()
    rules.may_prepare(draft, by, now=now).require()
    fields = _fields(draft)
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=[*fields])
    record(
        "talk.changed", on=meeting.trail_ref, by=by, at=now, size=draft.size, by_lot=draft.by_lot
    )  # fmt: skip
    return meeting


def _fields(draft: MeetingDraft) -> dict[str, object]:
    return {
        "unit": draft.unit, "consultation": draft.consultation, "question": draft.question.strip(),
        "background": draft.background.strip(), "place": draft.place.strip(),
        "begins_at": draft.begins_at, "size": draft.size, "by_lot": draft.by_lot,
        "departs_because": draft.departs_because.strip(),
    }  # fmt: skip


@transaction.atomic
def ask_guests(
    *, meeting: Meeting, draft: GuestDraft, by: User, now: datetime | None = None
) -> Guest:
    """Deputies, experts: in which capacity, how many and why. No names."""
    now = clock(now)
    meeting = lock(meeting)
    rules.may_change(meeting, by).require()
    made = Guest.objects.create(
        meeting=meeting, who=draft.who.strip(), count=draft.count, because=draft.because.strip()
    )
    record("talk.guests_asked", on=meeting.trail_ref, by=by, at=now, count=draft.count)
    return made


@transaction.atomic
def drop_guests(*, guest: Guest, by: User, now: datetime | None = None) -> Meeting:
    now = clock(now)
    meeting = lock(guest.meeting)
    rules.may_change(meeting, by).require()
    meeting.guests.get(pk=guest.pk).delete()
    record("talk.guests_dropped", on=meeting.trail_ref, by=by, at=now, count=guest.count)
    return meeting


@transaction.atomic
def take_list(
    *,
    meeting: Meeting,
    lines: Sequence[Line],
    source: str,
    by: User,
    now: datetime | None = None,
) -> Meeting:
    """In place of an earlier one. Names and addresses go into the vault, numbers stay."""
    now = clock(now)
    meeting = lock(meeting)
    rules.may_change(meeting, by).require()
    _forget_list(meeting, by, now)
    brought = [line for line in lines if line.contact is not None]
    kept = vault.keep_many([line.contact for line in brought if line.contact], now=now)
    contacts = {line.listed_as: one for line, one in zip(brought, kept, strict=True)}
    Candidate.objects.bulk_create(
        [
            Candidate(
                meeting=meeting, listed_as=line.listed_as, strata=dict(line.strata),
                contact=contacts.get(line.listed_as),
            )
            for line in lines
        ],
        batch_size=2000,
    )  # fmt: skip
    meeting.list_source = source.strip()
    meeting.list_hash = lot.fingerprint((line.listed_as, line.strata) for line in lines)
    meeting.save(update_fields=["list_source", "list_hash"])
    record(
        "talk.list_taken", on=meeting.trail_ref, by=by, at=now,
        lines=len(lines), hash=meeting.list_hash,
    )  # fmt: skip
    return meeting


def _forget_list(meeting: Meeting, by: User, now: datetime) -> None:
    held = meeting.candidates.exclude(contact=None).values_list("contact", flat=True)
    vault.erase_due(contact_ids=list(held), before=now, by=by, now=now)
    meeting.candidates.all().delete()


@transaction.atomic
def cancel(*, meeting: Meeting, because: str, by: User, now: datetime | None = None) -> Meeting:
    now = clock(now)
    meeting = lock(meeting)
    rules.may_cancel(meeting, because, by).require()
    told = notices.cancelled(meeting, now=now)
    move(meeting, Move.CANCEL, by=by, now=now, told=told, cancelled_because=because.strip())
    return meeting
