"""From level to level: handed on, taken back, decided; one lead at all times and no ping-pong."""

from datetime import timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import assigning, climbing, forcing, handing, helping
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Part, Task
from sanwen.deliver.matters.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Duty, DutyKind
from sanwen.web.mine import mine
from tests.factories.matters import Cast, matter, taken_in, voice_of
from tests.factories.moments import later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
NOON = later(hours=3)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def with_town(cast: Cast) -> Matter:
    one = taken_in(cast).matter
    assigning.assign(matter=one, to=Assign(lead=cast.units.town), by=cast.clerk, now=later(hours=1))
    one.refresh_from_db()
    return one


def town_head(cast: Cast) -> User:
    return cast.who(Role.UNIT_LEAD, cast.units.town)


def handed_down(cast: Cast) -> Matter:
    one = with_town(cast)
    return handing.hand_down(
        matter=one,
        to=cast.units.village,
        because="灯在村里，村里去修。",
        by=town_head(cast),
        now=NOON,
    )


def returned(cast: Cast) -> Matter:
    one = handed_down(cast)
    by = cast.who(Role.HANDLER, cast.units.village)
    assigning.object_to(matter=one, reason="路灯归镇里。", by=by, now=later(hours=5))
    one.refresh_from_db()
    return one


def taken_back(cast: Cast) -> Matter:
    one = returned(cast)
    return assigning.agree(matter=one, words="是镇里的。", by=town_head(cast), now=later(hours=6))


def test_handing_down_moves_the_lead_and_not_the_promise(cast: Cast) -> None:
    before = with_town(cast)
    one = handing.hand_down(
        matter=before, to=cast.units.village, because="村里修。", by=town_head(cast), now=NOON
    )

    parts = {part.unit: part for part in one.assignments.filter(ended_at=None)}
    lead, follow = parts[cast.units.village], parts[cast.units.town]
    assert (one.lead_unit, one.state, one.due_on) == (
        cast.units.village,
        State.ASSIGNED,
        before.due_on,
    )
    assert (lead.part, lead.sender, lead.because) == (Part.LEAD, cast.units.town, "村里修。")
    assert (follow.part, follow.owes) == (Part.ASSIST, Task.FOLLOW_UP)
    leg = Clock.objects.get(assignment=lead, rule="service.leg", stopped_at=None)
    assert leg.due_on <= one.due_on


def test_the_resident_reads_where_it_went_and_why_and_who_does_what(cast: Cast) -> None:
    one = handed_down(cast)

    seen = mine(voice_of(one), now=later(hours=4))

    assert "石桥村" in seen.timeline[0].what
    assert seen.timeline[0].why == "灯在村里，村里去修。"
    assert [unit for unit, _task in seen.parts] == ["石桥村", "柳溪镇"]


def test_a_village_never_leads_what_its_list_does_not_hold_whatever_the_reason(cast: Cast) -> None:
    Duty.objects.create(
        unit=cast.units.village, category_code="08", item="代办", kind=DutyKind.BASIC
    )
    one = with_town(cast)

    with pytest.raises(NotAllowed), nothing_changes():
        handing.hand_down(
            matter=one,
            to=cast.units.village,
            because="村里修。",
            beyond_list_because="镇里忙。",
            by=town_head(cast),
            now=NOON,
        )
    fresh = taken_in(cast, text="另一盏灯。").matter
    to = Assign(lead=cast.units.village, beyond_list_because="没有别人。")
    with pytest.raises(NotAllowed), nothing_changes():
        assigning.assign(matter=fresh, to=to, by=cast.clerk, now=NOON)


@pytest.mark.parametrize("to", ["water", "county", "desk"])
def test_nothing_is_handed_down_sideways_or_upwards(cast: Cast, to: str) -> None:
    one = with_town(cast)

    unit = getattr(cast.units, to)
    with pytest.raises(NotAllowed), nothing_changes():
        handing.hand_down(matter=one, to=unit, because="x", by=town_head(cast), now=NOON)


def test_a_contractor_below_is_never_handed_the_lead(cast: Cast) -> None:
    one = with_town(cast)
    cast.units.village.third_party = True
    cast.units.village.save()

    with pytest.raises(NotAllowed), nothing_changes():
        handing.hand_down(
            matter=one, to=cast.units.village, because="x", by=town_head(cast), now=NOON
        )


