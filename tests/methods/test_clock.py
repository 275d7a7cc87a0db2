"""Due dates: the vectors of the domain reference, and what must hold for every date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.clock import (
    Calendar,
    Due,
    OutOfRangeError,
    Rule,
    due,
    extend,
    resumed,
    working_days_between,
)
from sanwen.places import calendar_import

ROWS = calendar_import.shipped()
CALENDAR = Calendar({row.date: row.is_work for row in ROWS}, frozenset(row.year for row in ROWS))
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LENGTHS = st.integers(0, 400)
UNITS = st.sampled_from(["workday", "day", "month", "year"])
ROLLS = st.sampled_from(["none", "next_workday"])


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-02-12", "2026-02-26"),  # Spring Festival, with the Saturday worked before it
        ("2026-09-18", "2026-09-24"),  # a worked Sunday
        ("2026-09-29", "2026-10-12"),  # National Day, a worked Saturday after it
        ("2026-04-30", "2026-05-11"),
        ("2025-09-26", "2025-10-10"),
    ],
)
def test_five_working_days_pass_over_days_off_and_count_worked_weekends(start, expected):
    assert due(Rule("x", 5, "workday"), on(start), CALENDAR) == Due(on(expected), False)


@pytest.mark.parametrize(
    ("start", "plain", "rolled"),
    [
        ("2026-01-20", "2026-03-21", "2026-03-23"),
        ("2026-08-03", "2026-10-02", "2026-10-08"),
    ],
)
def test_sixty_days_end_on_a_day_off_unless_the_rule_rolls(start, plain, rolled):
    rule = Rule("x", 60, "day")

    assert due(rule, on(start), CALENDAR) == Due(on(plain), False)
    assert due(rule, on(start), CALENDAR, roll="next_workday") == Due(on(rolled), False)


def test_a_date_in_a_year_without_a_notice_is_provisional():
    assert due(Rule("x", 60, "day"), on("2026-11-21"), CALENDAR) == Due(on("2027-01-20"), True)


def test_the_last_days_of_december_wait_for_the_next_years_notice():
    known = Calendar(CALENDAR.days, CALENDAR.known_years | {2027})

    assert not due(Rule("x", 1, "day"), on("2026-12-27"), CALENDAR).provisional
    assert due(Rule("x", 1, "day"), on("2026-12-28"), CALENDAR).provisional
    assert not due(Rule("x", 1, "day"), on("2026-12-28"), known).provisional


def test_an_unknown_year_counts_plain_weekdays():
    assert due(Rule("x", 5, "workday"), on("2031-01-03"), CALENDAR) == Due(on("2031-01-10"), True)


def test_no_working_days_at_all_end_on_the_day_itself_and_may_roll():
    saturday = on("2026-03-21")

    assert due(Rule("x", 0, "workday"), saturday, CALENDAR).on == saturday
    assert due(Rule("x", 0, "day", "next_workday"), saturday, CALENDAR).on == on("2026-03-23")


def test_a_length_below_zero_counts_back():
    assert due(Rule("x", -7, "day"), on("2026-03-10"), CALENDAR).on == on("2026-03-03")
    assert due(Rule("x", -1, "workday"), on("2026-02-24"), CALENDAR).on == on("2026-02-14")
    assert due(Rule("x", -1, "workday"), on("2026-02-22"), CALENDAR).on == on("2026-02-14")


def test_months_and_years_end_on_the_same_day_or_the_months_last():
    assert due(Rule("x", 1, "month"), on("2026-01-31"), CALENDAR).on == on("2026-02-28")
    assert due(Rule("x", 6, "month"), on("2025-08-31"), CALENDAR).on == on("2026-02-28")
    assert due(Rule("x", 1, "year"), on("2024-02-29"), CALENDAR).on == on("2025-02-28")


def test_hours_run_day_and_night():
    start = datetime(2026, 10, 1, 23, 0, tzinfo=UTC)

    found = due(Rule("x", 2, "hour"), start, CALENDAR)

    assert found == Due(on("2026-10-02"), False, start + timedelta(hours=2))


def test_hours_need_a_moment_to_start_from():
    with pytest.raises(TypeError, match="moment"):
        due(Rule("x", 2, "hour"), on("2026-10-01"), CALENDAR)


def test_an_extension_counts_from_the_end_there_was_and_stays_provisional():
    first = Due(on("2026-03-02"), True)

    assert extend(first, Rule("x", 30, "day"), CALENDAR) == Due(on("2026-04-01"), True)


def test_days_left_leave_out_the_start_and_count_the_end():
    assert working_days_between(on("2026-09-18"), on("2026-09-24"), CALENDAR) == 5
    assert working_days_between(on("2026-09-24"), on("2026-09-18"), CALENDAR) == -5
    assert working_days_between(on("2026-10-01"), on("2026-10-07"), CALENDAR) == 0


@pytest.mark.parametrize("day", ["1899-12-31", "2261-01-01"])
def test_dates_no_rule_reaches_are_refused_in_words(day):
    with pytest.raises(OutOfRangeError, match="outside 1900-2260"):
        due(Rule("x", 5, "workday"), on(day), CALENDAR)


@given(DATES, LENGTHS, UNITS, ROLLS)
def test_no_date_from_1900_to_2200_crashes(start, length, unit, roll):
    rule = Rule("x", min(length, 50) if unit == "year" else length, unit, roll)

    assert due(rule, start, CALENDAR).on >= start


@given(DATES, LENGTHS, st.integers(0, 30), st.sampled_from(["workday", "day", "month"]), ROLLS)
def test_a_longer_period_never_ends_earlier(start, length, more, unit, roll):
    shorter = due(Rule("x", length, unit, roll), start, CALENDAR)
    longer = due(Rule("x", length + more, unit, roll), start, CALENDAR)

    assert longer.on >= shorter.on


@given(DATES, st.integers(0, 30), LENGTHS, UNITS, ROLLS)
def test_a_later_start_never_ends_earlier(start, later, length, unit, roll):
    rule = Rule("x", min(length, 50) if unit == "year" else length, unit, roll)

    assert due(rule, start + timedelta(later), CALENDAR).on >= due(rule, start, CALENDAR).on


@given(st.dates(date(2002, 1, 1), date(2029, 12, 31)), st.integers(0, 90), UNITS, ROLLS)
def test_provisional_if_and_only_if_a_counted_day_is_not_announced(start, length, unit, roll):
    found = due(
        Rule("x", min(length, 3) if unit == "year" else length, unit, roll), start, CALENDAR
    )
    first = min(start + timedelta(1), found.on)
    counted = (first + timedelta(n) for n in range((found.on - first).days + 1))

    assert found.provisional == any(not CALENDAR.knows(day) for day in counted)


@given(DATES, st.integers(1, 400))
def test_the_table_agrees_with_counting_day_by_day(start, length):
    found = due(Rule("x", length, "workday"), start, CALENDAR).on
    days = (start + timedelta(n) for n in range(1, (found - start).days + 1))

    assert CALENDAR.is_workday(found)
    assert sum(CALENDAR.is_workday(day) for day in days) == length
    assert working_days_between(start, found, CALENDAR) == length


@pytest.mark.parametrize(("unit", "seconds"), [("hour", 3600), ("minute", 60), ("second", 1)])
def test_what_is_counted_to_the_moment_runs_on_past_midnight(unit, seconds):
    start = datetime(2026, 10, 1, 23, 59, 58, tzinfo=UTC)

    found = due(Rule("x", 3, unit), start, CALENDAR)

    assert found == Due(on("2026-10-02"), False, start + timedelta(seconds=3 * seconds))


def test_a_moment_past_all_calendars_is_refused_in_words():
    with pytest.raises(OutOfRangeError, match="seconds from"):
        due(Rule("x", 24, "hour"), datetime(9999, 12, 31, 12, tzinfo=UTC), CALENDAR)


def test_what_was_paused_is_counted_afterwards():
    """A hearing from 10 to 14 March: four days of the thirty are not counted."""
    thirty = due(Rule("x", 30, "day"), on("2026-03-02"), CALENDAR)
    twenty = due(Rule("x", 20, "workday"), on("2026-03-02"), CALENDAR)

    days = resumed(thirty, Rule("x", 30, "day"), on("2026-03-10"), on("2026-03-14"), CALENDAR)
    work = resumed(twenty, Rule("x", 20, "workday"), on("2026-03-13"), on("2026-03-16"), CALENDAR)

    assert (thirty.on, days.on) == (on("2026-04-01"), on("2026-04-05"))
    assert (twenty.on, work.on) == (on("2026-03-30"), on("2026-03-31"))


@pytest.mark.parametrize(
    ("unit", "since", "until"),
    [("month", "2026-03-10", "2026-03-14"), ("day", "2026-03-14", "2026-03-10")],
)
def test_a_pause_that_cannot_be_is_refused(unit, since, until):
    first = Due(on("2026-04-01"), False)

    with pytest.raises(ValueError, match="no pause"):
        resumed(first, Rule("x", 1, unit), on(since), on(until), CALENDAR)


@given(DATES, st.integers(1, 400), st.integers(0, 60), st.sampled_from(["day", "workday"]), ROLLS)
def test_a_pause_never_ends_a_period_earlier(start, length, paused, unit, roll):
    rule = Rule("x", length, unit, roll)
    first = due(rule, start, CALENDAR)

    assert resumed(first, rule, start, start + timedelta(paused), CALENDAR).on >= first.on
