"""Months by their first days, over the turn of the year and of any day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.core.months import chosen, month_after, whole_months

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 11, 22), 1, date(2026, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2026, 3, 9), -3, date(2025, 12, 1)),
        (date(2026, 3, 9), 0, date(2026, 3, 1)),
    ],
)
def test_so_many_months_on_or_back(day, months, found):
    assert month_after(day, months) == found


@given(DAYS, st.integers(-60, 60))
def test_there_and_back_is_the_first_of_the_month(day, months):
    assert month_after(month_after(day, months), -months) == day.replace(day=1)


def test_twelve_months_that_are_over_are_offered():
    assert whole_months(date(2026, 2, 28))[:3] == [
        date(2026, 1, 1),
        date(2025, 12, 1),
        date(2025, 11, 1),
    ]
    assert len(whole_months(date(2026, 2, 28))) == 12


@pytest.mark.parametrize("text", ["", "2020-01", "2025-13", "x"])
def test_what_is_not_offered_is_the_newest(text):
    months = whole_months(date(2026, 2, 28))

    assert chosen(text, months) == date(2026, 1, 1)
    assert chosen("2025-12", months) == date(2025, 12, 1)
