"""What is late, stands still or is nobody's climbs: once, by itself, and comes down again."""

import threading
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from sanwen.deliver.matters.actions import asking, assigning, climbing, handing, recusing
from sanwen.deliver.matters.actions.climbing import Swept
from sanwen.deliver.matters.climb_days import cuts, latest
from sanwen.deliver.matters.models import Climb, Matter, Step
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.notices.models import Notice, Topic
from sanwen.people.roles import Role
from sanwen.web.mine import mine
from tests.factories.matters import Cast, matter, voice_of
from tests.factories.moments import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def after(one: Matter, workdays: int) -> datetime:
    """Noon, so many working days after the date of the matter."""
    day = one.due_on
    for _ in range(workdays):
        day = period("service.late_head", day).on
    return noon(day)


def rungs(one: Matter) -> list[tuple[int, str]]:
    return list(one.climbs.values_list("rung", "ground"))


def test_a_late_matter_climbs_to_the_head_then_above_then_to_supervision(cast: Cast) -> None:
    head, above = cast.head, cast.who(Role.UNIT_LEAD, cast.units.county)
    supervisor = cast.who(Role.SUPERVISOR, cast.units.desk)
    one = matter(cast, State.IN_HAND)

    for workdays in range(9):
        climbing.sweep(now=after(one, workdays))

    assert rungs(one) == [(1, "late"), (2, "late"), (3, "late")]
    told = (
        Notice.objects.filter(topic=Topic.CLIMBED)
        .order_by("made_at")
        .values_list("staff", flat=True)
    )
    assert list(told) == [head.pk, above.pk, supervisor.pk]
    units = list(one.climbs.values_list("to", flat=True))
    assert units == [cast.units.roads.pk, cast.units.county.pk, cast.units.desk.pk]


def test_the_resident_reads_it_in_plain_words_and_the_trail_holds_no_person(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    now = after(one, 1)
    climbing.sweep(now=now)

    line = mine(voice_of(one), now=now).timeline[0]

    assert "交通运输局" in line.what
    entry = Entry.objects.get(verb="matter.climb")
    assert "staff" not in entry.details


def test_a_second_sweep_writes_nothing(cast: Cast) -> None:
    cast.who(Role.SUPERVISOR, cast.units.desk)
    for state in (State.REGISTERED, State.ASSIGNED, State.IN_HAND, State.RETURNED, State.REOPENED):
        matter(cast, state)
    first = climbing.sweep(now=later(days=40))
    tables = (Climb, Step, Entry, Notice)
    before = [model.objects.count() for model in tables]

    assert climbing.sweep(now=later(days=40)) == Swept()

    assert first.climbed == 5
    assert [model.objects.count() for model in tables] == before


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED, State.WITHDRAWN, State.JOINED])
def test_what_is_no_longer_open_never_climbs(cast: Cast, state: State) -> None:
    one = matter(cast, state)

    climbing.sweep(now=later(days=40))

    assert rungs(one) == []


def test_what_nobody_takes_in_hand_climbs_after_two_working_days(cast: Cast) -> None:
    one = matter(cast, State.ASSIGNED)

    assert climbing.sweep(now=noon(date(2026, 3, 12))).climbed == 0
    assert climbing.sweep(now=noon(date(2026, 3, 13))).climbed == 1
    assert rungs(one) == [(1, "stuck")]

    one = assigning.take(matter=one, by=cast.handler, now=later(days=3, hours=5))
    assert one.rung == 0


def test_a_matter_in_hand_climbs_only_when_no_step_was_made_for_ten_working_days(
    cast: Cast,
) -> None:
    one = with_time(cast)
    asking.ask_for_time(matter=one, days=1, reason="等件。", by=cast.handler, now=later(days=6))

    assert climbing.sweep(now=noon(date(2026, 3, 27))).climbed == 0
    assert climbing.sweep(now=noon(date(2026, 3, 31))).climbed == 1
    assert rungs(one) == [(1, "stuck")]
    # Its own climbing is no step: the next rung comes ten working days later.
    assert climbing.sweep(now=noon(date(2026, 4, 20))).climbed == 1


