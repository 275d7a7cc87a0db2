"""Days of a hearing are left out exactly, and a date never comes earlier by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.clock import Calendar, Rule, due, resumed
from sanwen.verdict.reviews.hearing_days import DAY, ends

PLAIN = Calendar({}, frozenset(range(2020, 2031)))
THIRTY = Rule("petition.second_review", 30, "day")
STARTS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@st.composite
def spans(draw: st.DrawFn, start: date, *, most: int = 4) -> list[tuple[date, date]]:
    found = []
    for _ in range(draw(st.integers(0, most))):
        first = start + timedelta(days=draw(st.integers(-10, 50)))
        found.append((first, first + timedelta(days=draw(st.integers(0, 12)))))
    return found


@pytest.mark.parametrize(
    ("start", "heard", "expected"),
    [
        # 2026-03-10 and thirty days: 9 April. No hearing changes nothing.
        ("2026-03-10", [], "2026-04-09"),
        ("2026-03-10", [("2026-03-20", "2026-03-20")], "2026-04-10"),
        ("2026-03-10", [("2026-03-20", "2026-03-24")], "2026-04-14"),
        # Two hearings that meet are left out once.
        ("2026-03-10", [("2026-03-20", "2026-03-24"), ("2026-03-23", "2026-03-26")], "2026-04-16"),
        # On the last day itself; and one within the days that were added.
        ("2026-03-10", [("2026-04-09", "2026-04-09")], "2026-04-10"),
        ("2026-03-10", [("2026-04-09", "2026-04-09"), ("2026-04-10", "2026-04-11")], "2026-04-12"),
        # Before the request, and after the end: not within the period.
        ("2026-03-10", [("2026-03-01", "2026-03-10")], "2026-04-09"),
        ("2026-03-10", [("2026-04-10", "2026-04-20")], "2026-04-09"),
        # Over the new year and a leap day, where no notice of days off matters.
        ("2027-12-15", [("2027-12-30", "2028-01-02")], "2028-01-18"),
        ("2028-02-10", [("2028-02-28", "2028-03-01")], "2028-03-14"),
    ],
)
def test_the_days_of_the_vectors(start, heard, expected):
    days = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in heard]

    assert ends(date.fromisoformat(start), 30, days) == date.fromisoformat(expected)


@given(STARTS)
def test_without_a_hearing_it_is_the_plain_period(start):
    assert ends(start, 30) == due(THIRTY, start, PLAIN).on


@given(st.data(), STARTS)
def test_the_days_left_out_are_exactly_those_of_the_hearings(data, start):
    heard = data.draw(spans(start))
    end = ends(start, 30, heard)
    left_out = {first + DAY * n for first, last in heard for n in range((last - first).days + 1)}

    within = {day for day in left_out if start < day <= end}
    assert (end - start).days == 30 + len(within)
    assert end not in left_out


@given(st.data(), STARTS)
def test_one_more_hearing_never_makes_it_earlier(data, start):
    heard = data.draw(spans(start))
    more = data.draw(spans(start, most=1))

    assert ends(start, 30, heard) <= ends(start, 30, heard + more)


@given(STARTS, st.integers(1, 30), st.integers(0, 12))
def test_one_hearing_within_the_period_is_the_pause_of_the_clock(start, after, length):
    first = start + timedelta(days=after)
    last = first + timedelta(days=length)

    paused = resumed(due(THIRTY, start, PLAIN), THIRTY, first - DAY, last, PLAIN)
    assert ends(start, 30, [(first, last)]) == paused.on
