"""Whatever order people try things in, the states hold: nothing published is lost or changed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.decisions.actions import publishing, writing
from sanwen.counsel.decisions.models import Version
from sanwen.counsel.decisions.states import MOVES, OPEN, STANDS, Move, State
from tests.factories.decisions import WORDS, begun, head, whole
from tests.factories.moments import MORNING, later

ACTS = {
    Move.SHOW: publishing.show,
    Move.DECIDE: publishing.decide,
    Move.REVISE: publishing.revise,
    Move.AMEND: publishing.amend,
    Move.LEAVE: publishing.leave,
}


def test_every_state_has_its_moves_and_every_move_its_act() -> None:
    assert set(MOVES) == set(State)
    assert {move for ways in MOVES.values() for move in ways} == set(Move) == set(ACTS)


def test_every_state_can_be_reached_and_leads_to_a_decision() -> None:
    for state in State:
        reached = {state}
        for _ in State:
            reached |= {target for one in reached for target in MOVES[one].values()}
        assert State.DECIDED in reached
    assert {target for ways in MOVES.values() for target in ways.values()} | {State.WRITING} == set(
        State
    )


def test_what_stands_and_what_is_written_on_are_told_apart() -> None:
    assert {State.AMENDING} == OPEN & STANDS
    assert OPEN | STANDS | {State.SHOWN} == set(State)


class AnyOrder(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(list(Move)), max_size=7))
    def test_any_order_of_moves_keeps_every_published_version(self, moves: list[Move]) -> None:
        by = head()
        one = whole(begun(by=by), by)
        kept: dict[int, str] = {}
        for at, move in enumerate(moves):
            before = State(one.state)
            if before in OPEN:
                because = f"第{at}次修改" if before == State.AMENDING else ""
                wording = type(WORDS)(**_told() | {"gist": f"第{at}稿", "because": because})
                writing.write(decision=one, wording=wording, by=by, now=MORNING)
            if move in MOVES[before]:
                ACTS[move](decision=one, by=by, now=later(hours=at))
            else:
                with pytest.raises(NotAllowed):
                    ACTS[move](decision=one, by=by, now=later(hours=at))
            one.refresh_from_db()
            assert one.state == MOVES[before].get(move, before)
            assert (one.working is not None) == (one.state in OPEN)
            assert bool(one.promises) == (one.state in STANDS)
            out = dict(
                Version.objects.published().filter(decision=one).values_list("number", "gist")
            )
            assert kept.items() <= out.items()
            kept = out


def _told() -> dict[str, object]:
    return {name: getattr(WORDS, name) for name in type(WORDS).__dataclass_fields__}
