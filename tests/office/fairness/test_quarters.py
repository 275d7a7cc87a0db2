"""Quarters: named, bounded, and none is skipped."""

from datetime import date, datetime, timedelta

import pytest

from sanwen.office.fairness.quarters import last_whole, quarter_of, span
from tests.factories.moments import SHANGHAI


def test_a_quarter_runs_from_its_first_midnight_to_the_next_ones() -> None:
    assert span("2026Q4") == (
        datetime(2026, 10, 1, tzinfo=SHANGHAI),
        datetime(2027, 1, 1, tzinfo=SHANGHAI),
    )


@pytest.mark.parametrize("wrong", ["2026", "2026Q5", "26Q1", "2026q1", "Q"])
def test_what_is_no_quarter_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        span(wrong)


@pytest.mark.parametrize(
    ("today", "quarter"),
    [(date(2026, 1, 1), "2025Q4"), (date(2026, 3, 31), "2025Q4"), (date(2026, 11, 22), "2026Q3")],
)
def test_the_last_whole_quarter_has_ended(today: date, quarter: str) -> None:
    assert last_whole(today) == quarter


def test_every_day_lies_in_its_own_quarter() -> None:
    for number in range(800):
        day = date(2025, 1, 1) + timedelta(days=number)
        start, end = span(quarter_of(day))

        assert start.date() <= day < end.date()
