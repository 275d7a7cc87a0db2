"""The pages between the levels: they act, keep what was typed on refusal, and cost the same."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.deliver.matters.actions import assigning, climbing, whistling
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Assignment, Matter, Task, Whistle
from sanwen.deliver.matters.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, taken_in
from tests.factories.moments import later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> None:
    time_machine.move_to(later(hours=6))


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def with_town(cast: Cast) -> Matter:
    one = taken_in(cast).matter
    to = Assign(lead=cast.units.town)
    return assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=1))


def post(user: User, name: str, one: Matter, **fields: object) -> Any:
    one.refresh_from_db()
    data = {"version": one.version} | fields
    return at_desk(user).post(reverse(name, args=[one.pk]), data)


def test_the_head_hands_it_down_on_a_page_that_offers_only_the_line(cast: Cast) -> None:
    one, head = with_town(cast), cast.who(Role.UNIT_LEAD, cast.units.town)
    page = at_desk(head).get(reverse("matter_hand", args=[one.pk]))
    offered = {unit.code for unit in page.context["form"].units.values()}
    assert offered == {"county", "village"}

    answer = post(head, "matter_hand", one, unit=cast.units.village.pk, because="村里修。")

    one.refresh_from_db()
    assert answer.status_code == 302
    assert one.lead_unit == cast.units.village


def test_a_refusal_keeps_what_was_typed_and_changes_nothing(cast: Cast) -> None:
    one, client = with_town(cast), at_desk(cast.who(Role.HANDLER, cast.units.town))
    typed = {"unit": cast.units.village.pk, "because": "这句话要留下。"}

    with nothing_changes():
        answer = client.post(
            reverse("matter_hand", args=[one.pk]), {"version": one.version} | typed
        )

    assert answer.status_code == 403
    assert "这句话要留下。" in answer.content.decode()


def test_whoever_was_slower_is_told_and_keeps_the_words(cast: Cast) -> None:
    one, client = with_town(cast), at_desk(cast.who(Role.HANDLER, cast.units.town))

    with nothing_changes():
        answer = client.post(
            reverse("matter_whistle", args=[one.pk]),
            {"version": one.version - 1, "unit": cast.units.water.pk, "needs": "来关阀门。"},
        )

    assert answer.status_code == 409
    assert "来关阀门。" in answer.content.decode()


def test_a_unit_is_brought_in_and_gives_what_is_needed(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    water = cast.who(Role.HANDLER, cast.units.water)

    post(
        cast.head,
        "matter_bring_in",
        one,
        unit=cast.units.water.pk,
        owes=Task.EXPLAIN,
        because="请去说明。",
    )
    assert (
        "请去说明。"
        in at_desk(water).get(reverse("matter_contribute", args=[one.pk])).content.decode()
    )
    post(water, "matter_contribute", one, words="已当面说明。")

    part = Assignment.objects.get(matter=one, unit=cast.units.water)
    assert (part.owes, part.contribution) == ("explain", "已当面说明。")
    assert (
        "已当面说明。" in at_desk(cast.head).get(reverse("matter", args=[one.pk])).content.decode()
    )


def test_a_call_its_response_the_decision_and_what_it_helped(cast: Cast) -> None:
    one, town = with_town(cast), cast.who(Role.HANDLER, cast.units.town)
    water = cast.who(Role.HANDLER, cast.units.water)
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    post(town, "matter_whistle", one, unit=cast.units.water.pk, needs="来现场。")
    shown = at_desk(water).get(reverse("desk"))
    assert "unit-called" in [q["key"] for desk in shown.context["desks"] for q in desk["queues"]]

    post(water, "matter_respond", one, response="not_ours", words="归交通局。")
    post(arbiter, "matter_decide_call", one, binds="yes", words="归水务局。")
    answer = post(water, "matter_respond", one, response="coming", comes_on="2026-03-12")
    assert answer.status_code == 302
    post(town, "matter_helped", one, help="partly", words="还差一截管子。")

    last = Whistle.objects.latest("pk")
    assert (last.bound, last.help, last.help_words) == (True, "partly", "还差一截管子。")
    assert Whistle.objects.filter(ended_at=None).count() == 0


def test_the_desk_gives_levels_their_tasks_on_the_page(cast: Cast) -> None:
    one = taken_in(cast).matter

    answer = post(
        cast.clerk,
        "matter_assign",
        one,
        lead=cast.units.roads.pk,
        explains=cast.units.town.pk,
        follows=cast.units.village.pk,
    )

    assert answer.status_code == 302
    owed = Assignment.objects.filter(matter=one).values_list("unit__code", "owes")
    assert set(owed) == {("roads", "fix"), ("town", "explain"), ("village", "follow_up")}


def test_the_list_of_what_climbed_costs_the_same_for_one_and_for_many(
    cast: Cast, django_assert_max_num_queries: Any, time_machine: Any
) -> None:
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    matter(cast, State.IN_HAND)
    time_machine.move_to(later(days=30))
    for many in (1, 4):
        while Matter.objects.count() < many:
            matter(cast, State.IN_HAND)
        climbing.sweep(now=later(days=30))
        client = at_desk(supervisor)
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(reverse("oversight_climbed"))
        assert len(page.context["rows"]) == many


def test_a_supervisor_sees_calls_without_a_response_and_a_handler_neither(
    cast: Cast, time_machine: Any
) -> None:
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    town = cast.who(Role.HANDLER, cast.units.town)
    whistling.whistle(
        matter=with_town(cast), called=cast.units.water, needs="x", by=town, now=later(hours=2)
    )
    time_machine.move_to(later(days=5))
    climbing.sweep(now=later(days=5))

    page = at_desk(supervisor).get(reverse("oversight_climbed") + "?what=called")
    assert "水务局" in page.content.decode()
    assert at_desk(town).get(reverse("oversight_climbed")).status_code == 403


def test_the_named_arbiter_finds_what_nobody_owns_on_the_desk(
    cast: Cast, time_machine: Any
) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.desk)
    one = taken_in(cast).matter
    time_machine.move_to(later(days=2))
    climbing.sweep(now=later(days=2))

    listed = at_desk(arbiter).get(reverse("desk") + "?queue=unowned")
    answer = post(arbiter, "matter_designate", one, lead=cast.units.roads.pk, words="归交通局。")

    assert [row.number for row in listed.context["rows"]] == [one.pk]
    assert answer.status_code == 302
