"""吹哨: a town calls a bureau, which responds in time; an arbiter decides; the caller judges it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import assigning, climbing, ending, whistling
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.actions.whistling import Responding
from sanwen.deliver.matters.models import Climb, Clock, Matter, Step, Task, Whistle
from sanwen.notices.models import Notice, Topic
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, taken_in, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 3, 11)
COMING = Responding("coming", "带吊车来。", TOMORROW)
NOT_OURS = Responding("not_ours", "归电力公司。")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def with_town(cast: Cast, *, urgent: bool = False) -> Matter:
    one = taken_in(cast).matter
    to = Assign(lead=cast.units.town, urgent=urgent)
    return assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=1))


def town(cast: Cast) -> User:
    return cast.who(Role.HANDLER, cast.units.town)


def bureau(cast: Cast) -> User:
    return cast.who(Role.HANDLER, cast.units.water)


def called(cast: Cast, *, urgent: bool = False) -> Whistle:
    return whistling.whistle(
        matter=with_town(cast, urgent=urgent),
        called=cast.units.water,
        needs="来现场关阀门。",
        by=town(cast),
        now=later(hours=2),
    )


def test_the_called_unit_reads_the_matter_while_it_is_called_and_not_after(cast: Cast) -> None:
    bureau(cast)
    call = called(cast)
    visible = Matter.objects.visible_to(bureau(cast)).filter(pk=call.matter_id)
    assert visible.exists()
    assert Notice.objects.filter(topic=Topic.CALLED, staff=bureau(cast)).exists()

    whistling.respond(call=call, to=COMING, by=bureau(cast), now=later(hours=3))
    assert visible.exists()
    whistling.say_whether_it_helped(call=call, help="helped", by=town(cast), now=later(days=1))

    assert not visible.exists()


def test_two_working_days_to_respond_and_two_hours_in_an_emergency(cast: Cast) -> None:
    usual, urgent = called(cast), called(cast, urgent=True)

    assert usual.respond_by == date(2026, 3, 12)
    assert urgent.respond_at == later(hours=4)
    assert [one.clock.rule for one in (usual, urgent)] == [
        "service.whistle",
        "service.whistle_urgent",
    ]


def test_a_response_stops_the_clock_and_the_resident_reads_when_they_come(cast: Cast) -> None:
    call = whistling.respond(call=called(cast), to=COMING, by=bureau(cast), now=later(hours=3))

    assert not Clock.objects.filter(pk=call.clock_id, stopped_at=None).exists()
    step = Step.objects.get(matter=call.matter_id, verb="call_coming")
    assert (step.due_on, step.words, step.inside) == (TOMORROW, "带吊车来。", False)


@pytest.mark.parametrize(
    "to",
    [
        Responding("coming"),
        Responding("doing", comes_on=MORNING.date() - timedelta(days=1)),
        Responding("not_ours", "  "),
    ],
)
def test_a_response_has_its_day_or_its_reason(cast: Cast, to: Responding) -> None:
    call, by = called(cast), bureau(cast)

    with pytest.raises(NotAllowed), nothing_changes():
        whistling.respond(call=call, to=to, by=by, now=later(hours=3))


def test_not_responsible_goes_to_the_named_arbiter_who_can_bind_it(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    call = whistling.respond(call=called(cast), to=NOT_OURS, by=bureau(cast), now=later(hours=3))
    assert call.arbiter == arbiter
    assert Notice.objects.filter(topic=Topic.DECIDE, staff=arbiter).exists()
    with pytest.raises(NotAllowed), nothing_changes():
        whistling.decide_call(call=call, binds=True, words="x", by=cast.clerk, now=later(hours=4))

    again = whistling.decide_call(
        call=call, binds=True, words="阀门归水务局。", by=arbiter, now=later(hours=4)
    )

    assert again.pk != call.pk
    with pytest.raises(NotAllowed), nothing_changes():
        whistling.respond(call=again, to=NOT_OURS, by=bureau(cast), now=later(hours=5))
    whistling.respond(call=again, to=COMING, by=bureau(cast), now=later(hours=5))


def test_a_unit_that_is_let_go_no_longer_reads_the_matter(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    call = whistling.respond(call=called(cast), to=NOT_OURS, by=bureau(cast), now=later(hours=3))

    whistling.decide_call(call=call, binds=False, words="对。", by=arbiter, now=later(hours=4))

    assert not Matter.objects.visible_to(bureau(cast)).filter(pk=call.matter_id).exists()
    assert not Clock.objects.filter(
        matter=call.matter_id, rule="service.arbiter", stopped_at=None
    ).exists()


def test_a_bureau_does_not_whistle_and_a_village_is_not_called(cast: Cast) -> None:
    one = taken_in(cast).matter
    to = Assign(lead=cast.units.roads, parts=[(cast.units.village, Task.EXPLAIN)])
    one = assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=1))
    village = cast.who(Role.HANDLER, cast.units.village)
    calls = [
        (cast.handler, cast.units.water),
        (village, cast.units.town),
        (village, cast.units.village),
        (cast.who(Role.HANDLER, cast.units.water), cast.units.roads),
    ]
    for by, unit in calls:
        with pytest.raises(NotAllowed), nothing_changes():
            whistling.whistle(matter=one, called=unit, needs="x", by=by, now=later(hours=2))

    # The village assists; it may call the bureau that leads to the spot.
    assert whistling.whistle(
        matter=one, called=cast.units.roads, needs="来现场。", by=village, now=later(hours=2)
    ).caller == (cast.units.village)


def test_a_unit_is_called_once_at_a_time(cast: Cast) -> None:
    call = called(cast)

    with pytest.raises(NotAllowed), nothing_changes():
        whistling.whistle(
            matter=call.matter, called=call.called, needs="x", by=town(cast), now=later(hours=3)
        )
    copy = Whistle.objects.get(pk=call.pk)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_calls_end_with_the_matter(cast: Cast) -> None:
    call = called(cast)

    ending.withdraw(voice=voice_of(call.matter), now=later(days=1))

    call.refresh_from_db()
    assert call.ended_at == later(days=1)
    assert not Clock.objects.filter(matter=call.matter_id, stopped_at=None).exists()


def test_a_call_without_a_response_climbs_once_a_rung_and_comes_down_with_the_response(
    cast: Cast,
) -> None:
    head = cast.who(Role.UNIT_LEAD, cast.units.water)
    call = called(cast, urgent=True)
    assert climbing.sweep(now=later(hours=3)).calls == 0

    assert climbing.sweep(now=later(hours=5)).calls == 1
    assert climbing.sweep(now=later(hours=5)).calls == 0

    climb = Climb.objects.get(matter=call.matter_id)
    assert (climb.rung, climb.ground, climb.to) == (1, "called", cast.units.water)
    assert Notice.objects.filter(topic=Topic.CLIMBED, staff=head).count() == 1
    assert climbing.sweep(now=later(days=2)).calls == 1
    call = whistling.respond(
        call=call,
        to=Responding("doing", comes_on=date(2026, 3, 13)),
        by=bureau(cast),
        now=later(days=2),
    )
    assert call.rung == 0
    assert climbing.sweep(now=later(days=9)).calls == 0
