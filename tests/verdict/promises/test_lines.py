"""What is typed line by line is read, or the line that cannot be read is named."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sanwen.verdict.promises import lines


def test_steps_end_with_their_day():
    found = lines.steps("石桥村 2026-06-30\n\n柳溪村，2026-7-1\n", longest=80)

    assert [(one.words, one.due_on) for one in found] == [
        ("石桥村", date(2026, 6, 30)),
        ("柳溪村", date(2026, 7, 1)),
    ]


def test_measures_have_three_parts():
    found = lines.measures("铺设管道，公里，12.5\ntaps, pieces, 120")

    assert [(one.words, one.measure, one.target) for one in found] == [
        ("铺设管道", "公里", Decimal("12.50")),
        ("taps", "pieces", Decimal("120.00")),
    ]


@pytest.mark.parametrize("text", ["石桥村", "石桥村 2026-13-01", "好 2026-06-30\n" * 301])
def test_a_step_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValidationError):
        lines.steps(text, longest=80)


@pytest.mark.parametrize(
    "text", ["铺设管道 12.5", "管道，公里，0", "管道，公里，1.2.3", "管道，公里"]
)
def test_a_measure_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValidationError):
        lines.measures(text)


def test_words_that_are_too_long_are_refused():
    with pytest.raises(ValidationError):
        lines.steps("长" * 81 + " 2026-06-30", longest=80)
