"""Rights as a table: which rule lets whom, in which states. Whatever is not listed is refused."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sanwen.core.ruling import Ruling
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.models import Answer, AnswerState, Extension, Joining, Matter
from sanwen.deliver.matters.states import MOVES, OPEN, Move, State
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit, UnitKind

DESK, ROADS, WATER, COUNTY = (
    Unit(pk=2, path="/1/2/", name="受理中心"),
    Unit(pk=3, path="/1/3/", name="交通局"),
    Unit(pk=4, path="/1/4/", name="水务局"),
    Unit(pk=1, path="/1/", name="清源县"),
)
COMPANY = Unit(pk=5, path="/1/3/5/", name="物业公司", third_party=True, kind=UnitKind.THIRD_PARTY)
WHO = {
    "clerk": (Role.INTAKE, DESK),
    "clerk elsewhere": (Role.INTAKE, WATER),
    "handler": (Role.HANDLER, ROADS),
    "head": (Role.UNIT_LEAD, ROADS),
    "handler elsewhere": (Role.HANDLER, WATER),
    "head elsewhere": (Role.UNIT_LEAD, WATER),
    "company": (Role.HANDLER, COMPANY),
    "supervisor": (Role.SUPERVISOR, COUNTY),
    "leader": (Role.LEADER, COUNTY),
    "auditor": (Role.AUDITOR, COUNTY),
    "administrator": (Role.ADMINISTRATOR, COUNTY),
}
UNIT = ("handler", "head")
EVER = set(State)
UNDECIDED = {State.REGISTERED, State.ACCEPTED, State.ASSIGNED, State.IN_HAND, State.REOPENED}

TABLE: dict[str, dict[tuple[str, ...], set[State]]] = {
    "may_accept": {("clerk",): {State.REGISTERED}},
    "may_assign": {("clerk",): {State.REGISTERED, State.ACCEPTED}},
    "may_take": {UNIT: {State.ASSIGNED, State.REOPENED}},
    "may_object": {UNIT: {State.ASSIGNED, State.IN_HAND}},
    "may_ask": {UNIT: {State.IN_HAND}},
    "may_write_to_resident": {("clerk", *UNIT): EVER},
    "may_see_contact": {("clerk", *UNIT): EVER},
    "may_extend": {UNIT: set(OPEN)},
    "may_approve": {("head",): set(OPEN)},
    "may_answer": {UNIT: {State.IN_HAND}},
    "may_read": {("head",): EVER},
    "may_redirect": {("clerk", *UNIT): UNDECIDED},
    "may_join": {("clerk",): UNDECIDED - {State.REOPENED}},
    "may_part": {("clerk",): {State.JOINED}},
    "may_name_needs": {("clerk",): set(OPEN)},
    "may_record_delivery": {("clerk", *UNIT): EVER},
}
# These judge a thing or a moment, not a member of staff; each has its own test.
NOT_OF_STAFF = {"may_move", "may_lead", "may_add", "may_withdraw", "may_take_over"}

TODAY = date(2026, 3, 10)
MORE: dict[str, Callable[[Matter, User], Ruling]] = {
    "may_object": lambda one, by: rules.may_object(one, by, until=TODAY, today=TODAY),
    "may_extend": lambda one, by: rules.may_extend(one, by, days=30, today=TODAY),
    "may_approve": lambda one, by: rules.may_approve(one, Extension(asked_by="staff:li.wei"), by),
    "may_read": lambda one, by: rules.may_read(one, reading(), by),
    "may_join": lambda one, by: rules.may_join(one, a_matter(State.IN_HAND, pk=8), by),
}


def someone(role: Role, unit: Unit, *, pk: int = 7) -> User:
    user = User(pk=pk, username="wang.fang", name="王芳")
    user.__dict__["memberships_now"] = [Membership(user=user, role=role, unit=unit)]
    return user


def a_matter(state: State, **fields: Any) -> Matter:
    known = {"pk": 9, "received_by": DESK, "lead_unit": ROADS, "due_on": TODAY, "version": 4}
    return Matter(state=state, **known | fields)


def reading() -> Answer:
    return Answer(state=AnswerState.READING, written_by_id=99)


def ask(name: str, one: Matter, by: User) -> Ruling:
    rule = MORE.get(name) or getattr(rules, name)
    ruling: Ruling = rule(one, by)
    return ruling


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("who", WHO)
def test_the_table_holds_for_everyone_in_every_state(name: str, who: str) -> None:
    listed = [states for people, states in TABLE[name].items() if who in people]
    allowed = set().union(*listed)
    by = someone(*WHO[who])

    assert {state for state in State if ask(name, a_matter(state), by)} == allowed


@pytest.mark.parametrize("name", TABLE)
def test_every_refusal_gives_a_reason_in_a_whole_sentence(name: str) -> None:
    refusals = [ask(name, a_matter(state), someone(*WHO[who])) for who in WHO for state in State]

    assert all(str(ruling.reason).endswith((".", "。")) for ruling in refusals if not ruling)


def test_every_right_stands_in_the_table() -> None:
    found = {name for name, _ in inspect.getmembers(rules, inspect.isfunction) if "may_" in name}

    assert {name for name in found if name.startswith("may_")} == TABLE.keys() | NOT_OF_STAFF


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_a_move_is_allowed_exactly_where_the_table_of_moves_has_it(
    state: State, move: Move
) -> None:
    assert bool(rules.may_move(a_matter(state), move)) == (move in MOVES[state])


def test_a_designated_unit_cannot_return_a_matter_again() -> None:
    one = a_matter(State.ASSIGNED, designated=True)

    assert not rules.may_object(one, someone(*WHO["handler"]), until=TODAY, today=TODAY)


def test_a_return_must_come_within_its_five_working_days() -> None:
    by, one = someone(*WHO["handler"]), a_matter(State.ASSIGNED)

    assert not rules.may_object(one, by, until=date(2026, 3, 9), today=TODAY)


@pytest.mark.parametrize("days", [0, 31, 365])
def test_an_extension_is_one_to_thirty_days(days: int) -> None:
    one = a_matter(State.IN_HAND)

    assert not rules.may_extend(one, someone(*WHO["handler"]), days=days, today=TODAY)


@pytest.mark.parametrize("fields", [{"extensions": 1}, {"due_on": date(2026, 3, 9)}])
def test_a_matter_is_extended_once_and_before_its_date(fields: dict[str, Any]) -> None:
    one = a_matter(State.IN_HAND, **fields)

    assert not rules.may_extend(one, someone(*WHO["handler"]), days=5, today=TODAY)


def test_whoever_asked_for_time_does_not_approve_it_and_nobody_decides_twice() -> None:
    one, head = a_matter(State.IN_HAND), someone(*WHO["head"])

    assert not rules.may_approve(one, Extension(asked_by=head.actor_ref), head)
    assert not rules.may_approve(one, Extension(asked_by="staff:x", decided_at=TODAY), head)


def test_nobody_is_the_second_reader_of_their_own_answer() -> None:
    head = someone(*WHO["head"])
    own = Answer(state=AnswerState.READING, written_by_id=head.pk)

    assert not rules.may_read(a_matter(State.IN_HAND), own, head)
    assert not rules.may_read(a_matter(State.IN_HAND), Answer(state=AnswerState.SENT), head)


def test_a_matter_is_not_joined_to_itself_nor_over_to_another_desk() -> None:
    clerk, one = someone(*WHO["clerk"]), a_matter(State.REGISTERED)

    assert not rules.may_join(one, one, clerk)
    assert not rules.may_join(one, a_matter(State.IN_HAND, pk=8, received_by=WATER), clerk)
    assert not rules.may_join(one, a_matter(State.CLOSED, pk=8), clerk)


def test_a_contractor_or_a_closed_unit_never_leads() -> None:
    one = a_matter(State.ACCEPTED)

    assert rules.may_lead(one, WATER)
    assert not rules.may_lead(one, COMPANY)
    assert not rules.may_lead(one, Unit(name="旧局", is_active=False))


def test_a_company_never_sees_who_the_resident_is_even_with_a_second_hat() -> None:
    by = someone(*WHO["handler"])
    by.memberships_now.append(Membership(user=by, role=Role.HANDLER, unit=COMPANY))

    assert not rules.may_see_contact(a_matter(State.IN_HAND), by)


def test_beyond_the_duty_list_needs_a_reason() -> None:
    listed = Ruling(False, "不在履职清单上。")

    assert not rules.has_a_reason_beyond_the_list(listed, "  ")
    assert rules.has_a_reason_beyond_the_list(listed, "县里正在改造，镇里先看现场")
    assert rules.has_a_reason_beyond_the_list(Ruling(True), "")


def test_who_acts_on_an_old_page_is_told() -> None:
    assert rules.nobody_was_faster(a_matter(State.IN_HAND), 4)
    assert not rules.nobody_was_faster(a_matter(State.IN_HAND), 3)


@pytest.mark.parametrize("state", State)
def test_a_resident_adds_while_it_is_open_or_answered(state: State) -> None:
    assert bool(rules.may_add(a_matter(state))) == (state in OPEN | {State.ANSWERED})


@pytest.mark.parametrize("state", State)
def test_a_resident_withdraws_once_and_while_it_is_open(state: State) -> None:
    one = a_matter(state)

    assert bool(rules.may_withdraw(one, Joining())) == (state in OPEN)
    assert not rules.may_withdraw(one, Joining(withdrawn_at=TODAY))
