"""Rights as tables: which rule lets which role, and which page opens to whom. Else: refused."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sanwen.core.ruling import Ruling
from sanwen.deliver.reception import rules
from sanwen.deliver.reception.models import (
    Checklist,
    Counter,
    HandOver,
    HelpCall,
    SafetyEvent,
    Visit,
)
from sanwen.deliver.reception.states import MOVES, Move, State
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from tests.factories.matters import Cast
from tests.factories.reception import counter, shipped_list, visit

DESK, ROADS, COUNTY = (
    Unit(pk=2, path="/1/2/", name="受理中心"),
    Unit(pk=3, path="/1/3/", name="交通局"),
    Unit(pk=1, path="/1/", name="清源县"),
)
WHO = {
    "clerk": (Role.INTAKE, DESK),
    "clerk elsewhere": (Role.INTAKE, ROADS),
    "head": (Role.UNIT_LEAD, DESK),
    "head elsewhere": (Role.UNIT_LEAD, ROADS),
    "handler": (Role.HANDLER, DESK),
    "supervisor": (Role.SUPERVISOR, COUNTY),
    "leader": (Role.LEADER, COUNTY),
    "auditor": (Role.AUDITOR, COUNTY),
    "administrator": (Role.ADMINISTRATOR, COUNTY),
}
HERE = Counter(pk=1, unit=DESK, letter="A", is_active=True)
LIST = Checklist(code="wages", items=["身份证"], items_en=[])


def someone(role: Role, unit: Unit, *, pk: int = 7) -> User:
    user = User(pk=pk, username="wang.fang", name="王芳", is_active=True)
    user.__dict__["memberships_now"] = [Membership(user=user, role=role, unit=unit)]
    return user


COLLEAGUE = someone(Role.HANDLER, ROADS, pk=8)


def a_visit(state: State, *, responsible: int | None = None, contact: int | None = None) -> Visit:
    return Visit(pk=9, counter=HERE, state=state, responsible_id=responsible, contact_id=contact)


ASKED: dict[str, Callable[[User], Ruling]] = {
    "may_arrive": lambda by: rules.may_arrive(a_visit(State.EXPECTED), by),
    "may_call": lambda by: rules.may_call(HERE, [a_visit(State.WAITING)], by),
    "may_put_back": lambda by: rules.may_put_back(a_visit(State.CALLED), by),
    "may_begin": lambda by: rules.may_begin(a_visit(State.CALLED), by),
    "may_leave": lambda by: rules.may_leave(a_visit(State.WAITING), by),
    "may_call_off": lambda by: rules.may_call_off(a_visit(State.EXPECTED), by),
    "may_see_contact": lambda by: rules.may_see_contact(a_visit(State.EXPECTED, contact=1), by),
    "may_register_voice": lambda by: rules.may_register_voice(a_visit(State.IN_TALK), by),
    "may_tell": lambda by: rules.may_tell(a_visit(State.IN_TALK), by, was_told=False),
    "may_note_gap": lambda by: rules.may_note_gap(HERE, LIST, "居住证", by),
    "may_settle_gap": rules.may_settle_gap,
    "may_ask_help": lambda by: rules.may_ask_help(HERE, by),
    "may_come_to_help": lambda by: rules.may_come_to_help(
        HelpCall(counter=HERE, asked_by_id=5), by
    ),
    "may_read_figures": rules.may_read_figures,
    "may_log_event": lambda by: rules.may_log_event(HERE, by),
    "may_read_events": rules.may_read_events,
    "may_say_helped": lambda by: rules.may_say_helped(SafetyEvent(counter=HERE), by),
    "may_keep_roster": lambda by: rules.may_keep_roster([DESK], by),
    "may_set_up": lambda by: rules.may_set_up(DESK, by),
}
COUNTER = {"clerk"}
TABLE: dict[str, set[str]] = {
    **dict.fromkeys(
        (
            *("may_arrive", "may_call", "may_put_back", "may_begin", "may_leave"),
            *("may_call_off", "may_see_contact", "may_register_voice", "may_tell"),
            *("may_note_gap", "may_ask_help", "may_log_event"),
        ),
        COUNTER,
    ),
    "may_settle_gap": {"supervisor"},
    "may_come_to_help": {"clerk", "head"},
    "may_read_figures": {"head", "head elsewhere", "supervisor", "leader"},
    "may_read_events": {"head", "head elsewhere", "administrator"},
    "may_say_helped": {"head"},
    "may_keep_roster": {"head", "administrator"},
    "may_set_up": {"administrator"},
}
# These judge a moment or a thing, or ask for one person by name; each has its own test.
OWN_TEST = {
    "may_move", "may_book", "may_come_together", "may_cancel", "may_give_feedback", "may_finish",
    "may_hand_over", "may_answer_hand_over", "may_take_back",
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_the_table_holds_for_every_role(name: str) -> None:
    assert {who for who in WHO if ASKED[name](someone(*WHO[who]))} == TABLE[name]


def test_every_right_stands_in_the_table() -> None:
    found = {name for name, _ in inspect.getmembers(rules, inspect.isfunction) if "may_" in name}

    assert {name for name in found if name.startswith("may_")} == TABLE.keys() | OWN_TEST
    assert TABLE.keys() == ASKED.keys()


@pytest.mark.parametrize("name", ASKED)
def test_every_refusal_is_a_whole_sentence(name: str) -> None:
    rulings = [ASKED[name](someone(*WHO[who])) for who in WHO]

    assert all(str(one.reason).endswith((".", "。")) for one in rulings if not one)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_a_move_is_allowed_exactly_where_the_table_of_moves_has_it(
    state: State, move: Move
) -> None:
    assert bool(rules.may_move(a_visit(state), move)) == (move in MOVES[state])


def test_every_state_can_be_reached_and_every_move_is_made() -> None:
    reached = {State.EXPECTED, *(to for ways in MOVES.values() for to in ways.values())}

    assert reached == set(State) == set(MOVES)
    assert {move for ways in MOVES.values() for move in ways} == set(Move)


@pytest.mark.parametrize("who", WHO)
def test_only_who_answers_ends_a_talk_or_hands_it_over(who: str) -> None:
    by = someone(*WHO[who])
    own, others = a_visit(State.IN_TALK, responsible=7), a_visit(State.IN_TALK, responsible=6)

    assert rules.may_finish(own, by)
    assert not rules.may_finish(others, by)
    assert rules.may_hand_over(own, COLLEAGUE, by, is_offered=False)
    assert not rules.may_hand_over(others, COLLEAGUE, by, is_offered=False)
    assert not rules.may_hand_over(own, COLLEAGUE, by, is_offered=True)


@pytest.mark.parametrize("who", WHO)
def test_only_the_one_who_was_asked_answers(who: str) -> None:
    by = someone(*WHO[who])

    assert rules.may_answer_hand_over(HandOver(to_staff_id=7, from_staff_id=6), by)
    assert not rules.may_answer_hand_over(HandOver(to_staff_id=6, from_staff_id=7), by)
    assert rules.may_take_back(HandOver(to_staff_id=6, from_staff_id=7), by)
    assert not rules.may_take_back(HandOver(to_staff_id=7, from_staff_id=6), by)


# Pages

ROLES = ("clerk", "clerk elsewhere", "handler", "head", "head elsewhere", "supervisor", "leader",
         "auditor", "administrator")  # fmt: skip
LOOKING: dict[str, dict[int, set[str]]] = {
    "/desk/reception/{counter}/": {200: {"clerk", "head"}},
    "/desk/visits/{visit}/": {200: {"clerk", "head"}},
    "/desk/visits/{visit}/hand-over/": {200: {"clerk", "head"}},
    "/desk/visits/{visit}/list/wages/": {200: {"clerk", "head"}},
    "/desk/visits/{visit}/voice/": {200: {"clerk"}, 403: {"head"}},
    "/desk/visits/{visit}/list/wages/paper/": {},
    "/desk/reception/{counter}/gap/": {200: {"clerk", "head"}},
    "/desk/reception/{counter}/event/": {200: {"clerk"}, 403: {"head"}},
    "/desk/reception/said/": {200: {"head", "head elsewhere", "supervisor", "leader"}},
    "/desk/reception/events/": {200: {"head", "head elsewhere", "administrator"}},
    "/desk/duty/": {200: set(ROLES)},
    "/staff/reception/": {200: {"administrator"}},
    "/staff/reception/new/": {200: {"administrator"}},
    "/staff/reception/{counter}/": {200: {"administrator"}},
    "/staff/reception/lists/wages/": {200: {"administrator"}},
}
# What one may not see does not exist; where no object is asked for, the page says why not.
HIDES = ("{counter}", "{visit}")


@pytest.fixture
def stage(db: None) -> dict[str, Any]:
    cast = Cast()
    one = counter(cast)
    shipped_list()
    talk = visit(cast, one, State.IN_TALK)
    where = {"clerk": cast.units.desk, "head": cast.units.desk, "handler": cast.units.desk}
    roles = {who: role for who, (role, _) in WHO.items()}
    return {
        "people": {
            who: cast.who(
                roles[who],
                cast.units.roads if "elsewhere" in who else where.get(who, cast.units.county),
            )
            for who in ROLES
        },
        "counter": one.pk,
        "visit": talk.pk,
    }


@pytest.mark.parametrize("path", LOOKING)
def test_every_page_opens_to_whom_the_table_says(stage: dict[str, Any], path: str) -> None:
    expected = {who: status for status, people in LOOKING[path].items() for who in people}
    is_staff_page = path.startswith("/staff/")
    missing = 404 if any(hidden in path for hidden in HIDES) and not is_staff_page else 403

    for who in ROLES:
        client = Client()
        client.force_login(stage["people"][who])
        status = client.get(path.format(**stage)).status_code

        assert status == expected.get(who, missing), f"{who} at {path}"


@pytest.mark.parametrize("path", LOOKING)
def test_without_signing_in_there_is_only_the_sign_in(stage: dict[str, Any], path: str) -> None:
    assert Client().get(path.format(**stage)).status_code == 302
