"""Slots follow the hours and the calendar, and never run past closing time."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sanwen.deliver.reception.slots import days, of_day
from sanwen.methods.clock import Calendar

WEDNESDAY, SATURDAY, HOLIDAY, WORKED = (
    date(2026, 3, 11), date(2026, 3, 14), date(2026, 10, 1), date(2026, 2, 14),
)  # fmt: skip
CALENDAR = Calendar({HOLIDAY: False, WORKED: True}, frozenset({2026}))


@dataclass(frozen=True)
class Stretch:
    weekday: int
    opens: time
    closes: time
    minutes: int = 30
    capacity: int = 1


def test_a_morning_is_cut_into_slots() -> None:
    slots = of_day(WEDNESDAY, [Stretch(2, time(9), time(10, 15))], CALENDAR, {time(9): 1})

    assert [(slot.begins, slot.ends, slot.free) for slot in slots] == [
        (time(9), time(9, 30), 0),
        (time(9, 30), time(10), 1),
    ]


def test_a_day_off_has_no_slots_and_a_worked_weekend_keeps_mondays_hours() -> None:
    hours = [Stretch(day, time(9), time(10)) for day in (0, 2, 3)]

    assert of_day(HOLIDAY, hours, CALENDAR, {}) == []
    assert len(of_day(WORKED, hours, CALENDAR, {})) == 2
    assert of_day(SATURDAY, hours, CALENDAR, {}) == []


def test_a_saturday_with_hours_of_its_own_is_open() -> None:
    assert of_day(SATURDAY, [Stretch(5, time(9), time(10))], CALENDAR, {})


def at(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@given(
    opens=st.integers(0, 22 * 60),
    length=st.integers(5, 600),
    minutes=st.integers(5, 240),
    taken=st.integers(0, 5),
)
def test_slots_lie_inside_the_hours_and_never_overlap(
    opens: int, length: int, minutes: int, taken: int
) -> None:
    begins, closes = at(opens), at(min(opens + length, 24 * 60 - 1))
    stretch = Stretch(2, begins, closes, minutes, 3)

    slots = of_day(WEDNESDAY, [stretch, stretch], CALENDAR, {begins: taken})

    assert all(stretch.opens <= slot.begins < slot.ends <= stretch.closes for slot in slots)
    assert all(one.ends <= two.begins for one, two in zip(slots, slots[1:], strict=False))
    assert all(0 <= slot.free <= slot.capacity for slot in slots)


@given(since=st.dates(date(2026, 1, 1), date(2026, 11, 1)), ahead=st.integers(0, 40))
def test_open_days_are_in_order_within_the_time_ahead(since: date, ahead: int) -> None:
    found = days(since, ahead, [Stretch(n, time(9), time(10)) for n in range(5)], CALENDAR)

    assert found == sorted(set(found))
    assert all(since <= day <= since + timedelta(days=ahead) for day in found)
    assert HOLIDAY not in found
