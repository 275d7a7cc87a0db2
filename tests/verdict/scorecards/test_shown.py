"""The course of a unit: each period is called what it is."""

from datetime import date

import pytest
from django.utils import translation

from sanwen.methods.rates import Rate
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.shown import course_chart

POINTS = [(date(2026, 4, 1), Rate(30, 40, 60)), (date(2026, 7, 1), Rate(35, 40, 60))]


@pytest.mark.parametrize(
    ("length", "title", "labels"),
    [
        (Length.MONTH, "Solved, month by month", ["April 2026", "July 2026"]),
        (Length.QUARTER, "Solved, quarter by quarter", ["2026, quarter 2", "2026, quarter 3"]),
    ],
)
def test_months_are_called_months_and_quarters_quarters(length, title, labels):
    with translation.override("en"):
        chart = course_chart(POINTS, of=length)

    assert chart.title == title
    assert [row.label for row in chart.rows] == labels


def test_one_period_is_no_course():
    assert course_chart(POINTS[:1]) is None
