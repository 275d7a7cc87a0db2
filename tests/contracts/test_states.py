"""No state of a matter is forgotten, and the page shows the table."""

import pytest

from sanwen.deliver.matters.states import ENDED, MOVES, OPEN, Move, State
from tools.states_page import PAGE, diagram, drawn

# Nothing follows: the person took it back, or was shown another way. New words open a new matter.
FINAL = {State.REDIRECTED, State.WITHDRAWN}


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State)
    assert {state for state, ways in MOVES.items() if not ways} == FINAL


def test_every_move_is_made_somewhere() -> None:
    assert {move for ways in MOVES.values() for move in ways} == set(Move)


def test_every_state_can_be_reached() -> None:
    reached, new = {State.REGISTERED}, {State.REGISTERED}
    while new:
        new = {target for state in new for target in MOVES[state].values()} - reached
        reached |= new

    assert reached == set(State)


@pytest.mark.parametrize("state", OPEN)
def test_a_matter_in_hand_can_always_come_to_an_end(state: State) -> None:
    reached = {state}
    for _ in State:
        reached |= {target for one in reached for target in MOVES[one].values()}

    assert reached & ENDED
    assert State.ANSWERED in reached


@pytest.mark.parametrize("state", OPEN)
def test_a_resident_may_take_back_what_is_in_hand(state: State) -> None:
    assert MOVES[state][Move.WITHDRAW] == State.WITHDRAWN


def test_the_page_shows_the_table() -> None:
    """After a change: python tools/states_page.py"""
    assert drawn(PAGE.read_text(encoding="utf-8")) == diagram(MOVES)


def test_the_page_says_which_states_are_final() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert all(f"`{state}`" in page for state in FINAL)
