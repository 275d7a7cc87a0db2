"""`sanwen clock`: the vectors of the law, for programs and people; bad input refused in words."""

import json
from datetime import date

import pytest
from django.db import OperationalError

from sanwen.cli import clock
from sanwen.core.actors import Machine
from sanwen.deliver.matters.clock_rules import rules
from sanwen.places import calendar
from sanwen.places.actions import import_notice, load_shipped
from sanwen.places.calendar_import import DayRow
from tests.cli.conftest import Run

pytestmark = pytest.mark.django_db

TO_THE_MOMENT = {code for code, one in rules().items() if one.rule.unit in clock._TO_THE_MOMENT}


@pytest.fixture(autouse=True)
def _no_calendar_is_held() -> object:
    calendar.forget()
    yield
    calendar.forget()


@pytest.mark.parametrize(
    ("rule", "start", "due", "provisional"),
    [
        ("service.reply", "2026-02-12", "2026-02-26", False),
        ("service.reply", "2026-09-18", "2026-09-24", False),
        ("petition.objection", "2026-09-29", "2026-10-12", False),
        ("service.reply", "2026-04-30", "2026-05-11", False),
        ("service.reply", "2025-09-26", "2025-10-10", False),
        ("petition.conclude", "2026-01-20", "2026-03-21", False),
        ("petition.conclude", "2026-08-03", "2026-10-02", False),
        ("petition.conclude", "2026-11-21", "2027-01-20", True),
        ("petition.ask_review", "2026-09-02", "2026-10-08", False),
        ("decision.hearing_papers", "2026-03-10", "2026-03-03", False),
        ("信访事项办结", "2026-01-20", "2026-03-21", False),
    ],
)
def test_a_program_reads_the_date_and_the_article(
    sanwen: Run, rule: str, start: str, due: str, provisional: bool
) -> None:
    told = sanwen("clock", rule, "--from", start, "--json")

    found = json.loads(told.stdout)
    assert told.exit_code == 0
    assert set(found) == {"due", "provisional", "article"}
    assert (found["due"], found["provisional"]) == (due, provisional)
    assert "Calendar:" in told.stderr


@pytest.mark.parametrize("code", rules())
def test_every_rule_of_the_table_answers(sanwen: Run, code: str) -> None:
    told = sanwen("clock", code, "--from", "2026-03-10", "--json")

    found = json.loads(told.stdout)
    assert date.fromisoformat(found["due"])
    assert found["article"] == rules()[code].article
    assert ("at" in found) == (code in TO_THE_MOMENT)


@pytest.mark.parametrize(
    ("rule", "start", "at"),
    [
        ("service.call", "2026-03-10T09:30", "2026-03-10T09:30:15+08:00"),
        ("service.message", "2026-03-10T23:58", "2026-03-11T00:01:00+08:00"),
        ("service.mailbox", "2026-03-10T01:00:00+00:00", "2026-03-11T09:00:00+08:00"),
        ("service.danger", "2026-03-10", "2026-03-10T02:00:00+08:00"),
    ],
)
def test_what_counts_to_the_moment_says_the_moment(
    sanwen: Run, rule: str, start: str, at: str
) -> None:
    assert json.loads(sanwen("clock", rule, "--from", start, "--json").stdout)["at"] == at


def test_people_read_the_first_and_the_extended_date_and_the_source(sanwen: Run) -> None:
    told = sanwen("clock", "petition.conclude", "--from", "2026-01-20").stdout

    assert "Due: 2026-03-21" in told
    assert "At most extended by 30 days: 2026-04-20" in told
    assert "信访工作条例第34条" in told
    assert "Calendar: the shipped one." in told


def test_the_calendar_of_the_database_counts_where_there_is_one(sanwen: Run) -> None:
    load_shipped(by=Machine("command"))
    off = [DayRow(date(2027, 1, day), False, True, "元旦", 2027) for day in (1, 20, 21)]
    import_notice(by=Machine("command"), year=2027, title="2027", source="test", rows=off)

    told = sanwen("clock", "petition.ask_review", "--from", "2026-12-21").stdout

    assert "Due: 2027-01-22" in told
    assert "Calendar: the database's." in told


def test_a_database_that_does_not_answer_is_no_reason_to_give_no_date(
    sanwen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> bool:
        raise OperationalError("connection refused")

    monkeypatch.setattr(clock.Notice.objects, "exists", silent, raising=False)

    told = sanwen("clock", "service.reply", "--from", "2026-02-12")

    assert told.exit_code == 0
    assert "Due: 2026-02-26" in told.stdout
    assert "the shipped one" in told.stdout


def test_the_rules_are_listed(sanwen: Run) -> None:
    told = sanwen("clock", "--rules")
    rows = json.loads(sanwen("clock", "--rules", "--json").stdout)["rules"]

    assert all(code in told.stdout for code in rules())
    assert [row["rule"] for row in rows] == list(rules())
    assert next(row for row in rows if row["rule"] == "petition.second_review")["pauses"] == [
        "hearing"
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["petition.concluse", "--from", "2026-03-10"], "Did you mean petition.conclude"),
        (["nothing", "--from", "2026-03-10"], "There is no rule"),
        (["petition.conclude", "--from", "2026-02-30"], "is no date"),
        (["petition.conclude", "--from", "2026-03-10T25:00"], "is no date"),
        (["petition.conclude", "--from", "1066-10-14"], "outside 1900-2260"),
        (["records.transfer", "--from", "2260-06-01"], "outside 1900-2260"),
        (["petition.conclude"], "Use: sanwen clock RULE"),
        ([], "Use: sanwen clock RULE"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    sanwen: Run, words: list[str], reason: str
) -> None:
    told = sanwen("clock", *words)

    assert told.exit_code == 1
    assert reason in told.stderr
    assert not told.stdout
