"""What becomes public is masked, except what units publish of themselves."""

import pytest

from sanwen.listen.voices import masking
from sanwen.places.models import Unit
from tests.factories.places import units

pytestmark = pytest.mark.django_db


def test_an_office_number_stays_and_a_persons_goes() -> None:
    water = units().water
    Unit.objects.filter(pk=water.pk).update(phone="0731-8422 0000")

    shown = masking.for_everybody("请打0731-84220000，别打13800138000").text

    assert shown == "请打0731-84220000，别打〔电话号码〕"


def test_a_line_is_masked_before_it_is_cut() -> None:
    line = masking.line_for_everybody("路" * 112 + "13800138000")

    assert "138" not in line
    assert len(line) <= masking.LONGEST_LINE


def test_the_kinds_are_said_once_each() -> None:
    found = masking.for_everybody("call 13800138000 or 13900139000, Mr Smith").found

    assert masking.in_words(found) == "一个电话号码、一个姓名"


def test_an_english_text_has_english_labels() -> None:
    assert masking.for_everybody("call 13800138000").text == "call [phone number]"
