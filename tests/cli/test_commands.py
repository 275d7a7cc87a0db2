"""Each command on a small case: what it prints, what it changes, what it refuses."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from sanwen.core.actors import Machine
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Notice, Unit
from tests.cli.conftest import Run

pytestmark = pytest.mark.django_db
NOTICE = "date,day,statutory,name\n2031-01-01,off,yes,元旦\n2031-01-04,work,no,元旦\n"


def write_trail() -> None:
    with transaction.atomic():
        record("matter.opened", on="matter:M-1", by=Machine("test"), at=datetime.now(UTC))


def test_migrating_twice_changes_nothing(sanwen: Run) -> None:
    assert sanwen("migrate").exit_code == 0
    assert "Nothing to migrate" in sanwen("migrate").stderr


def test_the_cache_has_its_table(sanwen: Run) -> None:
    sanwen("migrate")

    assert "cache" in connection.introspection.table_names()


def test_a_whole_trail_is_verified(sanwen: Run) -> None:
    write_trail()

    told = sanwen("trail", "verify", "--json")

    assert told.exit_code == 0
    answer = json.loads(told.stdout)
    assert (answer["rows"], answer["ok"], answer["first_bad"]) == (1, True, None)


def test_an_altered_trail_is_exit_code_1_and_names_the_row(sanwen: Run) -> None:
    write_trail()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET verb = 'matter.closed' RETURNING id")
        (number,) = cursor.fetchone()
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")

    told = sanwen("trail", "verify", "--json")

    assert told.exit_code == 1
    assert json.loads(told.stdout)["first_bad"] == number
    assert str(number) in told.stderr


def test_the_first_administrator_gets_a_password_to_change(sanwen: Run) -> None:
    told = sanwen("createadmin", "wang.fang", "--json")

    user = User.objects.get(username="wang.fang")
    assert user.check_password(json.loads(told.stdout)["password"])
    assert user.must_change_password
    assert user.holds(Role.ADMINISTRATOR)


@pytest.mark.parametrize("name", ["Wang", "王芳", "1st", "a b"])
def test_a_user_name_out_of_shape_is_refused_and_nothing_is_made(sanwen: Run, name: str) -> None:
    told = sanwen("createadmin", name)

    assert told.exit_code == 1
    assert told.stderr
    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_a_taken_user_name_is_refused(sanwen: Run) -> None:
    sanwen("createadmin", "wang.fang")

    told = sanwen("createadmin", "wang.fang")

    assert told.exit_code == 1
    assert "taken" in told.stderr
    assert User.objects.count() == 1


def test_a_years_notice_is_taken_in(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "2031.csv").write_text(NOTICE)

    told = sanwen("calendar", "import", tmp_path / "2031.csv", "--year", "2031", "--json")

    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == {"year": 2031, "days": 2, "errors": []}
    assert Notice.objects.filter(year=2031).exists()


def test_a_wrong_line_is_named_and_nothing_is_stored(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "2031.csv").write_text(NOTICE + "2031-13-40,off,no,元旦\n")

    told = sanwen("calendar", "import", tmp_path / "2031.csv", "--year", "2031")

    assert told.exit_code == 1
    assert "2031.csv:4:" in told.stderr
    assert not Notice.objects.filter(year=2031).exists()


def test_a_file_that_is_no_receipt_is_refused(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_text("hello")

    told = sanwen("receipt", "check", tmp_path / "receipt.txt", "--json")

    assert told.exit_code == 1
    assert json.loads(told.stdout)["ok"] is False


def test_a_binary_file_is_no_receipt(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_bytes(b"\xff\xfe\x00\xd8")

    told = sanwen("receipt", "check", tmp_path / "receipt.txt")

    assert told.exit_code == 1
    assert "not a text file" in told.stderr


def test_a_database_that_is_not_ours_is_never_emptied(
    sanwen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = sanwen("demo", "--load-only", "--reset", "--yes")

    assert told.exit_code == 1
    assert "not ours to empty" in told.stderr


MESSAGES = "编号,留言内容\n1,学校门口的路灯坏了三天，孩子晚上回家看不见路。\n2,\n"


def test_a_dry_run_reads_everything_and_writes_nothing(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text(MESSAGES)

    told = sanwen("import", tmp_path / "messages.csv", "--dry-run", "--json")

    assert json.loads(told.stdout)["registered"] == 0
    assert not Voice.objects.exists()
    assert not Unit.objects.exists()


def test_a_file_of_messages_is_registered_and_wrong_lines_are_named(
    sanwen: Run, tmp_path: Path
) -> None:
    (tmp_path / "messages.csv").write_text(MESSAGES)

    told = sanwen("import", tmp_path / "messages.csv", "--json")

    answer = json.loads(told.stdout)
    assert set(answer) == {"rows", "registered", "skipped", "errors"}
    assert (told.exit_code, answer["registered"]) == (0, 1)
    assert [error["line"] for error in answer["errors"]] == [3]
    assert "messages.csv:3:" in told.stderr


def test_the_same_file_again_registers_nothing_twice(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text(MESSAGES)
    sanwen("import", tmp_path / "messages.csv")

    again = json.loads(sanwen("import", tmp_path / "messages.csv", "--json").stdout)

    assert (again["registered"], again["skipped"]) == (0, 1)
    assert Voice.objects.count() == 1


def test_a_file_for_an_unknown_unit_is_refused(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text(MESSAGES)

    told = sanwen("import", tmp_path / "messages.csv", "--unit", "nowhere")

    assert told.exit_code == 1
    assert "nowhere" in told.stderr
    assert not Voice.objects.exists()
