"""Who is told what after an act, and how little that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanwen.deliver.matters import notices
from sanwen.deliver.matters.actions import answering, asking, assigning, ending
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.notices.models import Channel, Notice, Topic
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import REFUSED, Cast, answer_of, by_email, matter, voice_of
from tests.factories.moments import later
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def told(topic: Topic) -> set[User | None]:
    return {notice.staff for notice in Notice.objects.filter(topic=topic)}


def test_the_staff_of_lead_and_assisting_units_are_told_and_nobody_else() -> None:
    cast = Cast()
    one = matter(cast)
    leads, helper = {cast.handler, cast.head}, person(Role.HANDLER, cast.units.water)
    person(Role.HANDLER, cast.units.town)
    gone = person(Role.HANDLER, cast.units.roads)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    to = Assign(lead=cast.units.roads, assists=[cast.units.water])
    assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=1))

    assert told(Topic.GIVEN) == leads | {helper}


def test_a_first_return_goes_to_the_desk_and_a_second_to_its_arbiter_alone() -> None:
    cast = Cast()
    arbiter = cast.who(Role.SUPERVISOR, cast.units.county)
    one = matter(cast, State.RETURNED)
    assert told(Topic.DECIDE) == {cast.clerk}

    assigning.agree(matter=one, words="改派。", by=cast.clerk, now=later(hours=5))
    assigning.assign(
        matter=one, to=Assign(lead=cast.units.roads), by=cast.clerk, now=later(hours=6)
    )
    assigning.object_to(matter=one, reason="仍不属于。", by=cast.handler, now=later(hours=7))

    assert told(Topic.DECIDE) == {cast.clerk, arbiter}


def test_the_second_reader_is_told_but_not_the_writer() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    other_head = person(Role.UNIT_LEAD, cast.units.roads)

    answering.answer(matter=one, reply=REFUSED, by=cast.head, now=later(hours=5))

    assert told(Topic.READ) == {other_head}


def test_the_heads_are_asked_for_time_but_not_the_one_who_asked() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    other_head = person(Role.UNIT_LEAD, cast.units.roads)

    asking.ask_for_time(matter=one, days=5, reason="等材料。", by=cast.head, now=later(hours=5))

    assert told(Topic.TIME) == {other_head}


def test_the_resident_hears_of_an_extension() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND, contact=by_email())
    wanted = asking.ask_for_time(
        matter=one, days=5, reason="等材料。", by=cast.handler, now=later(hours=5)
    )

    asking.decide_on_time(extension=wanted, approved=True, by=cast.head, now=later(hours=6))

    notice = Notice.objects.get(topic=Topic.NEWS)
    assert (notice.subject, notice.channel) == (voice_of(one).ref, Channel.EMAIL)


def test_words_added_twice_on_a_day_are_told_once_and_again_the_next_day() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    voice = voice_of(one)

    for hours in (5, 6, 30):
        asking.add(matter=one, voice=voice, text="还有一盏。", now=later(hours=hours))

    assert Notice.objects.filter(topic=Topic.ADDED, staff=cast.handler).count() == 2


def test_a_matter_that_comes_back_is_told_to_the_unit_above_the_old_unit_and_the_people() -> None:
    cast = Cast()
    above = person(Role.UNIT_LEAD, cast.units.county)
    one = matter(cast, State.REOPENED, contact=by_email())
    assert told(Topic.CAME_BACK) == {cast.handler}
    assigning.take(matter=one, by=cast.handler, now=later(hours=7))
    answering.answer(matter=one, reply=REFUSED, by=cast.handler, now=later(hours=8))
    answering.read(answer=answer_of(one), agreed=True, by=cast.head, now=later(hours=9))

    ending.reopen(matter=one, by=cast.clerk, now=later(hours=10))

    assert told(Topic.CAME_BACK) == {cast.handler, cast.head, above}
    assert Notice.objects.filter(topic=Topic.NEWS).count() == 2


@pytest.mark.parametrize("staff", [1, 8])
def test_telling_costs_the_same_however_many_are_told(staff: int) -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND, contact=by_email(), voices=staff)
    for _ in range(staff):
        person(Role.HANDLER, cast.units.roads)
    one = Matter.objects.select_related("received_by", "lead_unit").get(pk=one.pk)
    now = later(hours=9)

    with CaptureQueriesContext(connection) as inside:
        notices.assigned(one, [cast.units.roads], now=now)
    with CaptureQueriesContext(connection) as outside:
        notices.asked(one, now=now)
    with CaptureQueriesContext(connection) as both:
        notices.came_back(one, now=now)

    # Each list of staff is asked once for those who keep away.
    assert [len(inside), len(outside), len(both)] == [3, 3, 5]
