"""Rights as a table: whoever pays it out neither asks nor learns who answered."""

import inspect

import pytest

from sanwen.people.roles import Role
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, UnitKind
from sanwen.verdict.reach import rules
from sanwen.verdict.surveys.states import State
from tests.factories import reach
from tests.factories.people import also, person
from tests.factories.places import TESTS, units

pytestmark = pytest.mark.django_db
STATES = (State.DRAFTING, State.ANNOUNCED, State.OPEN, State.CLOSED)
RIGHTS = {
    rules.may_look_inside: lambda one, by: rules.may_look_inside(by),
    rules.may_prepare: lambda one, by: rules.may_prepare(reach.draft(), by),
    rules.may_take_list: lambda one, by: rules.may_take_list(one, reach.rows(2), by),
    rules.may_follow_up: lambda one, by: rules.may_follow_up(one, by, wishes=True, is_done=False),
    rules.may_publish: lambda one, by: rules.may_publish(
        one, by, waiting=0, unknown=0, is_published=False
    ),
}
WHO = {
    "I": Role.INTAKE, "H": Role.HANDLER, "U": Role.UNIT_LEAD, "S": Role.SUPERVISOR,
    "L": Role.LEADER, "A": Role.AUDITOR, "M": Role.ADMINISTRATOR,
}  # fmt: skip
TABLE = [
    (rules.may_look_inside, "IUSLA", set(STATES)),
    (rules.may_prepare, "UL", set(STATES)),
    (rules.may_take_list, "UL", {State.DRAFTING}),
    (rules.may_follow_up, "I", {State.OPEN, State.CLOSED}),
    (rules.may_publish, "UL", {State.CLOSED}),
]


@pytest.mark.parametrize(("rule", "who", "states"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_who_may_do_it_and_when(rule, who, states):
    one = reach.check(State.DRAFTING)
    for state in STATES:
        one.asked.state = state
        for code, role in WHO.items():
            said = RIGHTS[rule](one, person(role, one.unit))
            assert bool(said) == (code in who and state in states), (state, role)
            assert said or said.reason


def test_every_right_is_in_the_table():
    named = {
        name for name, _ in inspect.getmembers(rules, inspect.isfunction) if name[:4] == "may_"
    }

    assert named == {row[0].__name__ for row in TABLE}


def test_the_payer_and_those_under_it_do_not_check_themselves():
    leader = person(Role.LEADER, units().county)

    assert rules.may_prepare(reach.draft(), leader)
    assert not rules.may_prepare(reach.draft(payer=units().desk), leader)
    assert not rules.may_prepare(reach.draft(payer=units().county), leader)


def test_an_outside_company_checks_nothing():
    company = add_unit(
        by=TESTS, code="company", name="市场公司", name_en="Company", kind=UnitKind.BUREAU,
        level=Level.COUNTY, parent=units().county, third_party=True,
    )  # fmt: skip

    assert not rules.may_prepare(reach.draft(unit=company), person(Role.LEADER, units().county))


def test_somebody_who_also_works_for_the_payer_does_not_learn_who_answered():
    one = reach.check(State.OPEN)
    clerk = also(person(Role.INTAKE, one.unit), Role.HANDLER, one.payer)

    assert not rules.may_follow_up(one, clerk, wishes=True, is_done=False)


@pytest.mark.parametrize(("wishes", "is_done"), [(False, False), (True, True)])
def test_no_matter_without_the_wish_and_none_twice(wishes, is_done):
    one = reach.check(State.OPEN)
    clerk = person(Role.INTAKE, one.unit)

    assert not rules.may_follow_up(one, clerk, wishes=wishes, is_done=is_done)


@pytest.mark.parametrize(
    "given",
    [
        {"waiting": 1, "unknown": 0, "is_published": False},
        {"waiting": 0, "unknown": 1, "is_published": False},
        {"waiting": 0, "unknown": 0, "is_published": True},
    ],
)
def test_nothing_is_published_while_somebody_waits_or_amounts_are_unknown_or_twice(given):
    one = reach.check(State.DRAFTING)
    one.asked.state = State.CLOSED

    assert not rules.may_publish(one, person(Role.UNIT_LEAD, one.unit), **given)
