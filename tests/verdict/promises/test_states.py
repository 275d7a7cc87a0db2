"""What the body says, as data, and what residents find, taken together."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.suppression import FEWEST
from sanwen.verdict.promises.states import MOVES, OPEN, Found, Move, State, found, is_late
from tests.factories.promises import DUE

COUNT = st.integers(0, 400)


def test_every_state_has_its_moves_and_every_move_is_made_somewhere():
    assert set(MOVES) == set(State)
    assert {move for ways in MOVES.values() for move in ways} == set(Move)


def test_no_state_says_that_a_promise_is_accepted():
    """The body has no word for it: only residents find a promise kept."""
    assert set(State) == {State.NOT_BEGUN, State.UNDER_WAY, State.SAYS_DONE, State.CANNOT}


def test_whatever_is_said_can_be_gone_on_with():
    for state in State:
        assert state in OPEN or MOVES[state] == {Move.RESUME: State.UNDER_WAY}


@pytest.mark.parametrize(
    ("yes", "partly", "no", "said"),
    [
        (4, 0, 0, Found.TOO_FEW),
        (5, 0, 0, Found.KEPT),
        (3, 1, 2, Found.DIVIDED),
        (5, 0, 5, Found.DIVIDED),
        (1, 1, 3, Found.NOT_KEPT),
        (0, 10, 0, Found.DIVIDED),
    ],
)
def test_more_than_half_of_those_who_answered_say_what_is_found(yes, partly, no, said):
    assert found(yes, partly, no) == said


@given(COUNT, COUNT, COUNT)
def test_who_finds_it_kept_and_who_does_not_are_treated_alike(yes, partly, no):
    mirror = {Found.KEPT: Found.NOT_KEPT, Found.NOT_KEPT: Found.KEPT}
    said = found(yes, partly, no)

    assert found(no, partly, yes) == mirror.get(said, said)
    assert (said == Found.TOO_FEW) == (yes + partly + no < FEWEST)


def test_only_what_is_open_is_late():
    after = DUE + timedelta(days=1)

    assert {state for state in State if is_late(state, DUE, after)} == OPEN
    assert not any(is_late(state, DUE, DUE) for state in State)
