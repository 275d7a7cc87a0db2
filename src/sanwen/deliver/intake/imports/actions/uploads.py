"""A file is uploaded, looked at as often as needed, and started; nothing is registered before."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sanwen.core.actors import Actor
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports import rules
from sanwen.deliver.intake.models import ImportRun, RowError, RunState
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.places.models import Unit

# A file that nobody starts is not kept: it holds names and numbers of people.
KEPT = timedelta(days=2)
MOST_ERRORS = 1000


@transaction.atomic
def keep(*, file: "File[bytes]", name: str, hash: bytes, received_by: Unit, by: User) -> ImportRun:
    now = timezone.now()
    rules.may_import(received_by, by).require()
    run = ImportRun(
        file_name=name[-200:],
        file_hash=hash,
        received_by=received_by,
        started_by=by.actor_ref,
        started_at=now,
        state=RunState.CHECKED,
    )
    # Kept under a name that nobody can guess.
    run.file.save(secrets.token_hex(16), file, save=False)
    run.save()
    record("import.uploaded", on=run.trail_ref, by=by, at=now, file=hash.hex())
    return run


@transaction.atomic
def choose(*, run: ImportRun, sheet: int, mapping: Mapping[str, int], by: User) -> ImportRun:
    """What was found out before about other columns no longer counts."""
    run = _lock(run)
    rules.may_prepare(run, by).require()
    run.sheet, run.mapping, run.expected, run.rows = sheet, dict(mapping), 0, 0
    run.save(update_fields=["sheet", "mapping", "expected", "rows"])
    run.errors.all().delete()
    return run


@transaction.atomic
def note_check(
    *, run: ImportRun, rows: int, errors: Sequence[tuple[int, str]], by: User
) -> ImportRun:
    run = _lock(run)
    rules.may_prepare(run, by).require()
    run.expected = rows
    run.save(update_fields=["expected"])
    run.errors.all().delete()
    RowError.objects.bulk_create(
        [RowError(run=run, line=line, reason=reason[:300]) for line, reason in errors[:MOST_ERRORS]]
    )
    return run


@transaction.atomic
def start(*, run: ImportRun, by: User) -> ImportRun:
    """Begin, or go on. The same file that was begun before goes on as that run."""
    now = timezone.now()
    run = _lock(run)
    rules.may_start(run, by).require()
    if run.state == RunState.CHECKED:
        run.errors.all().delete()
        run = _same_before(run) or run
    run.state, run.ended_at = RunState.WAITING, None
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        raise NotAllowed(_("Somebody else has just started this file.")) from None
    record("import.started", on=run.trail_ref, by=by, at=now)
    app.configure_task("intake.take_in_file", lock=run.trail_ref).defer(run=run.pk)
    return run


def _same_before(run: ImportRun) -> ImportRun | None:
    others = ImportRun.objects.select_for_update(of=("self",)).exclude(state=RunState.CHECKED)
    known = others.filter(
        file_hash=run.file_hash, sheet=run.sheet, received_by=run.received_by
    ).first()
    if known is None:
        return None
    rules.may_go_on_with(known, run).require()
    if known.file:
        _forget_file(run)
    else:
        known.file, known.expected = run.file.name, run.expected
    ImportRun.objects.filter(pk=run.pk).delete()
    return known


@transaction.atomic
def stop(*, run: ImportRun, by: User) -> ImportRun:
    """The batch in hand is undone; what is in stays in, and the rest can follow later."""
    now = timezone.now()
    run = _lock(run)
    rules.may_stop(run, by).require()
    run.state, run.ended_at = RunState.STOPPED, now
    run.save(update_fields=["state", "ended_at"])
    record("import.stopped", on=run.trail_ref, by=by, at=now, registered=run.registered)
    return run


@transaction.atomic
def discard(*, run: ImportRun, by: User) -> None:
    now = timezone.now()
    run = _lock(run)
    rules.may_prepare(run, by).require()
    record("import.discarded", on=run.trail_ref, by=by, at=now)
    _forget_file(run)
    ImportRun.objects.filter(pk=run.pk).delete()


@transaction.atomic
def forget_old(*, by: Actor, now: datetime | None = None) -> int:
    """Files that were looked at and never started."""
    now = timezone.now() if now is None else now
    old = ImportRun.objects.filter(state=RunState.CHECKED, started_at__lt=now - KEPT)
    runs = list(old.select_for_update(skip_locked=True))
    for run in runs:
        record("import.discarded", on=run.trail_ref, by=by, at=now)
        _forget_file(run)
    ImportRun.objects.filter(pk__in=[run.pk for run in runs]).delete()
    return len(runs)


def _lock(run: ImportRun) -> ImportRun:
    runs = ImportRun.objects.select_for_update(of=("self",)).select_related("received_by")
    return runs.get(pk=run.pk)


def _forget_file(run: ImportRun) -> None:
    if run.file:
        storage, name = run.file.storage, run.file.name
        transaction.on_commit(lambda: storage.delete(str(name)))
