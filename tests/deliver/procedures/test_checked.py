"""What no procedure may do, whoever declares it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanwen.deliver.matters.house import CHOOSABLE, house
from sanwen.deliver.matters.states import MOVES, OPEN, Move, State
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.checked import faults
from sanwen.deliver.procedures.declared import Declared, Length, Timed

SERVICE = known.shipped()["service", "1"]
APPEAL = known.shipped()["appeal", "1"]
HOUSE = house(frozenset(kinds()))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def without(one: Declared, *moves: str) -> Declared:
    left = {state: ways - set(moves) for state, ways in one.moves.items()}
    return replace(one, moves=MappingProxyType(left))


def lasting(one: Declared, rule: str, length: Length) -> Declared:
    clocks = tuple(replace(t, own=length) if t.rule == rule else t for t in one.clocks)
    return replace(one, clocks=clocks)


@pytest.mark.parametrize("key", known.shipped())
def test_what_is_shipped_is_sound(key: tuple[str, str]) -> None:
    assert faults(known.shipped()[key], HOUSE) == []


def test_a_service_request_can_do_everything_that_can_be_done() -> None:
    chosen = {str(s): {str(m) for m in ways if m in CHOOSABLE} for s, ways in MOVES.items()}

    assert {state: set(moves) for state, moves in SERVICE.moves.items()} == {
        state: moves for state, moves in chosen.items() if moves
    }


WRONG: dict[str, tuple[Declared, str]] = {
    "an unknown state": (
        replace(SERVICE, moves=MappingProxyType({"limbo": frozenset({"take"})})),
        "limbo",
    ),
    "a move from nowhere": (
        replace(SERVICE, moves=MappingProxyType({"registered": frozenset({"answer"})})),
        "answer",
    ),
    "no way to an answer": (without(SERVICE, "answer"), "in hand|in_hand"),
    "nobody takes it": (without(SERVICE, "take"), "assigned"),
    "no clock": (replace(SERVICE, clocks=()), "date"),
    "an unknown rule": (
        replace(SERVICE, clocks=(*SERVICE.clocks, Timed("x.y", ("accept",), ("answer",)))),
        "x.y",
    ),
    "a clock twice": (replace(SERVICE, clocks=(*SERVICE.clocks, SERVICE.clocks[1])), "twice"),
    "a promise that does not begin": (
        replace(SERVICE, clocks=(replace(SERVICE.promise, begins=("take",)), *SERVICE.clocks[1:])),
        "promise",
    ),
    "a promise of the first procedure that waits": (
        replace(
            SERVICE, clocks=(replace(SERVICE.promise, begins=("accept",)), *SERVICE.clocks[1:])
        ),
        "at once",
    ),
    "a promise without an end": (
        replace(
            SERVICE, clocks=(replace(SERVICE.promise, ends=("redirect",)), *SERVICE.clocks[1:])
        ),
        "answer",
    ),
    "no outcome": (replace(SERVICE, outcomes=()), "outcome"),
    "an unknown outcome": (replace(SERVICE, outcomes=("won",)), "won"),
    "an unknown paper": (
        replace(SERVICE, papers=MappingProxyType({"accept": ("poem",)})),
        "poem",
    ),
    "an unknown period elsewhere": (replace(SERVICE, elsewhere=("a.b",)), "a.b"),
    "more than the law allows": (
        lasting(APPEAL, "petition.conclude", Length(61, "day", 30, "day")),
        "law",
    ),
    "a longer extension than the law": (
        lasting(APPEAL, "petition.conclude", Length(60, "day", 31, "day")),
        "law",
    ),
    "another unit than the law": (
        lasting(APPEAL, "petition.conclude", Length(60, "workday")),
        "unit",
    ),
    "less for the resident": (lasting(SERVICE, "service.verdict", Length(14, "day")), "resident"),
}


@pytest.mark.parametrize("what", WRONG)
def test_it_is_refused_with_its_reason(what: str) -> None:
    one, said = WRONG[what]

    found = " ".join(faults(one, HOUSE))

    assert any(word in found for word in said.split("|")), found


def test_a_body_may_be_quicker_than_the_law_and_give_the_resident_more() -> None:
    quick = lasting(APPEAL, "petition.conclude", Length(45, "day", 15, "day"))

    assert faults(lasting(quick, "service.verdict", Length(30, "day")), HOUSE) == []


SUBSETS = {
    state: st.sets(st.sampled_from(sorted(moves)), max_size=len(moves))
    for state, moves in SERVICE.moves.items()
}


@given(st.fixed_dictionaries(SUBSETS))
def test_whatever_is_declared_the_residents_own_ways_stay(moves: dict[str, set[str]]) -> None:
    one = replace(
        SERVICE, moves=MappingProxyType({s: frozenset(ways) for s, ways in moves.items()})
    )

    for state in State:
        kept = set(MOVES[state]) - CHOOSABLE
        assert kept <= set(HOUSE.moves_of(one, state))
        assert (Move.WITHDRAW in HOUSE.moves_of(one, state)) == (state in OPEN)


@given(st.fixed_dictionaries(SUBSETS))
def test_what_is_found_sound_can_be_answered_from_wherever_it_stands(
    moves: dict[str, set[str]],
) -> None:
    one = replace(
        SERVICE, moves=MappingProxyType({s: frozenset(ways) for s, ways in moves.items()})
    )
    reach: Callable[[str], bool] = lambda state: HOUSE.can_be_answered(one, state)  # noqa: E731

    if not faults(one, HOUSE):
        assert all(reach(state) for state in HOUSE.states_of(one) if state in HOUSE.open)
