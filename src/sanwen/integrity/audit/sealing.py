"""What a seal says, byte for byte, and when rows are settled enough to be sealed."""

import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from procrastinate.contrib.django import app

from sanwen.core import keys
from sanwen.integrity.audit.models import Entry, Seal
from sanwen.integrity.audit.signatures import KEY

LEAF = struct.Struct(">q32s")
NO_HASH = bytes(32)
# Any number, as long as nothing else of ours locks it.
_LOCK = 0x5EA1_0001
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest row number given out, and a transaction number taken after that."""

    last_id: int
    xid: int


def mark() -> Mark:
    """Needs a transaction of its own, which must end before `is_settled` can say yes.

    Every row up to `last_id` was written by a transaction numbered below `xid`: the trigger gives a
    row its number only after its transaction has one. (A snapshot's xmax would not do: transactions
    above it may be open already.)
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_entry_number"
        )
        last_id = int(cursor.fetchone()[0])
        cursor.execute("SELECT pg_current_xact_id()::text")
        return Mark(last_id=last_id, xid=int(cursor.fetchone()[0]))


def is_settled(mark: Mark) -> bool:
    """Whether every transaction before the mark has been committed or rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0]) >= mark.xid


def alone() -> bool:
    """Whether no other sealer is at work, until the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def last_sealed_id() -> int:
    return Seal.objects.order_by("-n").values_list("last_id", flat=True).first() or 0


def draw(*, upto: int, limit: int, now: datetime) -> Seal | None:
    """The next seal over at most `limit` rows, not yet saved; None when nothing is left to seal."""
    before = Seal.objects.order_by("-n").first()
    start = before.last_id if before else 0
    rows = list(
        Entry.objects.filter(id__gt=start, id__lte=upto)
        .order_by("id")
        .values_list("id", "hash")[:limit]
    )
    if not rows:
        return None
    seal = Seal(
        n=before.n + 1 if before else 1,
        first_id=start + 1,
        last_id=rows[-1][0] if len(rows) == limit else upto,
        count=len(rows),
        leaves=b"".join(LEAF.pack(number, bytes(digest)) for number, digest in rows),
        prev_hash=bytes(before.hash) if before else NO_HASH,
        sealed_at=now,
        key_id=keys.key_id(KEY),
    )
    seal.hash = digest_of(seal)
    seal.signature = keys.signer(KEY).sign(seal.hash)
    return seal


def digest_of(seal: Seal) -> bytes:
    """SHA-256 over the seal's lines, then its leaves (docs/reference/trail-format.md)."""
    lines = "\n".join(
        (
            "sanwen-seal-1",
            str(seal.n),
            str(seal.first_id),
            str(seal.last_id),
            str(seal.count),
            str(microseconds(seal.sealed_at)),
            seal.key_id,
            bytes(seal.prev_hash).hex(),
            "",
        )
    )
    return hashlib.sha256(lines.encode() + bytes(seal.leaves)).digest()


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def enqueue_check(number: int) -> None:
    app.configure_task("trail.check").defer(check=number)
