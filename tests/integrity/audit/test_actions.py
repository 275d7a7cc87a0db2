"""Writing the trail and sealing it, with real transactions side by side."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from sanwen.core.actors import Machine
from sanwen.integrity.audit import actions, heads, verify
from sanwen.integrity.audit.actions import TrailRow, record, record_many
from sanwen.integrity.audit.models import Check, Entry, Seal

NOW = datetime(2026, 11, 26, 9, 30, 0, 123456, tzinfo=UTC)
CLERK = Machine("clerk")

real_transactions = pytest.mark.django_db(transaction=True)


def wrote(count: int = 1, verb: str = "matter.opened") -> None:
    with transaction.atomic():
        record_many([TrailRow(verb, f"matter:M-{n}", CLERK, NOW, {"n": n}) for n in range(count)])


@contextmanager
def other_connection() -> Iterator[psycopg.Connection]:
    settings = connection.get_connection_params()
    wanted = {
        key: settings[key]
        for key in ("host", "port", "dbname", "user", "password")
        if key in settings
    }
    with psycopg.connect(**wanted) as other:
        yield other


def insert(other: psycopg.Connection, verb: str) -> None:
    other.execute(
        "INSERT INTO audit_entry (at, verb, actor, subject)"
        " VALUES (now(), %s, 'staff:x', 'matter:M-1')",
        [verb],
    )


@pytest.mark.django_db
def test_a_row_holds_who_did_what_to_which_thing_and_when() -> None:
    record("matter.opened", on="matter:M-12", by=CLERK, at=NOW, level=3, 地="东街", due=NOW.date())

    entry = Entry.objects.get()
    assert (entry.at, entry.verb, entry.actor) == (NOW, "matter.opened", "machine:clerk")
    assert entry.subject == "matter:M-12"
    assert entry.details == '{"due":"2026-11-26","level":3,"地":"东街"}'
    assert len(entry.hash) == 32


@pytest.mark.django_db
def test_many_rows_are_one_statement(django_assert_num_queries) -> None:
    rows = [TrailRow("voice.registered", f"voice:V-{n}", CLERK, NOW) for n in range(300)]

    with django_assert_num_queries(1):
        record_many(rows)

    assert [entry.subject for entry in Entry.objects.order_by("id")] == [row.on for row in rows]


@pytest.mark.django_db
def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        record_many([])


@real_transactions
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="outside"):
        record("matter.opened", on="matter:M-12", by=CLERK, at=NOW)

    assert not Entry.objects.exists()


@real_transactions
def test_a_row_falls_with_the_act_it_tells_of() -> None:
    with transaction.atomic():
        record("matter.opened", on="matter:M-12", by=CLERK, at=NOW)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_free_text_is_kept_out() -> None:
    with pytest.raises(ValueError, match="no free text"):
        record("matter.opened", on="matter:M-12", by=CLERK, at=NOW, words="我" * 201)

    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object()])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        record("matter.opened", on="matter:M-12", by=CLERK, at=NOW, value=value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "subject"),
    [("Opened", "matter:M-1"), ("matter.opened", "a\nb"), ("matter.opened", "")],
)
def test_the_database_refuses_what_could_be_misread(verb: str, subject: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record(verb, on=subject, by=CLERK, at=NOW)

    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("start", ["UPDATE {} SET hash = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_every_change(table: str, start: str) -> None:
    wrote()
    Seal.objects.create(
        n=1, first_id=1, last_id=1, count=1, leaves=bytes(40), hash=b"x", prev_hash=b"x",
        signature=b"x", key_id="x", sealed_at=NOW,
    )  # fmt: skip
    with connection.cursor() as cursor:
        # The tests' own cleaning up needs this one switched off.
        cursor.execute("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER trail_no_truncate")
        cursor.execute("ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER seal_no_truncate")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(start.format(table))

    assert (Entry.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_calling_oneself_a_replica_does_not_help() -> None:
    """Only triggers that are always on fire for a session in replica mode."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgenabled::text FROM pg_trigger"
            " WHERE tgname IN ('trail_no_change', 'seal_no_change') ORDER BY 1"
        )
        assert cursor.fetchall() == [("audit_entry", "A"), ("audit_seal", "A")]


@pytest.mark.django_db
def test_nobody_chooses_a_number_or_a_hash() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (id, at, verb, actor, subject, hash)"
            " VALUES (-7, now(), 'a.b', 'staff:x', 'matter:M-1', '\\x00')"
        )

    entry = Entry.objects.get()
    assert entry.id > 0
    assert verify.verify().ok


