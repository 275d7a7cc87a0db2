"""The upload pages: looked at, checked, started, left, gone on with; closed to everybody else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sanwen.deliver.intake import tasks
from sanwen.deliver.intake.imports import background
from sanwen.deliver.intake.imports import run as running
from sanwen.deliver.intake.imports.actions import uploads
from sanwen.deliver.intake.models import ImportRun, RunState
from sanwen.integrity.audit.models import Entry
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.places import Units, units
from tests.factories.tables import HEAD, ROWS, csv_bytes, many_rows, write_xlsx

pytestmark = pytest.mark.django_db

BAD = ("4", "", "", "", "哪天", "井盖响")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def county() -> Units:
    return units()


@pytest.fixture
def clerk(county: Units) -> User:
    return person(Role.INTAKE, county.desk)


@pytest.fixture
def at_desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def upload(
    client: Client, county: Units, content: bytes | None = None, name: str = "留言.csv"
) -> ImportRun:
    content = csv_bytes([HEAD, *ROWS, BAD]) if content is None else content
    file = SimpleUploadedFile(name, content)
    client.post("/desk/import/", {"file": file, "received_by": county.desk.pk})
    return ImportRun.objects.latest("pk")


def choices(run: ImportRun, **changed: str) -> dict[str, str]:
    fields = {f"column_{column}": field for field, column in run.mapping.items()}
    return fields | {"sheet": str(run.sheet)} | changed


def checked(client: Client, county: Units) -> ImportRun:
    run = upload(client, county)
    client.post(f"/desk/import/{run.pk}/columns/", choices(run))
    run.refresh_from_db()
    return run


def test_an_upload_shows_the_columns_with_examples_and_registers_nothing(
    at_desk: Client, county: Units
) -> None:
    run = upload(at_desk, county)

    page = at_desk.get(f"/desk/import/{run.pk}/").content.decode()

    assert run.state == RunState.CHECKED
    assert run.mapping["text"] == 5
    assert "石桥村口的路灯坏了半个月。" in page
    assert '<option value="text" selected>' in page
    assert not Voice.objects.exists()


def test_a_check_says_how_many_rows_are_good_and_which_are_not(
    at_desk: Client, county: Units
) -> None:
    run = checked(at_desk, county)

    page = at_desk.get(f"/desk/import/{run.pk}/").content.decode()

    assert (run.expected, list(run.errors.values_list("line", flat=True))) == (4, [5])
    assert "哪天" in page
    assert not Voice.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_what_is_started_is_done_in_the_background_and_its_file_is_not_kept(
    at_desk: Client, county: Units, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    run = checked(at_desk, county)

    at_desk.post(f"/desk/import/{run.pk}/start/")
    job = ProcrastinateJob.objects.get(task_name="intake.take_in_file")
    waiting = at_desk.get(f"/desk/import/{run.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.take_in_file(**job.args)

    run.refresh_from_db()
    assert "hx-get" in waiting
    assert (run.state, run.rows, run.registered) == (RunState.DONE, 4, 3)
    assert not kept(files)
    assert Voice.objects.earliest("pk").registered_by == run.started_by
    page = at_desk.get(f"/desk/import/{run.pk}/").content.decode()
    assert "hx-get" not in page


def test_the_wrong_rows_can_be_downloaded(at_desk: Client, county: Units) -> None:
    run = checked(at_desk, county)

    answer = at_desk.get(f"/desk/import/{run.pk}/errors.csv")

    assert answer["Content-Type"].startswith("text/csv")
    assert "\r\n5," in answer.content.decode()


def test_a_file_that_labels_persons_is_refused_and_not_kept(
    at_desk: Client, county: Units, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content = csv_bytes([("内容", "重点人员类别"), ("停水", "甲")])
    with django_capture_on_commit_callbacks(execute=True):
        answer = at_desk.post(
            "/desk/import/",
            {"file": SimpleUploadedFile("a.csv", content), "received_by": county.desk.pk},
        )

    assert answer.status_code == 422
    assert "重点人员类别" in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not kept(files)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 500, b"PK\x03\x04rest"])
def test_what_cannot_be_read_is_said_on_the_same_page(
    at_desk: Client, county: Units, content: bytes
) -> None:
    file = SimpleUploadedFile("a.xlsx", content)

    answer = at_desk.post("/desk/import/", {"file": file, "received_by": county.desk.pk})

    assert answer.status_code == 422
    assert not ImportRun.objects.exists()


def test_columns_chosen_twice_or_without_the_message_are_refused(
    at_desk: Client, county: Units
) -> None:
    run = upload(at_desk, county)
    url = f"/desk/import/{run.pk}/columns/"

    assert at_desk.post(url, choices(run, column_0="text")).status_code == 422
    assert at_desk.post(url, choices(run, column_5="")).status_code == 422
    run.refresh_from_db()
    assert run.expected == 0


def test_another_sheet_can_be_chosen(at_desk: Client, county: Units, tmp_path: Path) -> None:
    import openpyxl

    path = write_xlsx(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("第二").append(["诉求内容"])
    book["第二"].append(["停水"])
    book.save(path)
    run = upload(at_desk, county, path.read_bytes(), "a.xlsx")

    at_desk.post(f"/desk/import/{run.pk}/columns/", choices(run, sheet="1"))

    run.refresh_from_db()
    assert (run.sheet, run.mapping) == (1, {"text": 0})


def test_a_stopped_file_goes_on_where_it_was(
    at_desk: Client, county: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 5)
    run = upload(at_desk, county, csv_bytes([HEAD, *many_rows(12)]))
    at_desk.post(f"/desk/import/{run.pk}/columns/", choices(run))
    at_desk.post(f"/desk/import/{run.pk}/start/")
    at_desk.post(f"/desk/import/{run.pk}/stop/")

    tasks.take_in_file(run.pk)
    assert not Voice.objects.exists()
    at_desk.post(f"/desk/import/{run.pk}/start/")
    tasks.take_in_file(run.pk)
    tasks.take_in_file(run.pk)

    run.refresh_from_db()
    assert (run.state, run.registered, Voice.objects.count()) == (RunState.DONE, 12, 12)


def test_the_same_file_is_taken_in_once(at_desk: Client, county: Units) -> None:
    first = checked(at_desk, county)
    at_desk.post(f"/desk/import/{first.pk}/start/")
    tasks.take_in_file(first.pk)

    second = checked(at_desk, county)
    page = at_desk.post(f"/desk/import/{second.pk}/start/", follow=True).content.decode()

    assert "notice error" in page
    assert Voice.objects.count() == 3
    second.refresh_from_db()
    assert second.state == RunState.CHECKED


def test_a_run_whose_file_cannot_be_read_any_more_stops_with_the_reason(
    at_desk: Client, county: Units
) -> None:
    run = checked(at_desk, county)
    at_desk.post(f"/desk/import/{run.pk}/start/")
    run.refresh_from_db()
    Path(run.file.path).write_bytes(b"")

    assert background.take_in(run) is None

    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert run.errors.get().reason


def test_a_file_nobody_starts_is_let_go_after_two_days(
    at_desk: Client, county: Units, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    run = upload(at_desk, county)

    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.forget_old(by=tasks.DESK, now=later(run.started_at, days=1)) == 0
        assert uploads.forget_old(by=tasks.DESK, now=later(run.started_at, days=3)) == 1

    assert not ImportRun.objects.exists()
    assert not kept(files)


def test_only_the_desk_sees_its_files(client: Client, at_desk: Client, county: Units) -> None:
    run = checked(at_desk, county)
    addresses = ("", "columns/", "start/", "stop/", "discard/", "errors.csv")

    for role, unit in ((Role.HANDLER, county.roads), (Role.INTAKE, county.town)):
        client.force_login(person(role, unit))
        for address in addresses:
            url = f"/desk/import/{run.pk}/{address}"
            ask = client.get if address in ("", "errors.csv") else client.post
            assert ask(url).status_code == 404
    client.force_login(person(Role.HANDLER, county.roads))
    assert client.get("/desk/import/").status_code == 403
    client.logout()
    assert client.get("/desk/import/").status_code == 302
    run.refresh_from_db()
    assert run.state == RunState.CHECKED


def test_a_clerk_cannot_take_in_for_another_desk(at_desk: Client, county: Units) -> None:
    file = SimpleUploadedFile("a.csv", csv_bytes([HEAD, *ROWS]))

    answer = at_desk.post("/desk/import/", {"file": file, "received_by": county.town.pk})

    assert answer.status_code == 422
    assert not ImportRun.objects.exists()


def test_each_step_is_on_the_trail(at_desk: Client, county: Units) -> None:
    run = checked(at_desk, county)
    at_desk.post(f"/desk/import/{run.pk}/start/")
    tasks.take_in_file(run.pk)

    verbs = Entry.objects.filter(subject=f"import:{run.pk}").values_list("verb", flat=True)
    assert sorted(verbs) == [
        "import.begun",
        "import.done",
        "import.started",
        "import.taken_in",
        "import.uploaded",
    ]


def test_no_page_takes_more_than_fifteen_queries(
    at_desk: Client, county: Units, django_assert_max_num_queries: Any
) -> None:
    run = checked(at_desk, county)

    for url in ("/desk/import/", f"/desk/import/{run.pk}/"):
        with django_assert_max_num_queries(15):
            assert at_desk.get(url).status_code == 200
