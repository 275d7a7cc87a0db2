"""The doctor looks at everything, says what to do, and fails when something is bad."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from sanwen.cli.checks import Status, database, machine, program, work
from tests.cli.conftest import Run

NAMES = [
    "settings", "database", "tables", "storage", "keys", "calendar", "translations", "mail",
    "worker",
]  # fmt: skip


@pytest.mark.django_db
def test_the_json_names_every_check(sanwen: Run) -> None:
    told = sanwen("doctor", "--json")
    answer = json.loads(told.stdout)

    assert [check["name"] for check in answer["checks"]] == NAMES
    assert {check["status"] for check in answer["checks"]} <= {"ok", "warn", "bad"}
    assert answer["ok"] is (told.exit_code == 0)


@pytest.mark.django_db
def test_everything_but_ok_says_what_to_do(sanwen: Run) -> None:
    answer = json.loads(sanwen("doctor", "--json").stdout)

    assert all(check["todo"] for check in answer["checks"] if check["status"] != "ok")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("DATABASE_URL", "mysql://x"), ("SANWEN_DEBUG", "maybe"), ("SANWEN_PG_BIN", "/nowhere")],
)
def test_a_broken_start_is_reported_instead_of_crashing(
    setting: str, value: str, tmp_path: Path
) -> None:
    kept = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    told = subprocess.run(
        [sys.executable, "-m", "sanwen.cli.main", "doctor", "--json"],
        env={**kept, "SANWEN_HOME": str(tmp_path), setting: value},
        capture_output=True,
        text=True,
        check=False,
    )

    answer = json.loads(told.stdout)
    assert (told.returncode, answer["ok"]) == (1, False)
    assert [check["name"] for check in answer["checks"]] == ["start", "storage", "keys"]
    assert setting in answer["checks"][0]["found"]


@pytest.mark.django_db
def test_a_database_in_order_is_ok() -> None:
    assert database.server().status == Status.OK
    assert database.tables().status == Status.OK


def test_keys_that_others_may_read_are_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANWEN_HOME", str(tmp_path))
    (tmp_path / "keys").mkdir(mode=0o700)
    key = tmp_path / "keys" / "vault.key"
    key.touch(mode=0o600)
    assert machine.keys().status == Status.OK

    key.chmod(0o644)

    assert machine.keys().status == Status.BAD
    assert "vault.key" in machine.keys().found


def test_a_folder_that_cannot_be_written_is_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("")
    monkeypatch.setenv("SANWEN_HOME", str(tmp_path / "home"))

    assert machine.storage().status == Status.BAD


@pytest.mark.parametrize(
    ("free", "status"), [(10**11, Status.OK), (10**9, Status.WARN), (10**6, Status.BAD)]
)
def test_free_space_is_judged(
    free: int, status: Status, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANWEN_HOME", str(tmp_path))
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": free}))

    assert machine.storage().status == status


def test_mail_that_is_only_printed_is_a_warning(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert work.mail().status == Status.WARN


def test_a_mail_server_that_does_not_answer_is_bad(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert work.mail().status == Status.BAD


@pytest.mark.django_db
def test_no_worker_is_a_warning_with_the_command() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")

    found = work.worker()

    assert found.status == Status.WARN
    assert "sanwen worker" in found.todo


HEADER = 'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n\n'


@pytest.mark.parametrize(
    ("catalogue", "count"),
    [
        (HEADER + 'msgid "Yes"\nmsgstr "是"\n', 0),
        (HEADER + 'msgid "Yes"\nmsgstr ""\n', 1),
        (HEADER + '#, fuzzy\nmsgid "Yes"\nmsgstr "是"\n', 1),
        (HEADER + 'msgid ""\n"Yes, "\n"please"\nmsgstr ""\n"好的，"\n"请"\n', 0),
        (HEADER + 'msgid "day"\nmsgid_plural "days"\nmsgstr[0] ""\n', 1),
        (
            HEADER
            + 'msgctxt "role"\nmsgid "lead"\nmsgstr "主办"\n\n#~ msgid "Old"\n#~ msgstr ""\n',
            0,
        ),
    ],
)
def test_unfinished_translations_are_counted(catalogue: str, count: int) -> None:
    assert program.unfinished(catalogue) == count


@pytest.mark.django_db
def test_debug_pages_are_a_warning(settings: LazySettings) -> None:
    settings.DEBUG = True

    assert program.settings().status == Status.WARN
