"""What an owner of the database did to the trail is found, and named."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from sanwen.core.actors import Machine
from sanwen.integrity.audit import actions, heads, verify
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.integrity.audit.models import Entry, Seal
from sanwen.integrity.audit.sealing import digest_of
from sanwen.integrity.audit.verify import Fault

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TABLES = ("audit_entry", "audit_seal")
ROW = "at, verb, actor, subject, details"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def numbers() -> list[int]:
    """Two seals of five rows, and two rows not sealed yet."""
    for count in (5, 5, 2):
        with transaction.atomic():
            record_many([_row(n) for n in range(count)])
        if count == 5:
            actions.seal(now=NOW)
    return list(Entry.objects.order_by("id").values_list("id", flat=True))


def _row(n: int) -> TrailRow:
    return TrailRow("matter.opened", f"matter:M-{n}", Machine("clerk"), NOW, {"n": n})


@contextmanager
def owner() -> Iterator[None]:
    """Whoever owns the tables can switch the triggers off: that is what the seals are for."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield
        finally:
            _on_again(cursor)


def _on_again(cursor: CursorWrapper) -> None:
    for table, name in zip(TABLES, ("trail", "seal"), strict=True):
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_no_change")
    cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER trail_stamp")


def run(sql: str, *values: object) -> None:
    with owner(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def found() -> tuple[Fault | None, int | None]:
    result = verify.verify(page=3)
    return result.fault, result.first_bad


def true_hash(number: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(verify._SELECT, [number - 1, 1])
        return verify.digest(cursor.fetchone())


def test_an_untouched_trail_is_well(numbers: list[int]) -> None:
    seen: list[int] = []

    result = verify.verify(progress=seen.append)

    assert result == verify.Verification(rows=12, seals=2)
    assert seen == [5, 10, 12]


def test_an_empty_trail_is_well() -> None:
    assert verify.verify() == verify.Verification(rows=0)


@pytest.mark.parametrize("position", [0, 3, 7, 9, 11])
@pytest.mark.parametrize(
    "change",
    [
        "verb = 'matter.closed'",
        "actor = 'staff:somebody'",
        "subject = 'matter:M-99'",
        "details = '{}'",
        "at = at + interval '1 microsecond'",
        "hash = decode(repeat('00', 32), 'hex')",
    ],
)
def test_an_altered_row_is_named(numbers: list[int], position: int, change: str) -> None:
    run(f"UPDATE audit_entry SET {change} WHERE id = %s", numbers[position])

    assert found() == (Fault.ALTERED, numbers[position])


def test_a_field_that_swallowed_its_neighbour_has_no_hash() -> None:
    row = (1, "0", "a.b", "staff:x", "matter:M-1", "one\ntwo", b"")
    shifted = (1, "0", "a.b", "staff:x", "matter:M-1\none", "two", b"")

    assert verify.digest(row) == verify.digest(shifted) == b""


def test_a_row_altered_together_with_its_hash_is_named(numbers: list[int]) -> None:
    run("UPDATE audit_entry SET actor = 'staff:somebody' WHERE id = %s", numbers[6])
    run("UPDATE audit_entry SET hash = %s WHERE id = %s", true_hash(numbers[6]), numbers[6])

    assert found() == (Fault.ALTERED, numbers[6])


def test_an_unsealed_row_altered_with_its_hash_is_not_found(numbers: list[int]) -> None:
    """The limit, stated: within the minute before sealing, an owner of the database can rewrite."""
    run("UPDATE audit_entry SET actor = 'staff:somebody' WHERE id = %s", numbers[11])
    run("UPDATE audit_entry SET hash = %s WHERE id = %s", true_hash(numbers[11]), numbers[11])

    assert found() == (None, None)


@pytest.mark.parametrize("position", [0, 4, 5, 9])
def test_a_removed_row_is_named(numbers: list[int], position: int) -> None:
    run("DELETE FROM audit_entry WHERE id = %s", numbers[position])

    assert found() == (Fault.REMOVED, numbers[position])


def test_all_rows_of_a_seal_removed_are_noticed(numbers: list[int]) -> None:
    run("DELETE FROM audit_entry WHERE id <= %s", numbers[9])

    assert found() == (Fault.REMOVED, numbers[0])


@pytest.mark.parametrize("number", [-5, 0])
def test_an_inserted_row_is_named(numbers: list[int], number: int) -> None:
    run(f"INSERT INTO audit_entry (id, {ROW}, hash) SELECT %s, {ROW}, hash FROM audit_entry"
        " WHERE id = %s", number, numbers[11])  # fmt: skip
    run("UPDATE audit_entry SET details = '{}' WHERE id = %s", number)

    assert found() == (Fault.INSERTED, number)


def test_a_row_inserted_into_a_gap_is_named() -> None:
    with transaction.atomic():
        record_many([_row(1)])
    with transaction.atomic():
        record_many([_row(2)])
        transaction.set_rollback(True)
    with transaction.atomic():
        record_many([_row(3)])
    actions.seal(now=NOW)
    gap = Entry.objects.earliest("id").id + 1

    run(f"INSERT INTO audit_entry (id, {ROW}, hash) SELECT %s, {ROW}, hash FROM audit_entry"
        " WHERE id = %s", gap, gap + 1)  # fmt: skip
    run("UPDATE audit_entry SET actor = 'staff:x' WHERE id = %s", gap)

    assert found() == (Fault.INSERTED, gap)


@pytest.mark.parametrize("with_hash", [True, False])
def test_two_rows_exchanged_are_called_moved(numbers: list[int], with_hash: bool) -> None:
    one, two = numbers[2], numbers[4]
    fields = [*ROW.split(", "), *(["hash"] if with_hash else [])]
    taken = ", ".join(f"{name} = other.{name}" for name in fields)

    run(f"UPDATE audit_entry e SET {taken} FROM audit_entry other"
        " WHERE (e.id, other.id) IN ((%s, %s), (%s, %s))", one, two, two, one)  # fmt: skip

    assert found() == (Fault.MOVED, one)


def test_a_row_given_another_number_is_called_moved(numbers: list[int]) -> None:
    run("UPDATE audit_entry SET id = -1 WHERE id = %s", numbers[2])

    assert found() == (Fault.MOVED, -1)


@pytest.mark.parametrize(
    "change",
    [
        "count = count - 1, leaves = substr(leaves, 41)",
        "leaves = set_byte(leaves, 20, (get_byte(leaves, 20) + 1) % 256)",
        "sealed_at = sealed_at - interval '1 day'",
        "signature = set_byte(signature, 0, (get_byte(signature, 0) + 1) % 256)",
        "key_id = 'unknown'",
        "last_id = last_id - 1",
        "prev_hash = decode(repeat('01', 32), 'hex')",
    ],
)
def test_an_altered_seal_is_named(numbers: list[int], change: str) -> None:
    run(f"UPDATE audit_seal SET {change} WHERE n = 2")

    result = verify.verify()
    assert (result.fault, result.bad_seal) == (Fault.SEAL_BROKEN, 2)


def test_a_removed_seal_is_named(numbers: list[int]) -> None:
    run("DELETE FROM audit_seal WHERE n = 1")

    result = verify.verify()
    assert (result.fault, result.bad_seal) == (Fault.SEAL_BROKEN, 1)


def test_a_seal_rewritten_without_the_key_is_named(numbers: list[int]) -> None:
    """Row, hash, leaf and seal hash all made to fit: only the signature is beyond the owner."""
    run("UPDATE audit_entry SET actor = 'staff:somebody' WHERE id = %s", numbers[6])
    run("UPDATE audit_entry SET hash = %s WHERE id = %s", true_hash(numbers[6]), numbers[6])
    seal = Seal.objects.get(n=2)
    seal.leaves = bytes(seal.leaves)[:48] + true_hash(numbers[6]) + bytes(seal.leaves)[80:]
    run("UPDATE audit_seal SET leaves = %s, hash = %s WHERE n = 2", seal.leaves, digest_of(seal))

    result = verify.verify()
    assert (result.fault, result.bad_seal) == (Fault.SEAL_BROKEN, 2)


def test_a_cut_chain_is_told_by_the_head_kept_on_this_machine(numbers: list[int]) -> None:
    run("DELETE FROM audit_seal WHERE n = 2")
    run("DELETE FROM audit_entry WHERE id > %s", numbers[4])

    result = verify.verify()
    assert (result.fault, result.bad_seal) == (Fault.CHAIN_CUT, 2)


def test_a_cut_chain_is_told_by_a_published_head(numbers: list[int]) -> None:
    published = heads.newest() or ""
    run("DELETE FROM audit_seal")
    run("DELETE FROM audit_entry")

    assert verify.verify().ok
    result = verify.verify(published=[published])
    assert (result.fault, result.bad_seal) == (Fault.CHAIN_CUT, 2)


def test_a_head_changed_by_one_sign_is_refused(numbers: list[int]) -> None:
    text = heads.newest() or ""

    with pytest.raises(heads.HeadError):
        heads.read(text.replace("seal: 2", "seal: 1"))
    with pytest.raises(heads.HeadError):
        heads.read("")


def test_an_auditor_recomputes_a_row_from_the_documented_lines() -> None:
    with transaction.atomic():
        record_many([TrailRow("matter.opened", "matter:M-12", Machine("x"), NOW, {"地": "东街"})])
    entry = Entry.objects.get()

    lines = [
        "sanwen-trail-1",
        str(entry.id),
        "1795685400000000",
        "matter.opened",
        "machine:x",
        "matter:M-12",
        '{"地":"东街"}',
    ]
    assert bytes(entry.hash) == hashlib.sha256("\n".join(lines).encode()).digest()
