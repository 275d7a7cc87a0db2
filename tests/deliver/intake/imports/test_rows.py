"""One row: what becomes of its words, its person, its date; and why it is not taken in."""

from datetime import datetime

import pytest

from sanwen.deliver.intake.imports.mapping import Columns
from sanwen.deliver.intake.imports.reading import Line
from sanwen.deliver.intake.imports.rows import LONGEST, Row, WrongRow, read
from sanwen.integrity.vault.models import Openness, Way
from sanwen.listen.voices.models import Channel
from tests.factories.moments import MORNING, SHANGHAI

FIELDS = ("text", "title", "said_at", "name", "phone", "email", "answer", "answered_at")
COLUMNS = Columns({field: column for column, field in enumerate(FIELDS)}, FIELDS, 1, len(FIELDS))


def row(**cells: str) -> Row | WrongRow:
    line = Line(7, tuple(cells.get(field, "") for field in FIELDS))
    return read(line, COLUMNS, now=MORNING, zone=SHANGHAI)


def good(**cells: str) -> Row:
    found = row(**cells)
    assert isinstance(found, Row), found
    return found


def reason(**cells: str) -> str:
    found = row(**cells)
    assert isinstance(found, WrongRow), found
    assert found.line == 7
    return found.reason


def test_the_words_stay_as_they_are_with_the_title_above() -> None:
    found = good(text="\n\t路灯坏了。\n\n请修。\n", title="路灯")

    assert found.draft.text == "路灯\n路灯坏了。\n\n请修。".replace("路灯\n路灯坏了", "路灯坏了")
    assert good(text="坏了半个月。", title="路灯").draft.text == "路灯\n坏了半个月。"
    assert found.draft.channel == Channel.IMPORT
    assert found.draft.submission_key is None


@pytest.mark.parametrize("text", ["修", "🚧", "𠮷", "مرحبا", "路\x00灯\x00坏"])
def test_short_rare_and_foreign_words_are_taken_in(text: str) -> None:
    assert good(text=text).draft.text == text.replace("\0", "")


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x00", "\u202e\u2066"])
def test_a_row_without_words_is_wrong(text: str) -> None:
    assert "no words" in reason(text=text)


def test_a_text_of_200_000_characters_is_named_with_its_length() -> None:
    assert "200000" in reason(text="长" * 200_000)
    assert len(good(text="长" * LONGEST).draft.text) == LONGEST


def test_broken_characters_are_told_and_not_guessed() -> None:
    assert "broken" in reason(text="路灯\udcff坏了")


def test_the_date_is_kept_with_its_zone() -> None:
    found = good(text="停水", said_at="2025/3/1 9:32:09")

    assert found.draft.said_at == datetime(2025, 3, 1, 9, 32, 9, tzinfo=SHANGHAI)
    assert good(text="停水").draft.said_at is None


def test_a_date_that_is_none_is_quoted() -> None:
    assert "去年冬天" in reason(text="停水", said_at="去年冬天")


def test_a_person_with_a_telephone_is_called_and_one_without_is_not() -> None:
    called = good(text="停水", name="王某", phone="139 0000 0001").draft.contact
    assert (called.name, called.wishes, called.openness) == (
        "王某",
        Way.PHONE,
        Openness.CONFIDENTIAL,
    )
    assert good(text="停水", email="a@example.org").draft.contact.wishes == Way.EMAIL
    assert good(text="停水", name="王某").draft.contact.wishes == Way.CODE_ONLY
    assert good(text="停水", phone="不详").draft.contact.wishes == Way.CODE_ONLY


def test_a_name_longer_than_any_name_is_wrong() -> None:
    assert "100" in reason(text="停水", name="名" * 101)


def test_an_answer_comes_with_its_day_and_nobody_is_called_about_it() -> None:
    found = good(
        text="停水",
        said_at="2019/4/24",
        phone="13900000001",
        answer="已恢复。",
        answered_at="2019/5/9 9:49:10",
    )

    assert found.answer is not None
    assert found.answer.at == datetime(2019, 5, 9, 9, 49, 10, tzinfo=SHANGHAI)
    assert found.draft.contact.wishes == Way.CODE_ONLY


@pytest.mark.parametrize(
    ("answered_at", "words"),
    [("", "not when"), ("2019/4/1", "older"), ("2099/1/1", "future"), ("不久", "no date")],
)
def test_an_answer_whose_day_cannot_be_right_is_not_taken_over(
    answered_at: str, words: str
) -> None:
    assert words in reason(
        text="停水", said_at="2019/4/24", answer="已恢复。", answered_at=answered_at
    )
