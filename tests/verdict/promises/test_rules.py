"""Rights as a table, and each refusal with its reason."""

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest

from sanwen.people.roles import Role
from sanwen.verdict.promises import rules
from sanwen.verdict.promises.drafts import HandsDraft
from sanwen.verdict.promises.models import How, Round
from sanwen.verdict.promises.states import Move, State
from tests.factories import meetings
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.promises import DUE, TODAY, asking, entry, project, saying

pytestmark = pytest.mark.django_db
OPEN = {State.NOT_BEGUN, State.UNDER_WAY}


def running(one) -> Round:
    return Round(
        entry=one, number=1, how=How.CODES, who="石桥村", asked=20,
        opens_on=TODAY, closes_on=TODAY + timedelta(days=14),
    )  # fmt: skip


def owed(one) -> Round:
    made = running(one)
    made.reply_by = TODAY + timedelta(days=15)
    return made


def hands() -> HandsDraft:
    talk = meetings.draft()
    held = meetings.Meeting(
        unit=talk.unit, state="held", begins_at=meetings.EVENING, came_by_lot=30, came_as_guests=5
    )
    return HandsDraft(held, 20, 5, 5, "村务监督委员会两名成员")


def say(move: Move):
    draft = saying(instead="每周送水")
    return lambda one, by: rules.may_say(one, move, draft, by, today=TODAY, is_asked=False)


RIGHTS = {
    "may_look_inside": lambda one, by: rules.may_look_inside(by),
    "may_enter": lambda one, by: rules.may_enter(project(), by, today=TODAY),
    "may_say begin": say(Move.BEGIN),
    "may_say done": say(Move.SAY_DONE),
    "may_say cannot": say(Move.GIVE_UP),
    "may_say resume": say(Move.RESUME),
    "may_move_day": lambda one, by: rules.may_move_day(
        one, DUE + timedelta(days=9), "连日下雨", by, today=TODAY
    ),
    "may_add_evidence": lambda one, by: rules.may_add_evidence(one, saying(), by, today=TODAY),
    "may_note_work": lambda one, by: rules.may_note_work(one, TODAY, by, today=TODAY),
    "may_ask": lambda one, by: rules.may_ask(one, asking(), by, today=TODAY, is_asked=False),
    "may_hand_out": lambda one, by: rules.may_hand_out(
        running(one), 5, by, made=0, sayers=set(), today=TODAY
    ),
    "may_count_hands": lambda one, by: rules.may_count_hands(
        one, hands(), by, is_asked=False, today=TODAY
    ),
    "may_reply": lambda one, by: rules.may_reply(owed(one), "重新检修水泵", by),
}
WHO = {
    "I": Role.INTAKE, "H": Role.HANDLER, "U": Role.UNIT_LEAD, "S": Role.SUPERVISOR,
    "L": Role.LEADER, "A": Role.AUDITOR, "M": Role.ADMINISTRATOR,
}  # fmt: skip
TABLE = [
    # rule              who       in which state
    ("may_look_inside", "IHUSLA", set(State)),
    ("may_enter", "IUL", set(State)),
    ("may_say begin", "HUL", {State.NOT_BEGUN}),
    ("may_say done", "UL", OPEN),
    ("may_say cannot", "UL", OPEN),
    ("may_say resume", "HUL", {State.SAYS_DONE, State.CANNOT}),
    ("may_move_day", "UL", OPEN),
    ("may_add_evidence", "HUL", set(State)),
    ("may_note_work", "HUL", OPEN),
    ("may_ask", "UL", {State.SAYS_DONE}),
    ("may_hand_out", "IS", set(State)),
    ("may_count_hands", "S", {State.SAYS_DONE}),
    ("may_reply", "UL", set(State)),
]


@pytest.mark.parametrize(("rule", "who", "states"), TABLE, ids=[row[0] for row in TABLE])
def test_who_may_do_it_and_when(rule, who, states):
    for state in State:
        one = entry(state)
        for code, role in WHO.items():
            said = RIGHTS[rule](one, person(role, one.unit))
            assert bool(said) == (code in who and state in states), (state, role)
            assert said or said.reason


# Who may is no question there: residents with a code, the state alone, or how many follow.
OF_NOBODY = {"may_move", "may_answer", "may_reach"}


def test_every_right_is_in_the_table():
    named = {
        name for name, _ in inspect.getmembers(rules, inspect.isfunction) if name[:4] == "may_"
    }

    assert named == {row[0].split()[0] for row in TABLE} | OF_NOBODY


def test_the_head_of_another_unit_says_nothing():
    stranger = person(Role.UNIT_LEAD, units().water)

    for rule in ("may_say begin", "may_move_day", "may_add_evidence", "may_ask", "may_reply"):
        for state in State:
            assert not RIGHTS[rule](entry(state), stranger)


def test_whoever_reported_on_a_promise_hands_out_no_codes():
    one = entry(State.SAYS_DONE)
    clerk = person(Role.INTAKE, one.unit)
    known = {clerk.actor_ref}

    said = rules.may_hand_out(running(one), 5, clerk, made=0, sayers=known, today=TODAY)

    assert "somebody else" in str(said.reason) or said.reason
    assert not said


def test_no_more_codes_than_people_it_was_for():
    one = running(entry(State.SAYS_DONE))
    clerk = person(Role.INTAKE, one.entry.unit)

    assert rules.may_hand_out(one, 5, clerk, made=15, sayers=set(), today=TODAY)
    assert not rules.may_hand_out(one, 6, clerk, made=15, sayers=set(), today=TODAY)


@pytest.mark.parametrize(
    "change",
    [
        {"who": " "},
        {"asked": 0},
        {"how": How.MEETING},
        {"closes_on": TODAY + timedelta(days=2)},
        {"closes_on": TODAY + timedelta(days=61)},
    ],
)
def test_residents_are_asked_well_or_not_at_all(change):
    one = entry(State.SAYS_DONE)
    head = person(Role.UNIT_LEAD, one.unit)

    assert not rules.may_ask(one, asking(**change), head, today=TODAY, is_asked=False)


def test_hands_do_not_outnumber_those_who_came():
    one = entry(State.SAYS_DONE)
    supervisor = person(Role.SUPERVISOR, one.unit)
    many = replace(hands(), yes=26)

    assert rules.may_count_hands(one, hands(), supervisor, is_asked=False, today=TODAY)
    assert not rules.may_count_hands(one, many, supervisor, is_asked=False, today=TODAY)
    assert not rules.may_count_hands(one, hands(), supervisor, is_asked=True, today=TODAY)


def test_a_day_is_moved_forward_with_a_reason():
    one = entry(State.UNDER_WAY)
    head = person(Role.UNIT_LEAD, one.unit)
    late = DUE + timedelta(days=9)

    assert rules.may_move_day(one, late, "连日下雨", head, today=TODAY)
    assert not rules.may_move_day(one, late, " ", head, today=TODAY)
    assert not rules.may_move_day(one, DUE, "连日下雨", head, today=TODAY)
    assert not rules.may_move_day(one, TODAY - timedelta(days=1), "早做完了", head, today=TODAY)


def test_the_hall_beside_hands_out_codes_and_another_bureau_does_not():
    one = entry(State.SAYS_DONE)
    round_ = running(one)

    def said(unit):
        by = person(Role.INTAKE, unit)
        return rules.may_hand_out(round_, 5, by, made=0, sayers=set(), today=TODAY)

    assert said(units().desk)
    assert said(units().county)
    assert not said(units().water)
