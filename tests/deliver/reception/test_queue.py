"""Numbers without gaps, one line a counter and day, and nobody called twice."""

from contextlib import suppress
from datetime import time
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception.actions import booking, queue
from sanwen.deliver.reception.models import Counter, Day, Visit
from sanwen.deliver.reception.order import in_line
from sanwen.deliver.reception.states import State
from sanwen.people.roles import Role
from tests.factories.at_once import at_once
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.reception import TEN, TOMORROW, booked, counter, draft, visit

ONE_DB = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def numbers(one: Counter) -> list[int]:
    return list(Visit.objects.at(one).order_by("number").values_list("number", flat=True))


@pytest.mark.django_db
@ONE_DB
@given(acts=st.lists(st.sampled_from(["walk_in", "book", "full", "cancel", "twice"]), max_size=12))
def test_whatever_happens_numbers_have_no_gap(acts: list[str]) -> None:
    cast = Cast()
    Visit.objects.all().delete()
    Day.objects.all().delete()
    Counter.objects.all().delete()
    one = counter(cast)

    for act in acts:
        _do(act, cast, one)

    for day in (MORNING.date(), TOMORROW):
        given_out = [v.number for v in Visit.objects.at(one).filter(on=day).order_by("number")]
        assert given_out == list(range(1, len(given_out) + 1))


def _do(act: str, cast: Cast, one: Counter) -> None:
    if act == "walk_in":
        booking.walk_in(draft(), counter=one, by=cast.clerk, now=MORNING)
    elif act == "twice":
        same = draft()
        first, second = (
            booking.walk_in(same, counter=one, by=cast.clerk, now=MORNING) for _ in range(2)
        )
        assert first.pk == second.pk
    elif act == "cancel":
        expected = Visit.objects.at(one).filter(state=State.EXPECTED).first()
        if expected:
            booking.cancel(visit=expected, now=MORNING)
    else:
        with suppress(NotAllowed):
            booked(one, at=TEN if act == "book" else time(7))


@pytest.mark.django_db
@ONE_DB
@given(capacity=st.integers(1, 4), wished=st.lists(st.sampled_from([time(9), TEN]), max_size=12))
def test_a_slot_never_takes_more_than_it_holds(capacity: int, wished: list[time]) -> None:
    cast = Cast()
    Visit.objects.all().delete()
    Day.objects.all().delete()
    Counter.objects.all().delete()
    one = counter(cast)
    one.hours.update(capacity=capacity)

    for at in wished:
        try:
            booked(one, at=at)
        except NotAllowed:
            assert Visit.objects.at(one).filter(begins=at).count() == capacity

    for at in (time(9), TEN):
        assert Visit.objects.at(one).filter(begins=at).count() == min(capacity, wished.count(at))


@pytest.mark.django_db
def test_who_is_next_follows_time_and_coming_and_nothing_else() -> None:
    cast = Cast()
    one = counter(cast)
    tomorrow = later(days=1)
    late = booked(one, at=time(9))
    on_time = booked(one, at=TEN)
    first = booking.walk_in(draft(), counter=one, by=cast.clerk, now=tomorrow)
    for who, minutes in ((on_time, 5), (late, 40)):
        queue.arrive(visit=who, by=cast.clerk, now=later(tomorrow, minutes=minutes))

    order = [v.pk for v in in_line(Visit.objects.filter(state=State.WAITING))]

    # 09:30 the walk-in, 10:00 the appointment; who came at 10:10 for 09:00 stands from then on.
    assert order == [first.pk, on_time.pk, late.pk]


@pytest.mark.django_db
def test_who_is_put_back_stands_behind_those_who_wait() -> None:
    cast = Cast()
    one = counter(cast)
    first, second = visit(cast, one), visit(cast, one)
    called = queue.call_next(counter=one, by=cast.clerk, now=MORNING)

    queue.put_back(visit=called, by=cast.clerk, now=later(minutes=3))

    assert called.pk == first.pk
    assert queue.call_next(counter=one, by=cast.clerk, now=later(minutes=4)).pk == second.pk


@pytest.mark.django_db
def test_a_number_holds_for_its_day_also_for_who_had_left() -> None:
    cast = Cast()
    one = counter(cast)
    gone = visit(cast, one, State.LEFT)

    back = queue.arrive(visit=gone, by=cast.clerk, now=later(hours=1))

    assert (back.state, back.number) == (State.WAITING, gone.number)


@pytest.mark.django_db(transaction=True)
def test_eight_who_come_at_once_get_eight_numbers_in_a_row() -> None:
    cast = Cast()
    one = counter(cast)
    clerk = cast.clerk
    _ = clerk.memberships_now

    at_once(
        *(partial(booking.walk_in, draft(), counter=one, by=clerk, now=MORNING) for _ in range(8))
    )

    assert numbers(one) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_last_place_at_once_one_is_told() -> None:
    cast = Cast()
    one = counter(cast)
    one.hours.update(capacity=1)

    results = at_once(lambda: booked(one), lambda: booked(one))

    assert sum(isinstance(result, NotAllowed) for result in results) == 1
    assert numbers(one) == [1]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_call_two_visitors() -> None:
    cast = Cast()
    one, other = counter(cast), person(Role.INTAKE, cast.units.desk)
    visit(cast, one), visit(cast, one)

    called = at_once(
        lambda: queue.call_next(counter=one, by=cast.clerk, now=MORNING),
        lambda: queue.call_next(counter=one, by=other, now=MORNING),
    )

    assert {v.number for v in called} == {1, 2}


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_one_appointment() -> None:
    one = counter(Cast())
    same = draft()

    first, second = at_once(
        *[lambda: booking.book(same, counter=one, on=TOMORROW, begins=TEN, now=MORNING)] * 2
    )

    assert first.pk == second.pk
    assert numbers(one) == [1]
