"""Whatever order people try things in, the lot stays announced before it is drawn."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.meetings.actions import drawing, holding, inviting, preparing
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import MOVES, REPLIES, Move, Seat, State
from sanwen.people.models import User
from tests.factories.meetings import SEED, TODAY, announcement, head, lines, prepared
from tests.factories.moments import MORNING, later

# Each at a moment at which only the state can stand in its way.
ACTS = {
    Move.ANNOUNCE: lambda one, by: drawing.announce(
        meeting=one, told=announcement(), by=by, now=MORNING
    ),
    Move.DRAW: lambda one, by: drawing.draw(meeting=one, seed=SEED, by=by, now=later(days=3)),
    Move.INVITE: lambda one, by: inviting.invite(
        meeting=one, reply_by=TODAY + timedelta(days=20), by=by, now=later(days=4)
    ),
    Move.HOLD: lambda one, by: holding.hold(
        meeting=one, by_lot=30, guests=8, by=by, now=later(days=31)
    ),
    Move.FINISH: lambda one, by: holding.finish(meeting=one, by=by, now=later(days=40)),
    Move.CANCEL: lambda one, by: preparing.cancel(meeting=one, because="雨", by=by, now=MORNING),
}


def test_every_state_has_its_moves_and_every_move_its_act() -> None:
    assert set(MOVES) == set(State)
    assert {move for ways in MOVES.values() for move in ways} == set(Move) == set(ACTS)
    assert {state for state, ways in MOVES.items() if not ways} == {
        State.ANSWERED,
        State.CANCELLED,
    }


def test_every_state_can_be_reached() -> None:
    reached = {State.PREPARED}
    for _ in State:
        reached |= {target for one in reached for target in MOVES[one].values()}
    assert reached == set(State)


def test_every_seat_knows_its_replies() -> None:
    assert set(REPLIES) == set(Seat)


class AnyOrder(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from([*Move, *Move, Move.DRAW, Move.ANNOUNCE]), max_size=8))
    def test_any_order_of_moves_draws_only_what_was_announced(self, moves: list[Move]) -> None:
        by = head()
        one = prepared(by, lines(40))
        announced = ""
        for move in moves:
            before = State(one.state)
            _try(one, move, by)
            one.refresh_from_db()
            assert one.state == MOVES[before].get(move, before)
            if one.announced_at is not None:
                announced = announced or one.list_hash
                assert one.list_hash == announced
            if one.drawn_at is not None:
                assert one.announced_at is not None
                assert one.announced_at < one.drawn_at


def _try(one: Meeting, move: Move, by: User) -> None:
    if move in MOVES[State(one.state)]:
        ACTS[move](one, by)
    else:
        with pytest.raises(NotAllowed):
            ACTS[move](one, by)
