"""Whom to call and what to do: by the kind of event, in few words."""

import pytest

from sanwen.deliver.intake.emergency import ADVICE, MEANING, help_for
from sanwen.methods.urgency_signs import numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("楼下煤气泄漏了", "119"),
        ("电线断落在路上，没人管", "95598"),
        ("小区停水三天了", "12345"),
        ("我不想活了", "12356"),
        ("There is a gas leak", "119"),
    ],
)
def test_the_number_that_helps_is_named(text: str, number: str) -> None:
    found = help_for(text)

    assert found is not None
    assert number in [one.number for one in found.numbers]
    assert found.advice


def test_words_of_despair_are_met_gently_and_first() -> None:
    found = help_for("停水三天了，我不想活了")

    assert found is not None
    assert [one.number for one in found.numbers] == ["12356", "110"]
    assert not found.danger


def test_what_hurts_nobody_this_minute_raises_no_alarm() -> None:
    found = help_for("小区停水三天了")

    assert found is not None
    assert not found.danger


def test_an_ordinary_message_shows_nothing() -> None:
    assert help_for("希望在河边建一个公园") is None


def test_every_kind_has_advice_and_every_number_its_meaning() -> None:
    assert ADVICE.keys() == numbers().keys()
    assert {one for known in numbers().values() for one in known} <= MEANING.keys()