def test_handing_up_goes_to_the_level_above_and_a_dispute_of_it_to_the_arbiter(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    cast.who(Role.SUPERVISOR, cast.units.county)
    one = handing.hand_up(
        matter=with_town(cast), because="镇里没有资质。", by=town_head(cast), now=NOON
    )
    assert one.lead_unit == cast.units.county

    by = cast.who(Role.UNIT_LEAD, cast.units.county)
    objection = assigning.object_to(matter=one, reason="归镇里。", by=by, now=later(hours=5))

    assert objection.arbiter == arbiter


def test_what_is_handed_down_and_objected_to_is_decided_by_the_head_of_the_sender(
    cast: Cast,
) -> None:
    one = returned(cast)

    with pytest.raises(NotAllowed), nothing_changes():
        assigning.agree(matter=one, words="对。", by=cast.clerk, now=later(hours=6))
    one = assigning.agree(matter=one, words="是镇里的。", by=town_head(cast), now=later(hours=6))

    assert (one.state, one.lead_unit) == (State.ASSIGNED, cast.units.town)
    assert Assignment.objects.filter(matter=one, ended_at=None).count() == 1


def test_what_came_back_once_goes_to_the_arbiter_with_a_date_and_nowhere_else(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    one = taken_back(cast)
    acts = (
        lambda: handing.hand_down(
            matter=one,
            to=cast.units.village,
            because="再试。",
            by=town_head(cast),
            now=later(hours=7),
        ),
        lambda: handing.hand_up(
            matter=one, because="再试。", by=town_head(cast), now=later(hours=7)
        ),
    )
    for act in acts:
        with pytest.raises(NotAllowed), nothing_changes():
            act()

    objection = forcing.put_to_arbiter(
        matter=one, reason="镇里没有这项职责。", by=town_head(cast), now=later(hours=8)
    )
    assert objection.arbiter == arbiter
    assert objection.decide_by > later(hours=8).date()
    to = Assign(lead=cast.units.roads)
    one = assigning.designate(matter=one, to=to, words="归交通局。", by=arbiter, now=later(hours=9))
    assert (one.lead_unit, one.designated) == (cast.units.roads, True)


def test_a_unit_that_had_it_is_not_handed_it_again(cast: Cast) -> None:
    one = handed_down(cast)
    by = cast.who(Role.UNIT_LEAD, cast.units.village)

    with pytest.raises(NotAllowed), nothing_changes():
        handing.hand_up(matter=one, because="还是镇里。", by=by, now=later(hours=4))


def test_a_designated_unit_hands_down_but_never_up_and_stays_designated_when_it_comes_back(
    cast: Cast,
) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    one = forced(cast)
    to = Assign(lead=cast.units.town)
    one = assigning.designate(matter=one, to=to, words="归镇里。", by=arbiter, now=later(days=3))
    with pytest.raises(NotAllowed), nothing_changes():
        handing.hand_up(matter=one, because="x", by=town_head(cast), now=later(days=3))

    one = handing.hand_down(
        matter=one, to=cast.units.village, because="村里修。", by=town_head(cast), now=later(days=3)
    )
    by = cast.who(Role.HANDLER, cast.units.village)
    assigning.object_to(matter=one, reason="归镇里。", by=by, now=later(days=3, hours=1))
    one = assigning.agree(matter=one, words="是。", by=town_head(cast), now=later(days=3, hours=2))

    assert (one.lead_unit, one.designated) == (cast.units.town, True)


def forced(cast: Cast) -> Matter:
    """Nobody had it in time: the arbiter decides by a day."""
    one = taken_in(cast).matter
    assert climbing.sweep(now=later(days=2)).forced == 1
    one.refresh_from_db()
    return one


def test_a_matter_nobody_owns_gets_a_day_and_the_resident_knows_it(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)

    one = forced(cast)

    assert one.arbiter == arbiter
    assert str(one.owner_by.day) in mine(voice_of(one), now=later(days=2)).headline  # type: ignore[union-attr]
    to = Assign(lead=cast.units.roads)
    with pytest.raises(NotAllowed), nothing_changes():
        assigning.designate(matter=one, to=to, words="x", by=cast.clerk, now=later(days=2))
    one = assigning.designate(matter=one, to=to, words="归交通局。", by=arbiter, now=later(days=2))
    assert (one.state, one.lead_unit, one.owner_by) == (State.ASSIGNED, cast.units.roads, None)


def test_two_agreed_returns_name_a_day_at_once(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    one = matter(cast, State.RETURNED)
    one = assigning.agree(matter=one, words="对。", by=cast.clerk, now=later(hours=4))
    to = Assign(lead=cast.units.water)
    one = assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=5))
    by = cast.who(Role.HANDLER, cast.units.water)
    assigning.object_to(matter=one, reason="不是。", by=by, now=later(hours=6))

    one = assigning.agree(matter=one, words="对。", by=arbiter, now=later(hours=7))

    assert (one.state, one.arbiter) == (State.ACCEPTED, arbiter)
    assert one.owner_by is not None


def test_the_desk_gives_each_level_its_task_and_only_the_lead_settles_it(cast: Cast) -> None:
    one = taken_in(cast).matter
    units = cast.units
    to = Assign(
        lead=units.roads,
        parts=[(units.town, Task.EXPLAIN), (units.village, Task.FOLLOW_UP), (units.roads, "fix")],
    )
    one = assigning.assign(matter=one, to=to, by=cast.clerk, now=NOON)

    parts = one.assignments.filter(ended_at=None).order_by("pk").values_list("unit", "part", "owes")
    assert list(parts) == [
        (units.roads.pk, "lead", "fix"),
        (units.town.pk, "assist", "explain"),
        (units.village.pk, "assist", "follow_up"),
    ]
    assert Clock.objects.filter(matter=one, rule="service.assist").count() == 1


def test_who_is_brought_in_gives_what_is_needed_and_its_period_stops(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    part = helping.bring_in(
        matter=one, unit=cast.units.water, because="要看管线图。", by=cast.head, now=later(hours=4)
    )
    by = cast.who(Role.HANDLER, cast.units.water)
    assert Matter.objects.visible_to(by).filter(pk=one.pk).exists()

    helping.contribute(part=part, words="管线图已发。", by=by, now=later(hours=5))
    helping.contribute(part=part, words="另有一处。", by=by, now=later(hours=6))

    part.refresh_from_db()
    assert part.contribution == "管线图已发。\n\n另有一处。"
    assert part.contributed_at == later(hours=5)
    assert not part.clocks.filter(stopped_at=None).exists()
    assert one.lead_unit == cast.units.roads


def test_the_leg_of_the_next_unit_never_reaches_past_the_promise(cast: Cast) -> None:
    one = with_town(cast)
    now = later(days=(one.due_on - later().date()).days - 1)

    handing.hand_down(
        matter=one, to=cast.units.village, because="村里修。", by=town_head(cast), now=now
    )

    legs = Clock.objects.filter(matter=one, rule="service.leg", stopped_at=None)
    assert [leg.due_on for leg in legs] == [one.due_on]
    assert one.due_on - now.date() == timedelta(days=1)
