"""The queues: what stands in each, in which order, counted to a cap, read page by page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sanwen.deliver.matters import queue_rows
from sanwen.deliver.matters.actions import answering, asking, assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.queue_rows import counts, first_number, page
from sanwen.deliver.matters.queues import DESKS, Queue, desks_of, queue_of
from sanwen.deliver.matters.states import OPEN, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import REFUSED, Cast, matter
from tests.factories.moments import MORNING, later
from tests.factories.people import also, person

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def found(by: User, key: str, *, size: int = 50, after: str = "") -> list[Matter]:
    return page(by, queue(by, key), today=TODAY, size=size, after=after).matters


def queue(by: User, key: str) -> Queue:
    one = queue_of(by, key)
    assert one is not None
    assert one.key == key
    return one


def every_state(cast: Cast) -> dict[State, Matter]:
    return {state: matter(cast, state) for state in State}


def test_every_open_or_answered_matter_stands_in_a_queue_of_who_works_on_it() -> None:
    cast = Cast()
    made = every_state(cast)
    worked_on = {made[state].pk for state in OPEN | {State.ANSWERED}}
    both = also(cast.clerk, Role.HANDLER, cast.units.roads)
    listed = {
        one.pk
        for desk in desks_of(both)
        for each in desk.queues
        if not each.newest
        for one in found(both, each.key)
    }

    assert worked_on <= listed


@pytest.mark.parametrize(
    ("key", "states"),
    [
        ("new", {State.REGISTERED, State.ACCEPTED}),
        ("returned", {State.RETURNED}),
        ("waiting", {State.WAITING}),
        ("answered", {State.ANSWERED}),
    ],
)
def test_the_desk_sees_each_state_in_its_queue(key: str, states: set[State]) -> None:
    cast = Cast()
    every_state(cast)

    assert {one.state for one in found(cast.clerk, key)} == states


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("unit-new", State.ASSIGNED),
        ("unit-reopened", State.REOPENED),
        ("unit-hand", State.IN_HAND),
        ("unit-waiting", State.WAITING),
        ("unit-returned", State.RETURNED),
        ("unit-answered", State.ANSWERED),
    ],
)
def test_the_unit_sees_each_state_in_its_queue(key: str, state: State) -> None:
    cast = Cast()
    made = every_state(cast)

    assert found(cast.handler, key) == [made[state]]


def test_late_and_due_today_go_by_the_present_date() -> None:
    cast = Cast()
    made = [matter(cast, State.IN_HAND) for _ in range(3)]
    for one, days in zip(made, (0, 1, 2), strict=True):
        Matter.objects.filter(pk=one.pk).update(due_on=one.due_on + timedelta(days=days))
    day = made[0].due_on + timedelta(days=1)

    late = page(cast.handler, queue(cast.handler, "unit-late"), today=day).matters
    today = page(cast.handler, queue(cast.handler, "unit-today"), today=day).matters

    assert (late, today) == ([made[0]], [made[1]])


def test_what_is_to_be_read_and_asked_and_assisted_is_shown_to_its_unit_only() -> None:
    cast = Cast()
    reading, asked = matter(cast, State.IN_HAND), matter(cast, State.IN_HAND)
    answering.answer(matter=reading, reply=REFUSED, by=cast.handler, now=later(hours=4))
    asking.ask_for_time(matter=asked, days=3, reason="等。", by=cast.handler, now=later(hours=4))
    helped = matter(cast)
    to = Assign(lead=cast.units.roads, assists=[cast.units.water])
    assigning.assign(matter=helped, to=to, by=cast.clerk, now=later(hours=4))
    water = cast.who(Role.HANDLER, cast.units.water)

    assert found(cast.head, "unit-read") == [reading]
    assert found(cast.head, "unit-time") == [asked]
    assert found(water, "unit-assist") == [helped]
    assert found(water, "unit-read") == found(water, "unit-time") == []


def test_the_arbiter_finds_what_waits_for_them() -> None:
    cast = Cast()
    arbiter = cast.who(Role.SUPERVISOR, cast.units.county)
    one = matter(cast, State.RETURNED)
    assigning.agree(matter=one, words="改派。", by=cast.clerk, now=later(hours=3))
    to = Assign(lead=cast.units.roads)
    assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=4))
    assigning.object_to(matter=one, reason="仍不是。", by=cast.handler, now=later(hours=5))

    assert found(arbiter, "arbiter") == [one]


def test_a_queue_shows_the_first_promise_first_and_goes_on_where_the_page_ended() -> None:
    cast = Cast()
    made = [matter(cast, now=later(days=days)) for days in (4, 0, 9, 2, 2)]
    by = cast.clerk

    first = page(by, queue(by, "new"), today=TODAY, size=2)
    second = page(by, queue(by, "new"), today=TODAY, size=2, after=first.after)
    third = page(by, queue(by, "new"), today=TODAY, size=2, after=second.after)

    seen = [*first.matters, *second.matters, *third.matters]
    assert seen == sorted(made, key=lambda one: (one.due_on, one.pk))
    assert third.after == ""
    assert first_number(by, queue(by, "new"), today=TODAY) == seen[0].pk


def test_the_list_of_all_begins_with_the_newest() -> None:
    cast = Cast()
    made = [matter(cast, now=later(days=days)) for days in (4, 0, 9)]

    assert found(cast.clerk, "all") == [made[2], made[0], made[1]]


@given(st.text(max_size=40))
def test_an_address_that_was_tampered_with_begins_at_the_beginning(after: str) -> None:
    assert queue_rows._start(DESKS[1].queues[0], after) is None or "~" in after


def test_counts_agree_with_the_lists_and_stop_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    every_state(cast)
    both = also(cast.clerk, Role.HANDLER, cast.units.roads)
    known = counts(both, today=TODAY)

    assert known == {
        each.key: len(found(both, each.key)) for desk in desks_of(both) for each in desk.queues
    }
    monkeypatch.setattr(queue_rows, "MOST", 2)
    assert counts(both, today=TODAY)["all"] == 2


def test_all_counts_are_one_statement() -> None:
    cast = Cast()
    both = also(cast.clerk, Role.HANDLER, cast.units.roads)
    assert both.memberships_now

    with CaptureQueriesContext(connection) as queries:
        counts(both, today=TODAY)

    assert len(queries) == 1


def test_queues_of_one_unit_are_closed_to_another() -> None:
    cast = Cast()
    every_state(cast)
    water = cast.who(Role.HANDLER, cast.units.water)

    assert set(counts(water, today=TODAY).values()) == {0}
    assert queue_of(water, "new") is queue_of(water, "")


def test_who_has_no_duty_at_the_desk_has_no_queue() -> None:
    cast = Cast()

    assert queue_of(person(Role.AUDITOR, cast.units.county), "all") is None


def test_every_queue_reads_from_an_index_that_begins_with_its_unit() -> None:
    """With the table read in sequence switched off for good measure, no plan may need it."""
    cast = Cast()
    both = also(cast.clerk, Role.HANDLER, cast.units.roads)
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for desk in desks_of(both):
            for each in desk.queues:
                sql = queue_rows._with([desk]) + queue_rows._select(each, 51)
                cursor.execute(f"EXPLAIN {sql}", queue_rows._values(both, [desk], TODAY))
                plans.append((each.key, "\n".join(row[0] for row in cursor.fetchall())))

    assert {key for key, plan in plans if "Seq Scan on matters" in plan} == set()


def test_what_cannot_wait_stands_on_top_of_the_new_and_nothing_is_lost() -> None:
    cast = Cast()
    known = [matter(cast, State.REGISTERED) for _ in range(6)]
    last = known[-1]
    Matter.objects.filter(pk=last.pk).update(urgent=True)
    queue = queue_of(cast.clerk, "new")
    assert queue is not None

    first = page(cast.clerk, queue, today=TODAY, size=3)
    rest = page(cast.clerk, queue, today=TODAY, size=10, after=first.after)

    assert first.matters[0].pk == last.pk
    seen = {one.pk for one in (*first.matters, *rest.matters)}
    assert seen == {one.pk for one in known}
