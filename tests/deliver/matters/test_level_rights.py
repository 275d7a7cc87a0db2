"""Rights between the levels as a table: who, in which relation to the units, in which state."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.matters import level_rules, whistle_rules
from sanwen.deliver.matters.level_rules import HELD, Before
from sanwen.deliver.matters.models import Assignment, Matter, Objection, Part, Whistle
from sanwen.deliver.matters.states import OPEN, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Level, Unit
from tests.deliver.matters.test_rights import someone

COUNTY = Unit(pk=1, path="/1/", name="清源县", level=Level.COUNTY)
DESK = Unit(pk=2, path="/1/2/", name="受理中心", level=Level.COUNTY)
BUREAU = Unit(pk=3, path="/1/3/", name="水务局", level=Level.COUNTY)
TOWN = Unit(pk=4, path="/1/4/", name="柳溪镇", level=Level.TOWN, parent=COUNTY)
VILLAGE = Unit(pk=5, path="/1/4/5/", name="石桥村", level=Level.VILLAGE, parent=TOWN)
OTHER = Unit(pk=6, path="/1/6/", name="白河镇", level=Level.TOWN, parent=COUNTY)
WHO = {
    "clerk": (Role.INTAKE, DESK),
    "handler of the lead": (Role.HANDLER, TOWN),
    "head of the lead": (Role.UNIT_LEAD, TOWN),
    "head above": (Role.UNIT_LEAD, COUNTY),
    "handler below": (Role.HANDLER, VILLAGE),
    "head below": (Role.UNIT_LEAD, VILLAGE),
    "handler of the bureau": (Role.HANDLER, BUREAU),
    "head of the bureau": (Role.UNIT_LEAD, BUREAU),
    "head of another town": (Role.UNIT_LEAD, OTHER),
    "arbiter": (Role.SUPERVISOR, DESK),
    "supervisor": (Role.SUPERVISOR, COUNTY),
    "leader": (Role.LEADER, COUNTY),
    "auditor": (Role.AUDITOR, COUNTY),
    "administrator": (Role.ADMINISTRATOR, COUNTY),
}
ARBITER = 41
HEADS = ("head of the lead", "head above")
OF_TOWN = ("handler of the lead", *HEADS)
OF_VILLAGE = (*OF_TOWN, "handler below", "head below")
OF_BUREAU = ("handler of the bureau", "head of the bureau", "head above")
EVER, HANDED = set(State), {State.ASSIGNED, State.IN_HAND, State.REOPENED}

TABLE: dict[str, dict[tuple[str, ...], set[State]]] = {
    "may_hand_on": {HEADS: HANDED},
    "may_hand_down": {HEADS: HANDED},
    "may_hand_up": {HEADS: HANDED},
    "may_bring_in": {HEADS: set(HELD)},
    "may_contribute": {OF_VILLAGE: set(HELD)},
    "may_put_to_arbiter": {HEADS: {State.ASSIGNED, State.IN_HAND}},
    "may_decide": {HEADS: EVER},
    "may_designate": {("arbiter",): {State.REGISTERED, State.ACCEPTED}},
    "may_whistle": {OF_TOWN: set(HELD)},
    "may_respond": {OF_BUREAU: set(OPEN)},
    "may_decide_call": {("arbiter",): EVER},
    "may_say_whether_it_helped": {OF_TOWN: EVER},
}
# About a unit, not about whoever acts; tested below.
NOT_OF_STAFF = {"may_be_called"}
HELP = Assignment(unit=VILLAGE, part=Part.ASSIST)
SENT = Objection(assignment=Assignment(pk=7, unit=VILLAGE, part=Part.LEAD, sender=TOWN))


def call(**fields: Any) -> Whistle:
    return Whistle(caller=TOWN, called=BUREAU, **fields)


ASK: dict[str, Callable[[Matter, User], Ruling]] = {
    "may_hand_on": level_rules.may_hand_on,
    "may_hand_down": lambda one, by: level_rules.may_hand_down(
        one, by, VILLAGE, before=Before(), listed=ALLOWED
    ),
    "may_hand_up": lambda one, by: level_rules.may_hand_up(one, by, COUNTY, before=Before()),
    "may_bring_in": lambda one, by: level_rules.may_bring_in(one, by, BUREAU, has_part=False),
    "may_contribute": lambda one, by: level_rules.may_contribute(one, by, HELP),
    "may_put_to_arbiter": lambda one, by: level_rules.may_put_to_arbiter(
        one, by, before=Before(came_back=True)
    ),
    "may_decide": lambda one, by: level_rules.may_decide(one, SENT, by),
    "may_designate": level_rules.may_designate,
    "may_whistle": lambda one, by: whistle_rules.may_whistle(one, by, TOWN),
    "may_respond": lambda one, by: whistle_rules.may_respond(one, call(), by),
    "may_decide_call": lambda one, by: whistle_rules.may_decide_call(
        one, call(response="not_ours", arbiter_id=ARBITER), by
    ),
    "may_say_whether_it_helped": lambda one, by: whistle_rules.may_say_whether_it_helped(
        one, call(response="coming"), by
    ),
}


def who(name: str) -> User:
    return someone(*WHO[name], pk=ARBITER if name == "arbiter" else 7)


def a_matter(state: State, **fields: Any) -> Matter:
    known = {"received_by": DESK, "lead_unit": TOWN, "version": 4}
    known |= {"owner_by": date(2026, 3, 12), "arbiter_id": ARBITER}
    return Matter(pk=9, state=state, **known | fields)


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("person", WHO)
def test_the_table_holds_for_everyone_in_every_state(name: str, person: str) -> None:
    listed = [states for people, states in TABLE[name].items() if person in people]

    allowed = {state for state in State if ASK[name](a_matter(state), who(person))}

    assert allowed == set().union(*listed)


@pytest.mark.parametrize("name", TABLE)
def test_every_refusal_gives_a_reason_in_a_whole_sentence(name: str) -> None:
    rulings = [ASK[name](a_matter(state), who(person)) for person in WHO for state in State]

    assert all(str(one.reason).endswith((".", "。")) for one in rulings if not one)


def test_every_right_stands_in_the_table() -> None:
    found = {
        name
        for module in (level_rules, whistle_rules)
        for name, _ in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("may_")
    }

    assert found == TABLE.keys() | NOT_OF_STAFF


def test_a_second_return_is_decided_by_the_named_arbiter_alone() -> None:
    one, second = a_matter(State.RETURNED), Objection(arbiter_id=ARBITER)

    assert level_rules.may_decide(one, second, who("arbiter"))
    assert not level_rules.may_decide(one, second, who("clerk"))
    assert not level_rules.may_decide(one, second, who("head of the lead"))


def test_a_return_to_the_desk_is_decided_by_the_desk() -> None:
    assert level_rules.may_decide(a_matter(State.RETURNED), Objection(), who("clerk"))


def test_an_arbiter_decides_only_once_a_day_was_named() -> None:
    assert not level_rules.may_designate(a_matter(State.ACCEPTED, owner_by=None), who("arbiter"))


@pytest.mark.parametrize("to", [OTHER, BUREAU, COUNTY, TOWN])
def test_down_is_only_below(to: Unit) -> None:
    ruling = level_rules.may_hand_down(
        a_matter(State.IN_HAND), who("head of the lead"), to, before=Before(), listed=ALLOWED
    )

    assert not ruling


@pytest.mark.parametrize("before", [Before(led=True), Before(came_back=True)])
def test_nothing_goes_back_and_forth(before: Before) -> None:
    one, by = a_matter(State.IN_HAND), who("head of the lead")

    assert not level_rules.may_hand_down(one, by, VILLAGE, before=before, listed=ALLOWED)
    assert not level_rules.may_hand_up(one, by, COUNTY, before=before)


def test_a_designated_unit_hands_nothing_up_and_puts_nothing_to_the_arbiter() -> None:
    one, by = a_matter(State.IN_HAND, designated=True), who("head of the lead")

    assert not level_rules.may_hand_up(one, by, COUNTY, before=Before())
    assert not level_rules.may_put_to_arbiter(one, by, before=Before(came_back=True))
    assert level_rules.may_hand_down(one, by, VILLAGE, before=Before(), listed=ALLOWED)


def test_a_town_needs_a_reason_beyond_its_list_and_a_village_has_none() -> None:
    unlisted = refused("不在履职清单上。")

    assert level_rules.keeps_to_its_list(TOWN, unlisted, "先由镇里摸清情况。")
    assert not level_rules.keeps_to_its_list(TOWN, unlisted, " ")
    assert not level_rules.keeps_to_its_list(VILLAGE, unlisted, "先由村里摸清情况。")
    assert level_rules.keeps_to_its_list(VILLAGE, ALLOWED, "")


@pytest.mark.parametrize(
    ("unit", "may"), [(BUREAU, True), (COUNTY, True), (TOWN, False), (VILLAGE, False)]
)
def test_only_bureaus_are_called(unit: Unit, may: bool) -> None:
    assert bool(whistle_rules.may_be_called(unit, OTHER, is_called=False)) == may
    assert not whistle_rules.may_be_called(unit, OTHER, is_called=True)