def with_time(cast: Cast) -> Matter:
    one = matter(cast, State.IN_HAND)
    Matter.objects.filter(pk=one.pk).update(due_on=one.due_on + timedelta(days=90))
    one.refresh_from_db()
    return one


def test_a_new_date_brings_it_down_and_a_new_unit_does_not_while_it_is_late(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    cast.who(Role.UNIT_LEAD, cast.units.roads)
    climbing.sweep(now=after(one, 1))
    one.refresh_from_db()
    assert one.rung == 1

    one = handing.hand_up(matter=one, because="超出权限。", by=cast.head, now=after(one, 1))
    assert one.rung == 1
    assert climbing.sweep(now=after(one, 1)).climbed == 0

    extended = matter(cast, State.IN_HAND)
    Matter.objects.filter(pk=extended.pk).update(rung=1)
    asked = asking.ask_for_time(
        matter=extended, days=5, reason="等件。", by=cast.handler, now=later(days=2)
    )
    extended = asking.decide_on_time(
        extension=asked, approved=True, by=cast.head, now=later(days=2)
    )
    assert extended.rung == 0


def test_what_the_arbiter_does_not_decide_in_time_climbs_too(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    cast.who(Role.SUPERVISOR, cast.units.county)
    one = matter(cast)
    assert climbing.sweep(now=later(days=2)).forced == 1
    one.refresh_from_db()
    day = one.owner_by
    assert day is not None

    climbing.sweep(now=noon(day))
    assert rungs(one) == []
    climbing.sweep(now=noon(period("service.late_head", day).on))
    assert rungs(one) == [(2, "unowned")]
    climbing.sweep(now=noon(period("service.late_above", day).on))

    assert rungs(one) == [(2, "unowned"), (3, "unowned")]
    assert list(one.climbs.values_list("to", flat=True)) == [
        cast.units.desk.pk,
        cast.units.county.pk,
    ]
    assert Notice.objects.filter(topic=Topic.CLIMBED, staff=arbiter).count() == 2


def test_several_at_once_are_one_line_for_their_reader(cast: Cast) -> None:
    head = cast.head
    one = matter(cast, State.IN_HAND)
    for _ in range(3):
        matter(cast, State.IN_HAND)

    climbing.sweep(now=after(one, 1))

    told = Notice.objects.get(topic=Topic.CLIMBED, staff=head)
    assert told.subject == "4"


def test_whoever_keeps_away_is_not_told(cast: Cast) -> None:
    head = cast.head
    also = cast.who(Role.HANDLER, cast.units.roads)
    one = matter(cast, State.IN_HAND)
    recusing.keep_away(matter=one, by=head, now=later(hours=5))

    climbing.sweep(now=after(one, 1))

    assert not Notice.objects.filter(topic=Topic.CLIMBED, staff__in=(head, also)).exists()


def test_the_days_are_counted_back_by_the_same_rules() -> None:
    today = date(2026, 3, 16)

    assert latest("service.late_head", today) == date(2026, 3, 15)
    assert latest("service.late_above", today) == date(2026, 3, 11)
    three = cuts(today).assigned
    assert three[0] > three[1] > three[2]


@pytest.mark.django_db(transaction=True)
def test_sweeps_side_by_side_write_each_climb_once(cast: Cast) -> None:
    for _ in range(4):
        matter(cast, State.IN_HAND)
    now, done = later(days=40), []

    def sweep() -> None:
        try:
            done.append(climbing.sweep(now=now, batch=2).climbed)
        finally:
            connections.close_all()

    both = [threading.Thread(target=sweep) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    done.append(climbing.sweep(now=now).climbed)

    assert sum(done) == 4
    assert Climb.objects.count() == 4
