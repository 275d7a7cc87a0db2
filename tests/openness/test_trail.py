"""Whoever kept a published checkpoint can prove that the trail was cut, though all else agrees."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from sanwen.cli import trail as command
from sanwen.core.actors import Machine
from sanwen.integrity.audit import actions, heads, signatures, verify
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.integrity.audit.models import Entry, Seal
from sanwen.openness.actions import checkpoints
from sanwen.openness.models import Checkpoint
from tests.factories.moments import MORNING
from tests.integrity.audit.test_verify import owner

pytestmark = pytest.mark.django_db(transaction=True)
CLOCK = Machine("openness")


@pytest.fixture
def published() -> Checkpoint:
    _write(4)
    actions.seal(now=MORNING)
    found = checkpoints.publish(by=CLOCK, now=MORNING)
    assert found is not None
    return found


def _write(count: int, first: int = 0) -> None:
    with transaction.atomic():
        rows = [TrailRow("matter.opened", f"matter:M-{first + n}", CLOCK, MORNING, {"n": n})
                for n in range(count)]  # fmt: skip
        record_many(rows)


def test_before_the_first_seal_there_is_nothing_to_publish() -> None:
    assert checkpoints.publish(by=CLOCK, now=MORNING) is None
    assert Client().get("/open/trail/").status_code == 200
    assert Client().get("/open/trail/checkpoints.txt").content == b""


def test_a_day_has_one_checkpoint_and_it_stays(published: Checkpoint) -> None:
    _write(3, first=10)
    actions.seal(now=MORNING + timedelta(hours=2))

    again = checkpoints.publish(by=CLOCK, now=MORNING + timedelta(hours=3))

    assert again == published
    assert Checkpoint.objects.get().text == published.text
    next_day = checkpoints.publish(by=CLOCK, now=MORNING + timedelta(days=1))
    assert next_day is not None
    assert heads.read(next_day.text).n > heads.read(published.text).n


@pytest.mark.parametrize(
    "start", ["UPDATE openness_checkpoint SET text = 'x'", "DELETE FROM openness_checkpoint"]
)
def test_the_database_refuses_to_change_it(published: Checkpoint, start: str) -> None:
    with pytest.raises(DatabaseError, match="kept as it was"), connection.cursor() as cursor:
        cursor.execute(start)

    assert Checkpoint.objects.get().text == published.text


def test_the_text_that_everybody_can_take_away_proves_the_trail_whole(
    published: Checkpoint, tmp_path: Path
) -> None:
    text = Client().get("/open/trail/checkpoints.txt").content.decode()
    file = tmp_path / "checkpoints.txt"
    file.write_text(text, encoding="utf-8")

    assert heads.several(text) == [published.text]
    assert command.check(as_json=True, head=file) == 0


def test_a_trail_written_anew_by_its_owner_is_told_by_the_checkpoint(
    published: Checkpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The owner has the database, the signing key and the machine: rows go, the chain is remade."""
    file = tmp_path / "checkpoints.txt"
    file.write_bytes(Client().get("/open/trail/checkpoints.txt").content)
    with owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_seal")
        cursor.execute("DELETE FROM audit_entry WHERE subject = 'matter:M-2'")
    shutil.rmtree(heads.folder(), ignore_errors=True)
    actions.seal(now=MORNING + timedelta(days=3))
    shutil.rmtree(heads.folder(), ignore_errors=True)
    assert verify.verify().ok
    assert Seal.objects.exists()

    code = command.check(as_json=True, head=file)

    assert code == 1
    assert "chain_cut" in capsys.readouterr().out


def test_a_checkpoint_whose_key_is_gone_is_said_to_be_so_and_no_page_fails(
    published: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a database was brought to another server without its keys."""
    monkeypatch.setattr(signatures, "public_keys", dict)

    for address in ("/open/", "/open/trail/"):
        answer = Client(headers={"Accept-Language": "en"}).get(address)

        assert answer.status_code == 200
        assert "fits no key of this server" in answer.content.decode()


def test_publishing_is_on_the_trail(published: Checkpoint) -> None:
    row = Entry.objects.get(verb="trail.published")

    assert row.subject == f"checkpoint:{published.day}"


def test_the_page_and_the_feed_show_the_newest(published: Checkpoint) -> None:
    page = Client().get("/open/trail/").content.decode()
    feed = Client().get("/open/trail.atom").content.decode()

    assert heads.read(published.text).hash.hex() in page
    assert f"open_trail:{published.day}" in feed
