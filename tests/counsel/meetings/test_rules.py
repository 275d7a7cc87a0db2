"""Rights are a table: who may do what to a talk meeting, in which state."""

import inspect
from datetime import timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.meetings import rules
from sanwen.counsel.meetings.actions import drawing, holding, inviting, preparing
from sanwen.counsel.meetings.drafts import GuestDraft
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import Seat, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.meetings import (
    SEED,
    TODAY,
    announcement,
    draft,
    head,
    lines,
    meeting,
    opinion,
    opinion_draft,
)
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db

CLERK, HEAD, LEADER = "clerk", "head", "leader"
HANDLER, SUPERVISOR, AUDITOR, OTHER, ROADS = "handler", "supervisor", "auditor", "other", "roads"
SEATS = {
    CLERK: (Role.INTAKE, "town"),
    HEAD: (Role.UNIT_LEAD, "town"),
    LEADER: (Role.LEADER, "county"),
    HANDLER: (Role.HANDLER, "town"),
    SUPERVISOR: (Role.SUPERVISOR, "county"),
    AUDITOR: (Role.AUDITOR, "county"),
    OTHER: (Role.UNIT_LEAD, "water"),
    ROADS: (Role.HANDLER, "roads"),
}
PREPARES, DECIDES = {CLERK, HEAD, LEADER}, {HEAD, LEADER}
SOON = TODAY + timedelta(days=20)


def _announce(one: Meeting, by: User) -> object:
    return rules.may_announce(one, announcement(), by, listed=200, guests=8, today=TODAY)


def _draw(one: Meeting, by: User) -> object:
    return rules.may_draw(one, by, same_list=True, today=SOON)


def _hold(one: Meeting, by: User) -> object:
    return rules.may_hold(one, by, by_lot=30, guests=8, now=later(days=31))


TABLE = [
    (lambda one, by: rules.may_prepare(draft(), by, now=MORNING), State.PREPARED, PREPARES),
    (lambda one, by: rules.may_change(one, by), State.PREPARED, PREPARES),
    (lambda one, by: rules.may_change(one, by), State.ANNOUNCED, set()),
    (_announce, State.PREPARED, DECIDES),
    (_announce, State.ANNOUNCED, set()),
    (_draw, State.ANNOUNCED, DECIDES),
    (_draw, State.PREPARED, set()),
    (
        lambda one, by: rules.may_invite(one, by, reply_by=SOON, today=TODAY),
        State.DRAWN,
        DECIDES,
    ),
    (lambda one, by: rules.may_note_reply(one, by), State.INVITED, PREPARES),
    (lambda one, by: rules.may_print_letters(one, by), State.INVITED, PREPARES),
    (lambda one, by: rules.may_print_letters(one, by), State.DRAWN, set()),
    (_hold, State.INVITED, PREPARES),
    (
        lambda one, by: rules.may_write_down(opinion_draft(), one, by, today=TODAY),
        State.HELD,
        PREPARES,
    ),
    (lambda one, by: rules.may_finish(one, by, unanswered=0), State.HELD, DECIDES),
    (lambda one, by: rules.may_finish(one, by, unanswered=1), State.HELD, set()),
    (lambda one, by: rules.may_cancel(one, "雨", by), State.DRAWN, DECIDES),
    (lambda one, by: rules.may_cancel(one, " ", by), State.DRAWN, set()),
    (lambda one, by: rules.may_cancel(one, "雨", by), State.HELD, set()),
]


def sitting(code: str) -> User:
    role, unit = SEATS[code]
    return person(role, getattr(units(), unit))


@pytest.mark.parametrize(("rule", "state", "allowed"), TABLE)
def test_the_table_of_rights(rule, state: State, allowed: set[str]) -> None:
    one = meeting(state)

    assert {code for code in SEATS if rule(one, sitting(code))} == allowed


def test_who_answers_an_opinion() -> None:
    by = head()
    said = opinion(meeting(State.HELD, by), by)

    allowed = {code for code in SEATS if rules.may_answer(said, sitting(code))}
    assert allowed == {HEAD, LEADER, ROADS}


def test_whoever_holds_a_code_replies_while_it_is_open() -> None:
    one = meeting(State.INVITED)
    asked = one.candidates.filter(seat=Seat.INVITED).first()
    waiting = one.candidates.filter(seat=Seat.RESERVE).first()

    assert rules.may_reply(asked, one, Seat.COMES, now=MORNING)
    assert not rules.may_reply(waiting, one, Seat.COMES, now=MORNING)
    assert not rules.may_reply(asked, one, Seat.COMES, now=one.begins_at)


def test_every_right_is_in_the_table_or_tested_by_name() -> None:
    source = inspect.getsource(inspect.getmodule(sitting))  # type: ignore[arg-type]

    for name, _ in inspect.getmembers(rules, inspect.isfunction):
        if name.startswith("may_") and name != "may_move":
            assert f"rules.{name}(" in source, name


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.PREPARED, lambda one, by: preparing.prepare(draft=draft(), by=by, now=MORNING)),
        (
            State.PREPARED,
            lambda one, by: preparing.change(meeting=one, draft=draft(), by=by, now=MORNING),
        ),
        (
            State.PREPARED,
            lambda one, by: preparing.ask_guests(
                meeting=one, draft=GuestDraft("x", 1, "y"), by=by, now=MORNING
            ),
        ),
        (
            State.PREPARED,
            lambda one, by: preparing.drop_guests(guest=one.guests.first(), by=by, now=MORNING),
        ),
        (
            State.PREPARED,
            lambda one, by: preparing.take_list(
                meeting=one, lines=lines(40), source="x", by=by, now=MORNING
            ),
        ),
        (
            State.PREPARED,
            lambda one, by: drawing.announce(meeting=one, told=announcement(), by=by, now=MORNING),
        ),
        (
            State.ANNOUNCED,
            lambda one, by: drawing.draw(meeting=one, seed=SEED, by=by, now=later(days=3)),
        ),
        (
            State.DRAWN,
            lambda one, by: inviting.invite(meeting=one, reply_by=SOON, by=by, now=later(days=4)),
        ),
        (
            State.INVITED,
            lambda one, by: inviting.letters(meeting=one, by=by, now=later(days=4)),
        ),
        (
            State.INVITED,
            lambda one, by: inviting.note_reply(
                candidate=one.candidates.filter(seat=Seat.INVITED).first(),
                comes=True,
                by=by,
                now=later(days=4),
            ),
        ),
        (
            State.INVITED,
            lambda one, by: holding.hold(
                meeting=one, by_lot=1, guests=1, by=by, now=later(days=31)
            ),
        ),
        (
            State.HELD,
            lambda one, by: holding.write_down(
                meeting=one, draft=opinion_draft(), by=by, now=later(days=32)
            ),
        ),
        (State.HELD, lambda one, by: holding.finish(meeting=one, by=by, now=later(days=32))),
        (
            State.DRAWN,
            lambda one, by: preparing.cancel(meeting=one, because="雨", by=by, now=later(days=4)),
        ),
    ],
)
def test_a_stranger_is_refused_by_every_act_and_nothing_changes(state: State, act) -> None:
    one, by = meeting(state), sitting(OTHER)

    with nothing_changes(), pytest.raises(NotAllowed):
        act(one, by)