@real_transactions
def test_rows_are_sealed_in_order_and_only_once() -> None:
    wrote(3)
    first = actions.seal(now=NOW)
    wrote(2)
    second = actions.seal(now=NOW)

    assert [seal.count for seal in [*first, *second]] == [3, 2]
    assert second[0].first_id == first[0].last_id + 1
    assert bytes(second[0].prev_hash) == bytes(first[0].hash)
    assert actions.seal(now=NOW) == []
    assert verify.verify() == verify.Verification(rows=5, seals=2)


@real_transactions
def test_many_rows_make_several_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 10)
    wrote(25)

    assert [seal.count for seal in actions.seal(now=NOW)] == [10, 10, 5]
    assert verify.verify(page=7).ok


@real_transactions
def test_an_open_transaction_is_waited_for_and_then_left_for_the_next_run() -> None:
    wrote(1)
    with other_connection() as slow:
        insert(slow, "slow.written")
        wrote(1)

        assert actions.seal(now=NOW, wait=0.3) == []
        slow.commit()

    assert [seal.count for seal in actions.seal(now=NOW)] == [3]
    assert verify.verify().ok


@real_transactions
def test_an_open_transaction_is_sealed_as_soon_as_it_ends() -> None:
    with other_connection() as slow:
        insert(slow, "slow.written")
        wrote(1)
        timer = threading.Timer(0.3, slow.commit)
        timer.start()
        sealed = actions.seal(now=NOW, wait=10)
        timer.join()

    assert [seal.count for seal in sealed] == [2]


@real_transactions
def test_numbers_of_rolled_back_rows_leave_no_gap_in_the_chain() -> None:
    wrote(1)
    with other_connection() as gone:
        insert(gone, "gone.written")
        gone.rollback()
    wrote(1)
    with other_connection() as gone:
        insert(gone, "gone.written")
        gone.rollback()

    (seal,) = actions.seal(now=NOW)

    assert seal.count == 2
    assert seal.last_id == Entry.objects.latest("id").id + 1
    assert verify.verify().ok


def write_and_roll_back(name: str, sealed: threading.Event) -> None:
    """A hundred and fifty rows, each in its own transaction; every seventh is rolled back.

    Half-way it waits for a first seal, however slow the machine is: there are rows on both sides.
    """
    with other_connection() as mine:
        for turn in range(150):
            if turn == 75:
                sealed.wait(60)
            insert(mine, f"{name}.written")
            mine.rollback() if turn % 7 == 0 else mine.commit()


def seal_until(stop: threading.Event, sealed: threading.Event, faults: list[BaseException]) -> None:
    try:
        while not stop.is_set():
            if actions.seal(wait=1):
                sealed.set()
    except BaseException as fault:
        faults.append(fault)
    finally:
        connection.close()


@real_transactions
def test_writers_and_sealers_side_by_side_neither_fork_nor_lose_rows() -> None:
    stop, sealed, faults = threading.Event(), threading.Event(), list[BaseException]()
    writers = [
        threading.Thread(target=write_and_roll_back, args=(f"w{n}", sealed)) for n in range(4)
    ]
    sealers = [threading.Thread(target=seal_until, args=(stop, sealed, faults)) for _ in range(2)]
    for thread in [*writers, *sealers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    actions.seal()

    assert not faults
    found = verify.verify()
    assert found.ok
    assert Seal.objects.count() > 1
    assert found.rows == sum(Seal.objects.values_list("count", flat=True)) == 4 * (150 - 22)


@real_transactions
def test_sealing_is_refused_inside_a_transaction_it_would_wait_for() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        actions.seal()


@real_transactions
def test_the_newest_head_is_kept_beside_the_keys() -> None:
    wrote(1)
    (seal,) = actions.seal(now=NOW)

    (text,) = heads.kept(bytes(seal.hash))
    assert heads.read(text).hash == bytes(seal.hash)


@pytest.mark.django_db
def test_one_waiting_check_is_enough_for_everybody() -> None:
    first = actions.ask_for_check(by=CLERK)
    second = actions.ask_for_check(by=Machine("other"))

    assert first == second
    assert Entry.objects.filter(verb="trail.check_asked").count() == 1


@pytest.mark.django_db
def test_a_check_keeps_its_result_and_is_recorded() -> None:
    check = actions.ask_for_check(by=CLERK)

    check = actions.run_check(check=check, by=CLERK)

    assert (check.state, check.ok, check.rows, check.first_bad) == (Check.State.DONE, True, 1, None)
    assert Entry.objects.filter(verb="trail.checked").count() == 1
