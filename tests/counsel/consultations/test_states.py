"""States as data, walked at random by the acts themselves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.actions import sifting
from sanwen.counsel.consultations.models import Statement
from sanwen.counsel.consultations.states import MOVES, STANDS, Move, Sift, Stand, State
from tests.factories.asking import cast, published
from tests.factories.consultations import statements
from tests.factories.moments import MORNING


def test_every_state_has_its_moves_and_is_reached():
    assert set(MOVES) == set(State)
    assert {to for ways in MOVES.values() for to in ways.values()} | {State.DRAFT} == set(State)
    assert {move for ways in MOVES.values() for move in ways} == set(Move)
    assert set(STANDS) == set(Stand)
    reached = {to for ways in STANDS.values() for to in ways.values()}
    assert reached | {Stand.WAITING} == set(Stand)
    assert {sift for ways in STANDS.values() for sift in ways} == set(Sift)


def test_nothing_that_was_said_is_ever_gone_for_good():
    assert all(STANDS[stand] for stand in Stand)


@pytest.mark.django_db
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(list(Sift)), max_size=6))
def test_whatever_the_desk_does_the_table_is_kept(moves):
    who = cast()
    one = published(who)
    target = statements(one, ["先修排水沟。"])[0]
    said = Statement.objects.create(consultation=one, number=9, text="要有树。", said_at=MORNING)
    acts = {
        Sift.SHOW: lambda: sifting.show(statement=said, by=who["clerk"], now=MORNING),
        Sift.HOLD: lambda: sifting.hold(
            statement=said, reason="unclear", words="看不懂", by=who["clerk"], now=MORNING
        ),
        Sift.JOIN: lambda: sifting.join(statement=said, into=target, by=who["clerk"], now=MORNING),
    }

    stand = Stand.WAITING
    for move in moves:
        if move in STANDS[stand]:
            acts[move]()
            stand = STANDS[stand][move]
        else:
            with pytest.raises(NotAllowed):
                acts[move]()
        said.refresh_from_db()
        assert said.stand == stand
        assert bool(said.reason) == (stand == Stand.HELD)
        assert bool(said.same_as_id) == (stand == Stand.SAME)
