"""A file is begun, taken in batch by batch, and ended; a batch and its line are one write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanwen.core.actors import Actor
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import take_in_many
from sanwen.deliver.intake.imports.rows import Row, WrongRow
from sanwen.deliver.intake.models import ImportRun, RowError, RunState
from sanwen.deliver.matters.actions import opening, takeover
from sanwen.deliver.matters.models import Joining
from sanwen.integrity.audit.actions import record
from sanwen.listen.triage.actions import suggest_many
from sanwen.listen.voices import actions as voices
from sanwen.listen.voices.models import Channel, Voice
from sanwen.places.models import Unit

_NAME = ("pk", "source", "fingerprint")


@dataclass(frozen=True, slots=True)
class File:
    """The same content of the same sheet for the same desk is the same import."""

    name: str
    hash: bytes
    sheet: int


@transaction.atomic
def begin(
    *, file: File, mapping: Mapping[str, int], insisted: bool, received_by: Unit, by: Actor
) -> ImportRun:
    """The run of this file: a new one, or the one that stopped and goes on with its own columns."""
    now = timezone.now()
    run, fresh = ImportRun.objects.exclude(state=RunState.CHECKED).get_or_create(
        file_hash=file.hash,
        sheet=file.sheet,
        received_by=received_by,
        defaults={
            "file_name": file.name,
            "mapping": dict(mapping),
            "started_by": by.actor_ref,
            "started_at": now,
            "state": RunState.RUNNING,
        },
    )
    if insisted and run.last_line and run.mapping != dict(mapping):
        raise NotAllowed(
            _("This file was begun with other columns. Go on with the same ones, or not at all.")
        )
    if fresh or run.state != RunState.DONE:
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
        record(
            "import.begun",
            on=run.trail_ref,
            by=by,
            at=now,
            file=file.hash.hex(),
            unit=received_by.code,
        )
    run.refresh_from_db()
    return run


@transaction.atomic
def resume(*, run: ImportRun, by: Actor) -> ImportRun:
    """The background takes up what waits for it, or what a worker that died had in hand."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state not in (RunState.WAITING, RunState.RUNNING):
        raise NotAllowed(_("This file was stopped."))
    run.state = RunState.RUNNING
    run.save(update_fields=["state"])
    record(
        "import.begun", on=run.trail_ref, by=by, at=timezone.now(), file=bytes(run.file_hash).hex()
    )
    return run


@transaction.atomic
def take_batch(
    *,
    run: ImportRun,
    rows: Sequence[Row],
    wrong: Sequence[WrongRow],
    last_line: int,
    units: Mapping[str | int, Unit],
    by: Actor,
) -> ImportRun:
    """One batch, whole or not at all; whoever else takes in the same file stops."""
    now = timezone.now()
    run = _taken_hold_of(run)
    fresh, answered_late = _fresh(rows, run.received_by)
    heard = _register([row for row in fresh if not row.answer], run=run, by=by, now=now)
    heard += _take_over([row for row in fresh if row.answer], run=run, units=units, by=by, now=now)
    wrong = [*wrong, *answered_late]
    RowError.objects.bulk_create(
        [RowError(run=run, line=one.line, reason=one.reason[:300]) for one in wrong]
    )
    read = len(rows) + len(wrong) - len(answered_late)
    run.rows += read
    run.registered += len(heard)
    run.skipped += read - len(heard) - len(wrong)
    run.last_line = last_line
    run.save(update_fields=["rows", "registered", "skipped", "last_line"])
    if heard:
        first, last = min(voice.pk for voice in heard), max(voice.pk for voice in heard)
        details = {"voices": len(heard), "first": f"V-{first}", "last": f"V-{last}"}
        record("import.taken_in", on=run.trail_ref, by=by, at=now, last_line=last_line, **details)
    return run


def _taken_hold_of(run: ImportRun) -> ImportRun:
    locked = ImportRun.objects.select_for_update(of=("self",)).select_related("received_by")
    mine = locked.get(pk=run.pk)
    if mine.last_line != run.last_line or mine.state != RunState.RUNNING:
        raise NotAllowed(
            _("This file is being taken in by somebody else right now, or was stopped.")
        )
    return mine


def _fresh(rows: Sequence[Row], received_by: Unit) -> tuple[list[Row], list[WrongRow]]:
    """What this desk does not know yet; and answers that came after their message was taken in."""
    known = _known(rows, received_by)
    fresh, late = [], []
    for row in rows:
        name = (row.draft.source, voices.fingerprint(row.draft.text))
        if not row.draft.source or name not in known:
            fresh.append(row)
            known[name] = ""
        elif row.answer and known[name]:
            reason = _(
                "This message is in already, as %(ref)s, without its answer. Answer it at the desk."
            )
            late.append(WrongRow(row.line, reason % {"ref": known[name]}))
    return fresh, late


def _known(rows: Sequence[Row], received_by: Unit) -> dict[tuple[str, bytes], str]:
    """The same number with the same words: to the matter that has no answer yet, or to nothing."""
    numbered = {voices.fingerprint(row.draft.text) for row in rows if row.draft.source}
    if not numbered:
        return {}
    # Two steps: joined in one query, PostgreSQL reads the growing tables from end to end.
    heard = Voice.objects.filter(fingerprint__in=numbered, channel=Channel.IMPORT).order_by()
    names = {pk: (source, bytes(mark)) for pk, source, mark in heard.values_list(*_NAME)}
    if not names:
        return {}
    here = Joining.objects.filter(voice__in=names, home__received_by=received_by)
    found = here.order_by("pk").values_list("voice", "matter", "matter__answered_at")
    return {
        names[voice]: "" if answered_at else f"M-{matter}" for voice, matter, answered_at in found
    }


def _register(rows: Sequence[Row], *, run: ImportRun, by: Actor, now: datetime) -> list[Voice]:
    if not rows:
        return []
    drafts = [row.draft for row in rows]
    taken = take_in_many(drafts, received_by=run.received_by, by=by, now=now)
    return [one.voice for one in taken]


def _take_over(
    rows: Sequence[Row],
    *,
    run: ImportRun,
    units: Mapping[str | int, Unit],
    by: Actor,
    now: datetime,
) -> list[Voice]:
    """Answered before: the unit the file names, else the one of its subject, else the desk."""
    if not rows:
        return []
    heard = voices.receive_many(
        [row.draft for row in rows], by=by, now=now, promise=opening.promise(now)
    )
    past = []
    for row, voice, suggestion in zip(rows, heard, suggest_many(heard), strict=True):
        assert row.answer is not None
        named = units.get(row.answer.unit)
        unit = named or units.get(suggestion.unit_id or 0) or run.received_by
        past.append(
            takeover.Past(
                voice, suggestion, unit, row.answer.text, row.answer.at, named=named is not None
            )
        )
    takeover.take_over_many(
        past=past, source=run.file_name, received_by=run.received_by, by=by, now=now
    )
    return heard


@transaction.atomic
def end(*, run: ImportRun, state: RunState, by: Actor, reason: str = "") -> ImportRun:
    """Done, or stopped to go on later. A file that is done is not kept: it holds names."""
    now = timezone.now()
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.state, run.ended_at = state, now
    run.save(update_fields=["state", "ended_at"])
    if reason:
        RowError.objects.create(run=run, line=run.last_line, reason=reason[:300])
    record(
        f"import.{state.value}", on=run.trail_ref, by=by, at=now,
        rows=run.rows, registered=run.registered, skipped=run.skipped,
    )  # fmt: skip
    if state == RunState.DONE and run.file:
        transaction.on_commit(lambda: run.file.delete(save=True))
    return run
