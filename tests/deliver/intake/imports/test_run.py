"""A whole file: what comes of it, what is said of it, and that nothing comes twice."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports import run as running
from sanwen.deliver.intake.imports import run_file
from sanwen.deliver.intake.imports.actions import taking
from sanwen.deliver.intake.models import ImportRun, RowError, RunState
from sanwen.deliver.matters.models import Answer, AnswerState, Clock, Delivery, Matter, Step
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.actions import record
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Contact
from sanwen.listen.triage.models import Category, Suggestion
from sanwen.listen.voices.models import Channel, Voice
from tests.factories.moments import SHANGHAI
from tests.factories.places import Units, units
from tests.factories.tables import HEAD, ROWS, answered, many_rows, write_csv, write_xlsx

pytestmark = pytest.mark.django_db

BY = Machine("import")


@pytest.fixture
def county() -> Units:
    return units()


def nothing_was_written() -> bool:
    kinds = (Voice, Matter, Contact, ImportRun, RowError, Step, Entry)
    # The units of the test are on the trail too.
    return not any(
        kind.objects.exclude(verb__startswith="unit.").exists()
        if kind is Entry
        else kind.objects.exists()
        for kind in kinds
    )


def test_every_row_becomes_a_registered_matter(tmp_path: Path, county: Units) -> None:
    result = run_file(write_csv(tmp_path / "a.csv"), received_by=county.desk, by=BY)

    assert result.as_json() == {"rows": 3, "registered": 3, "skipped": 0, "errors": []}
    voice = Voice.objects.get(source="1")
    assert (voice.channel, voice.code_hash, voice.submission_key) == (Channel.IMPORT, None, None)
    assert voice.text == "路灯不亮\n石桥村口的路灯坏了半个月。"
    assert voice.said_at.astimezone(SHANGHAI).isoformat() == "2025-03-01T09:32:09+08:00"
    matter = voice.joining.matter
    assert (matter.state, matter.received_by, matter.lead_unit) == (
        State.REGISTERED,
        county.desk,
        None,
    )
    assert matter.clocks.count() == 2
    assert Suggestion.objects.count() == 3
    assert Entry.objects.filter(verb="voice.registered").count() == 3


def test_a_batch_takes_the_same_number_of_statements_for_any_number_of_rows(
    tmp_path: Path, county: Units, django_assert_max_num_queries
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEAD, *many_rows(400)])

    with django_assert_max_num_queries(70):
        assert run_file(path, received_by=county.desk, by=BY).registered == 400


def test_a_date_in_the_future_becomes_today(tmp_path: Path, county: Units) -> None:
    path = write_csv(tmp_path / "a.csv", [("内容", "时间"), ("停水", "2099-1-1")])

    run_file(path, received_by=county.desk, by=BY)

    voice = Voice.objects.get()
    assert voice.said_at == voice.registered_at


def test_the_subject_is_suggested_and_not_decided(tmp_path: Path, county: Units) -> None:
    lamps = Category.objects.create(
        code="lamps", name="路灯", name_en="Lamps", words=["路灯"], unit=county.roads
    )

    run_file(write_csv(tmp_path / "a.csv"), received_by=county.desk, by=BY)

    suggestion = Suggestion.objects.get(voice__source="1")
    assert (suggestion.category, suggestion.unit, suggestion.because) == (
        lamps,
        county.roads,
        ["路灯"],
    )
    assert suggestion.voice.joining.matter.lead_unit is None


def test_wrong_rows_are_named_by_line_and_the_others_go_on(tmp_path: Path, county: Units) -> None:
    bad = ("4", "", "", "", "哪天", "井盖响")
    path = write_csv(tmp_path / "a.csv", [HEAD, ROWS[0], bad, ("5",) + ("",) * 5, ROWS[1]])

    result = run_file(path, received_by=county.desk, by=BY)

    assert (result.rows, result.registered) == (4, 2)
    assert [line for line, _reason in result.errors] == [3, 4]
    assert result.ok
    assert list(RowError.objects.values_list("line", "reason")) == result.errors


def test_a_file_of_which_nothing_can_be_registered_is_not_well(
    tmp_path: Path, county: Units
) -> None:
    path = write_csv(tmp_path / "a.csv", [("内容", "时间"), ("停水", "哪天")])

    assert not run_file(path, received_by=county.desk, by=BY).ok


def test_a_dry_run_finds_the_same_and_writes_nothing(tmp_path: Path, county: Units) -> None:
    path = write_csv(tmp_path / "a.csv", [HEAD, *ROWS, ("4", "", "", "", "哪天", "井盖响")])

    result = run_file(path, received_by=county.desk, by=BY, dry_run=True)

    assert (result.rows, result.registered, [line for line, _ in result.errors]) == (4, 0, [5])
    assert nothing_was_written()


def test_a_file_that_labels_persons_leaves_no_trace(tmp_path: Path, county: Units) -> None:
    path = write_csv(tmp_path / "a.csv", [(*HEAD, "稳控责任人"), (*ROWS[0], "张某")])

    with pytest.raises(NotAllowed, match="labels persons"):
        run_file(path, received_by=county.desk, by=BY)

    assert nothing_was_written()


def test_the_same_file_again_registers_nothing(tmp_path: Path, county: Units) -> None:
    path = write_csv(tmp_path / "a.csv")
    run_file(path, received_by=county.desk, by=BY)
    rows = Entry.objects.count()

    again = run_file(path, received_by=county.desk, by=BY)

    assert again.as_json() == {"rows": 3, "registered": 0, "skipped": 3, "errors": []}
    assert (again.ok, Voice.objects.count(), Entry.objects.count()) == (True, 3, rows)


def test_a_longer_export_of_the_same_system_brings_only_what_is_new(
    tmp_path: Path, county: Units
) -> None:
    run_file(write_csv(tmp_path / "a.csv", [HEAD, *ROWS[:2]]), received_by=county.desk, by=BY)

    result = run_file(write_csv(tmp_path / "b.csv"), received_by=county.desk, by=BY)

    assert (result.registered, result.skipped) == (1, 2)
    assert Voice.objects.count() == 3


def test_equal_words_without_a_number_are_two_people(tmp_path: Path, county: Units) -> None:
    path = write_csv(tmp_path / "a.csv", [("内容", "时间"), *(("停水", "2025-1-1"),) * 2])

    assert run_file(path, received_by=county.desk, by=BY).registered == 2


def test_a_run_that_was_killed_goes_on_where_it_stopped(
    tmp_path: Path, county: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    path = write_csv(tmp_path / "a.csv", [HEAD, *many_rows(35), ("36", "", "", "", "哪天", "x")])

    def killed(done: int, total: int | None) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_file(path, received_by=county.desk, by=BY, progress=killed)
    assert (Voice.objects.count(), ImportRun.objects.get().last_line) == (20, 21)

    result = run_file(path, received_by=county.desk, by=BY)

    assert (result.rows, result.registered, result.skipped) == (36, 15, 20)
    assert [line for line, _ in result.errors] == [37]
    assert Voice.objects.count() == 35
    assert ImportRun.objects.get().state == RunState.DONE


def test_a_batch_is_whole_or_not_at_all(
    tmp_path: Path, county: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv")

    def breaks(verb: str, **given: Any) -> None:
        record(verb, **given)
        if verb == "import.taken_in":
            raise KeyboardInterrupt

    monkeypatch.setattr(taking, "record", breaks)
    with pytest.raises(KeyboardInterrupt):
        run_file(path, received_by=county.desk, by=BY)

    assert not Voice.objects.exists()
    assert ImportRun.objects.get().last_line == 0


def test_two_who_take_in_the_same_file_do_not_register_a_row_twice(
    tmp_path: Path, county: Units
) -> None:
    path = write_csv(tmp_path / "a.csv")
    file = taking.File("a.csv", b"1" * 32, 0)
    run = taking.begin(file=file, mapping={}, insisted=False, received_by=county.desk, by=BY)
    ImportRun.objects.update(last_line=3)

    with pytest.raises(NotAllowed, match="somebody else"):
        taking.take_batch(run=run, rows=[], wrong=[], last_line=4, units={}, by=BY)

    assert ImportRun.objects.get().last_line == 3
    assert path.exists()


def test_a_file_that_was_begun_keeps_its_columns(
    tmp_path: Path, county: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv")
    run_file(path, received_by=county.desk, by=BY)

    with pytest.raises(NotAllowed, match="other columns"):
        run_file(path, mapping={"text": "留言主题"}, received_by=county.desk, by=BY)


def test_a_workbook_comes_in_like_any_other_file(tmp_path: Path, county: Units) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", empty_tail=2000)
    told: list[tuple[int, int | None]] = []

    result = run_file(
        path,
        received_by=county.desk,
        by=BY,
        progress=lambda done, total: told.append((done, total)),
    )

    assert result.registered == 3
    assert told == [(3, 4)]


def test_a_past_answer_is_taken_over_with_its_dates_and_claims_nothing(
    tmp_path: Path, county: Units
) -> None:
    path = write_csv(tmp_path / "旧系统.csv", answered())

    result = run_file(path, received_by=county.desk, by=BY)

    assert result.registered == 1
    answer = Answer.objects.get()
    assert (answer.state, answer.outcome, answer.written_by) == (AnswerState.SENT, "", None)
    assert answer.taken_over_from == "旧系统.csv"
    assert "旧系统.csv" in answer.ground
    assert answer.items.get().reply == "将于六月底完工。"
    assert answer.sent_at.astimezone(SHANGHAI).isoformat() == "2019-05-10T14:56:53+08:00"
    matter = answer.matter
    assert (matter.state, matter.lead_unit, matter.outcome) == (State.ANSWERED, county.desk, "")
    assert matter.opened_at.astimezone(SHANGHAI).isoformat() == "2019-04-24T16:03:40+08:00"
    assert [step.verb for step in matter.steps.all()] == ["register", "answer"]
    assert not Clock.objects.exists()
    assert not Delivery.objects.exists()
    taken = Entry.objects.get(verb="matter.taken_over")
    assert taken.actor == "machine:import"
    assert '"unit_named":false' in taken.details


def test_an_answer_to_a_message_that_is_in_without_one_is_told_and_not_lost(
    tmp_path: Path, county: Units
) -> None:
    rows = [row[:4] for row in answered()]
    run_file(write_csv(tmp_path / "a.csv", rows), received_by=county.desk, by=BY)
    known = Matter.objects.get()

    result = run_file(write_csv(tmp_path / "b.csv", answered()), received_by=county.desk, by=BY)

    assert (result.rows, result.registered, result.skipped) == (1, 0, 0)
    assert [(line, known.ref in reason) for line, reason in result.errors] == [(2, True)]
    known.refresh_from_db()
    assert (known.state, Matter.objects.count()) == (State.REGISTERED, 1)


def test_the_title_of_a_message_is_the_title_of_its_matter(tmp_path: Path, county: Units) -> None:
    rows = [
        ("标题", "内容"),
        ("石桥村口的路灯已经坏了半个月", "晚上看不见路。"),
        ("路灯", "坏了。"),
    ]

    run_file(write_csv(tmp_path / "a.csv", rows), received_by=county.desk, by=BY)

    titles = list(Matter.objects.order_by("pk").values_list("title", flat=True))
    assert titles == ["石桥村口的路灯已经坏了半个月", "路灯 坏了。"]


def test_the_unit_that_answered_is_the_one_the_file_names(tmp_path: Path, county: Units) -> None:
    run_file(
        write_csv(tmp_path / "a.csv", answered(unit="交通运输局")), received_by=county.desk, by=BY
    )

    answer = Answer.objects.get()
    assert answer.unit == county.roads
    assert "does not say" not in answer.ground


def test_an_answer_has_a_writer_or_was_taken_over(tmp_path: Path, county: Units) -> None:
    run_file(write_csv(tmp_path / "a.csv", answered()), received_by=county.desk, by=BY)

    with pytest.raises(IntegrityError, match="an_answer_has_a_writer"), transaction.atomic():
        Answer.objects.update(taken_over_from="")
    with pytest.raises(IntegrityError, match="an_answer_has_a_writer"), transaction.atomic():
        Answer.objects.update(outcome="done")
