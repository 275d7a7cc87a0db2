"""Matters that may be the same: words kept while open, groups proposed, joined, dismissed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import group_rules
from sanwen.deliver.matters.actions import ending, grouping, opening, wording
from sanwen.deliver.matters.models import Group, GroupState, Joining, Matter, Wording
from sanwen.deliver.matters.states import OPEN, State
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, taken_in, voice_of
from tests.factories.moments import MORNING
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
LAMPS = (
    "石桥村口的路灯坏了半个月，晚上看不见路。",
    "石桥村村口路灯不亮，晚上出门看不见路，坏了半个月",
    "村口（石桥村）路灯坏了，请来修，晚上看不见路",
)
OTHER = "医保报销跑了三次还没有办完，窗口说缺材料"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def lamps(cast: Cast) -> list[Matter]:
    found = [
        taken_in(cast, text=text, now=MORNING + timedelta(hours=at)).matter
        for at, text in enumerate((*LAMPS, OTHER))
    ]
    return found[:3]


def proposed(cast: Cast) -> Group:
    lamps(cast)
    grouping.propose(now=MORNING)
    return Group.objects.get()


@pytest.mark.parametrize("state", State.values)
def test_a_matter_has_words_to_be_found_by_exactly_while_it_is_open(cast: Cast, state: str) -> None:
    one = matter(cast, State(state))

    assert Wording.objects.filter(matter=one).exists() is (one.state in OPEN)


def test_words_that_are_missing_or_left_over_are_mended(cast: Cast) -> None:
    one, closed = matter(cast), matter(cast, State.CLOSED)
    kept = Wording.objects.get(matter=one)
    Wording.objects.all().delete()
    Wording(matter=closed, received_by=closed.received_by, sought="x").save()

    assert wording.mend() == {"made": 1, "dropped": 1}
    assert Wording.objects.get().sought == kept.sought


def test_a_night_proposes_what_is_alike_and_says_why(cast: Cast) -> None:
    same = lamps(cast)

    assert grouping.propose(now=MORNING)["proposed"] == 1

    group = Group.objects.get()
    assert list(group.matters.order_by("pk")) == same
    assert group.percent > 30
    assert all(words in "".join(LAMPS) for words in group.shared)
    assert group.shared


def test_the_next_night_leaves_an_undecided_group_as_it_is(cast: Cast) -> None:
    group = proposed(cast)

    assert grouping.propose(now=MORNING)["proposed"] == 0
    assert Group.objects.get() == group


def test_a_group_grows_when_another_message_comes(cast: Cast) -> None:
    group = proposed(cast)
    another = taken_in(cast, text="石桥村口路灯还是坏的，晚上看不见路").matter

    grouping.propose(now=MORNING)

    grown = Group.objects.get()
    assert grown.pk != group.pk
    assert another in grown.matters.all()


def test_joining_a_group_joins_each_matter_and_is_written_down(cast: Cast) -> None:
    group = proposed(cast)
    first, second, third = group.matters.order_by("pk")

    grouping.join(group=group, into=first, matters=[first, second, third], by=cast.clerk)

    group.refresh_from_db()
    assert (group.state, group.decided_by) == (GroupState.JOINED, cast.clerk.actor_ref)
    assert Joining.objects.filter(matter=first).count() == 3
    entry = Entry.objects.get(verb="group.joined")
    assert entry.subject == group.trail_ref
    assert third.ref in entry.details
    assert grouping.propose(now=MORNING)["proposed"] == 0


def test_a_part_of_a_group_can_be_joined_and_undone_again(cast: Cast) -> None:
    group = proposed(cast)
    first, second, third = group.matters.order_by("pk")

    grouping.join(group=group, into=first, matters=[second], by=cast.clerk)
    third.refresh_from_db()
    assert third.state == State.REGISTERED

    second.refresh_from_db()
    opening.part(matter=second, by=cast.clerk)
    assert voice_of(second).joining.matter == second
    assert Wording.objects.filter(matter=second).exists()


def test_what_was_dismissed_is_not_proposed_again_nor_any_part_of_it(cast: Cast) -> None:
    group = proposed(cast)
    first, *_ = group.matters.order_by("pk")

    grouping.dismiss(group=group, by=cast.clerk)
    assert grouping.propose(now=MORNING)["proposed"] == 0

    ending.withdraw(voice=voice_of(first), now=MORNING)
    assert grouping.propose(now=MORNING)["proposed"] == 0
    assert Entry.objects.filter(verb="group.dismissed", subject=group.trail_ref).count() == 1


REFUSED = [
    # who, of which unit
    (Role.INTAKE, "water"),
    (Role.HANDLER, "roads"),
    (Role.SUPERVISOR, "desk"),
    (Role.LEADER, "desk"),
]


@pytest.mark.parametrize(("role", "unit"), REFUSED)
def test_only_the_desk_that_registered_decides(cast: Cast, role: Role, unit: str) -> None:
    group = proposed(cast)
    person = cast.who(role, getattr(cast.units, unit))
    first, second, _ = group.matters.order_by("pk")

    assert not group_rules.may_decide_group(group, person)
    with nothing_changes(), pytest.raises(NotAllowed):
        grouping.join(group=group, into=first, matters=[second], by=person)
    with nothing_changes(), pytest.raises(NotAllowed):
        grouping.dismiss(group=group, by=person)


def test_what_is_decided_is_decided_once(cast: Cast) -> None:
    group = proposed(cast)
    first, second, _ = group.matters.order_by("pk")
    grouping.dismiss(group=group, by=cast.clerk)

    with nothing_changes(), pytest.raises(NotAllowed):
        grouping.join(group=group, into=first, matters=[second], by=cast.clerk)


def test_a_matter_of_elsewhere_is_not_joined_through_a_group(cast: Cast) -> None:
    group = proposed(cast)
    first, *_ = group.matters.order_by("pk")
    other = Matter.objects.exclude(pk__in=group.matters.all()).get()

    with nothing_changes(), pytest.raises(NotAllowed):
        grouping.join(group=group, into=first, matters=[other], by=cast.clerk)
    with nothing_changes(), pytest.raises(NotAllowed):
        grouping.join(group=group, into=first, matters=[first], by=cast.clerk)


def at(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_page_lists_groups_and_joins_what_is_chosen(cast: Cast) -> None:
    group = proposed(cast)
    first, second, third = (one.pk for one in group.matters.order_by("pk"))
    client = at(cast.clerk)

    page = client.get(reverse("groups"))
    (one,) = page.context["proposed"]
    assert [row.number for row in one.rows] == [first, second, third]

    done = client.post(
        reverse("group_join", args=[group.pk]), {"into": first, "matter": [first, third]}
    )
    assert done.headers["Location"] == reverse("matter", args=[first])
    assert Matter.objects.get(pk=third).joined_into_id == first
    assert Matter.objects.get(pk=second).joined_into_id is None
    assert client.get(reverse("groups")).context["proposed"] == []


def test_the_page_dismisses(cast: Cast) -> None:
    group = proposed(cast)

    at(cast.clerk).post(reverse("group_dismiss", args=[group.pk]))

    assert Group.objects.get().state == GroupState.DISMISSED


def test_a_refusal_is_said_on_the_page(cast: Cast) -> None:
    group = proposed(cast)

    page = at(cast.clerk).post(reverse("group_join", args=[group.pk]), {"matter": ["x", "1" * 30]})

    assert page.status_code == 403
    assert page.context["refusal"]


@pytest.mark.parametrize(("role", "unit"), REFUSED)
def test_for_others_a_group_does_not_exist(cast: Cast, role: Role, unit: str) -> None:
    group = proposed(cast)
    client = at(cast.who(role, getattr(cast.units, unit)))

    for name in ("group_join", "group_dismiss"):
        with nothing_changes():
            assert client.post(reverse(name, args=[group.pk])).status_code == 404
    listed = client.get(reverse("groups"))
    assert listed.status_code == 404 or listed.context["proposed"] == []
