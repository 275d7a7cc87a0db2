"""The course of a unit: each period is called what it is."""

from datetime import date

import pytest
from django.utils import translation

from sanwen.methods.rates import Rate, Standing
from sanwen.verdict.scorecards.card import card_of
from sanwen.verdict.scorecards.measures import MEASURES
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.shown import STANDINGS, UnitLine, apart, course_chart

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
        chart = course_chart(POINTS, about="水务局", of=length)

    assert chart.title == title
    assert [row.label for row in chart.rows] == labels


def test_one_period_is_no_course():
    assert course_chart(POINTS[:1], about="水务局") is None


def test_units_that_chance_does_not_explain_are_told_first_without_an_order_of_results():
    card = card_of(dict.fromkeys(MEASURES, 0), since=date(2026, 1, 1), until=date(2026, 4, 1))
    lines = [
        UnitLine(code, code, 1, False, card, str(STANDINGS[standing]), "")
        for code, standing in (
            ("a", Standing.ABOVE),
            ("b", Standing.BELOW),
            ("c", Standing.TOGETHER),
            ("d", Standing.BELOW),
            ("e", Standing.FEW),
        )
    ]

    found = [(words, [line.code for line in units]) for words, units in apart(lines)]

    assert found == [
        (str(STANDINGS[Standing.BELOW]), ["b", "d"]),
        (str(STANDINGS[Standing.ABOVE]), ["a"]),
    ]
    assert apart([line for line in lines if line.code in "ce"]) == []
