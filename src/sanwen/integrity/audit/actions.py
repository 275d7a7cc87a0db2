"""Writing the trail, sealing it, asking for its verification. Only actions modules come here."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.integrity.audit import heads, sealing, verify
from sanwen.integrity.audit.models import Check, Seal

LONGEST_DETAIL = 200
# So many rows in one seal; also how much a verification holds in memory at once.
BATCH = 10_000

_INSERT_ONE = """
    INSERT INTO audit_entry (at, verb, actor, subject, details) VALUES (%s, %s, %s, %s, %s)"""
_INSERT_MANY = """
    INSERT INTO audit_entry (at, verb, actor, subject, details)
    SELECT * FROM unnest(%s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[])"""


@dataclass(frozen=True, slots=True)
class TrailRow:
    verb: str
    on: str
    by: Actor
    at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)


def record(verb: str, *, on: str, by: Actor, at: datetime, **details: Any) -> None:
    record_many([TrailRow(verb, on, by, at, details)])


def record_many(rows: Sequence[TrailRow]) -> None:
    """Many rows at the price of one statement."""
    _require_transaction()
    if not rows:
        return
    written = [(row.at, row.verb, row.by.actor_ref, row.on, _written(row.details)) for row in rows]
    with connection.cursor() as cursor:
        if len(written) == 1:
            cursor.execute(_INSERT_ONE, written[0])
        else:
            cursor.execute(_INSERT_MANY, [list(column) for column in zip(*written, strict=True)])


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        # A row of the trail stands or falls with the act it tells of.
        raise RuntimeError("record() was called outside transaction.atomic")


def _written(details: Mapping[str, Any]) -> str:
    if not details:
        return "{}"
    for name, value in details.items():
        # The trail is kept for ever and read by many: numbers, references, chosen words; no prose.
        if isinstance(value, str) and len(value) > LONGEST_DETAIL:
            raise ValueError(f"the trail holds no free text: {name} has {len(value)} characters")
    return json.dumps(
        details, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"the trail cannot hold a {type(value).__name__}")


def seal(*, now: datetime | None = None, wait: float = 20.0) -> list[Seal]:
    """Seal every row that can no longer change.

    Writers are never held up, and never hold this up for longer than `wait` seconds: what is still
    open then is left for the next run.
    """
    with transaction.atomic(durable=True):
        mark = sealing.mark()
    if mark.last_id == sealing.last_sealed_id() or not _settled(mark, wait):
        return []
    made: list[Seal] = []
    while batch := _seal_batch(mark.last_id, now or timezone.now()):
        made.append(batch)
    return made


def _settled(mark: sealing.Mark, wait: float) -> bool:
    deadline = time.monotonic() + wait
    pause = 0.01
    while not sealing.is_settled(mark):
        if time.monotonic() + pause > deadline:
            return False
        time.sleep(pause)
        pause = min(pause * 2, 0.5)
    return True


@transaction.atomic(durable=True)
def _seal_batch(upto: int, now: datetime) -> Seal | None:
    if not sealing.alone():
        return None
    drawn = sealing.draw(upto=upto, limit=BATCH, now=now)
    if drawn is None:
        return None
    drawn.save(force_insert=True)
    transaction.on_commit(lambda: heads.keep(drawn))
    return drawn


@transaction.atomic
def ask_for_check(*, by: Actor) -> Check:
    """Ask for a verification in the background; one that already waits is enough for everybody."""
    waiting = Check.objects.filter(state=Check.State.WAITING).first()
    if waiting:
        return waiting
    now = timezone.now()
    check = Check.objects.create(asked_by=by.actor_ref, asked_at=now)
    record("trail.check_asked", on=f"check:{check.pk}", by=by, at=now)
    sealing.enqueue_check(check.pk)
    return check


def run_check(*, check: Check, by: Actor) -> Check:
    """Verify the whole trail and keep the result."""
    Check.objects.filter(pk=check.pk).update(state=Check.State.RUNNING)
    found = verify.verify()
    return _finish_check(check=check, found=found, by=by)


@transaction.atomic
def _finish_check(*, check: Check, found: verify.Verification, by: Actor) -> Check:
    check = Check.objects.select_for_update().get(pk=check.pk)
    now = timezone.now()
    check.state, check.finished_at, check.ok = Check.State.DONE, now, found.ok
    check.rows, check.first_bad, check.bad_seal = found.rows, found.first_bad, found.bad_seal
    check.fault = found.fault or ""
    check.save()
    record("trail.checked", on=f"check:{check.pk}", by=by, at=now, ok=found.ok, rows=found.rows)
    return check
