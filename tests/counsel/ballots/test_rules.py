"""Rights as a table, and each refusal with its reason."""

import inspect
from datetime import timedelta

import pytest

from sanwen.counsel.ballots import rules
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Option
from sanwen.counsel.ballots.states import MOVES, Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.ballots import LAST, TODAY, ballot
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = LAST + timedelta(days=1)


def listed(one: Ballot) -> list[Option]:
    return list(one.options.all())


RIGHTS = {
    rules.may_look_inside: lambda one, by: rules.may_look_inside(by),
    rules.may_prepare: lambda one, by: rules.may_prepare(one.unit, by),
    rules.may_take_over: lambda one, by: rules.may_take_over(one.unit, by),
    rules.may_change: rules.may_change,
    rules.may_add_option: lambda one, by: rules.may_add_option(one, 3, by),
    rules.may_call: lambda one, by: rules.may_call(one, by, TODAY),
    rules.may_open: lambda one, by: rules.may_open(one, listed(one), by, TODAY),
    rules.may_withdraw: lambda one, by: rules.may_withdraw(one, "钱没有批下来。", by),
    rules.may_hand_out: lambda one, by: rules.may_hand_out(one, 10, by),
    rules.may_count: lambda one, by: rules.may_count(one, by, LATER),
    rules.may_note_deputies: lambda one, by: rules.may_note_deputies(one, 1, "县人大网站", by),
}
# I intake, H handler, U unit lead, S supervisor, L leader, A auditor, M administrator.
WHO = {
    "I": Role.INTAKE,
    "H": Role.HANDLER,
    "U": Role.UNIT_LEAD,
    "S": Role.SUPERVISOR,
    "L": Role.LEADER,
    "A": Role.AUDITOR,
    "M": Role.ADMINISTRATOR,
}
TABLE = [
    # rule                    who    in which state
    (rules.may_look_inside, "IUSLA", set(State)),
    (rules.may_prepare, "IUL", set(State)),
    (rules.may_take_over, "UL", set(State)),
    (rules.may_change, "IUL", {State.DRAFT, State.COLLECTING}),
    (rules.may_add_option, "IUL", {State.DRAFT, State.COLLECTING}),
    (rules.may_call, "UL", {State.DRAFT}),
    (rules.may_open, "UL", {State.DRAFT, State.COLLECTING}),
    (rules.may_withdraw, "UL", {State.DRAFT, State.COLLECTING, State.VOTING}),
    (rules.may_hand_out, "IUL", {State.DRAFT, State.COLLECTING, State.VOTING}),
    (rules.may_count, "UL", {State.VOTING}),
    (rules.may_note_deputies, "UL", {State.COUNTED}),
]


@pytest.mark.parametrize(("rule", "who", "states"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_who_may_do_it_and_when(rule, who: str, states: set[State]) -> None:
    for state in State:
        one = ballot(
            state=state,
            kind=Kind.LIVELIHOOD,
            identity=Identity.CODE,
            collects_until=TODAY,
            opens_on=TODAY + timedelta(days=1),
        )
        for code, role in WHO.items():
            said = RIGHTS[rule](one, person(role, one.unit))
            assert bool(said) == (code in who and state in states), (state, role)
            assert said or said.reason


def test_every_right_of_staff_is_in_the_table() -> None:
    named = {name for name, _ in inspect.getmembers(rules, inspect.isfunction)}
    known = {row[0].__name__ for row in TABLE} | {"may_move", "may_vote"}

    assert {name for name in named if name.startswith("may_")} == known


def test_staff_of_another_unit_prepare_nothing(cast_units) -> None:
    one = ballot(cast_units.desk)

    for role in (Role.INTAKE, Role.UNIT_LEAD, Role.LEADER):
        assert not rules.may_prepare(one.unit, person(role, cast_units.water))


@pytest.fixture
def cast_units():
    from tests.factories.places import units

    return units()


def lead(one: Ballot) -> User:
    return person(Role.UNIT_LEAD, one.unit)


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_on": TODAY - timedelta(days=1)},
        {"opens_on": None, "closes_on": None},
        {"collects_until": TODAY},
        {"title": " "},
        {"budget": 300_000},
    ],
    ids=["begins in the past", "no days", "collects while voting", "no title", "enough for all"],
)
def test_a_list_is_not_published_unfinished(wrong: dict[str, object]) -> None:
    one = ballot(state=State.DRAFT, **wrong)

    said = rules.may_open(one, listed(one), lead(one), TODAY)

    assert not said
    assert said.reason


def test_one_thing_alone_is_no_choice_and_money_has_its_cost() -> None:
    one = ballot(state=State.DRAFT)
    options = listed(one)

    assert not rules.may_open(one, options[:1], lead(one), TODAY)
    options[0].cost = 0
    assert not rules.may_open(one, options, lead(one), TODAY)


def test_each_move_has_its_rule_for_every_state() -> None:
    assert set(MOVES) == set(State)
    for state in State:
        one = ballot(state=state)
        for move in Move:
            assert bool(rules.may_move(one, move)) == (move in MOVES[state])
