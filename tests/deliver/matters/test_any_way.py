"""Whatever people do in whatever order: acts follow the table, refusals change nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import (
    answering,
    asking,
    assigning,
    ending,
    handing,
    opening,
)
from sanwen.deliver.matters.actions import reviewing as matter_reviewing
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Answer, Assignment, Clock, Matter, Step
from sanwen.deliver.matters.states import ENDED, MOVES, Move, State
from sanwen.listen.voices.models import Voice
from sanwen.people.roles import Role
from sanwen.verdict.reviews.actions import asking as reviewing
from sanwen.verdict.reviews.models import Result, Review
from tests.factories import reviews
from tests.factories.matters import COURT, DONE, Cast, taken_in, voice_of
from tests.factories.moments import later
from tests.factories.people import also

pytestmark = pytest.mark.django_db
CLOCKS = Machine("clocks")
Act = Callable[[Cast, Matter, datetime], Any]


def _designate(cast: Cast, one: Matter, now: datetime) -> Any:
    to = Assign(lead=cast.units.roads)
    return assigning.designate(matter=one, to=to, words="定了。", by=decider(cast, one), now=now)


def chief(cast: Cast) -> Any:
    """Heads every unit of the county."""
    return cast.who(Role.UNIT_LEAD, cast.units.county)


def _hand_down(cast: Cast, one: Matter, now: datetime) -> Any:
    below = {cast.units.county: cast.units.town, cast.units.town: cast.units.village}
    to = below.get(one.lead_unit, cast.units.water)  # type: ignore[arg-type]
    return handing.hand_down(matter=one, to=to, because="去那里。", by=chief(cast), now=now)


def decider(cast: Cast, one: Matter) -> Any:
    if one.owner_by and one.state in (State.REGISTERED, State.ACCEPTED):
        return one.arbiter
    sent = one.objections.filter(
        decided_at=None, arbiter=None, assignment__sender__isnull=False
    ).exists()
    if sent:
        return chief(cast)
    named = one.objections.filter(decided_at=None, arbiter__isnull=False).first()
    return named.arbiter if named else cast.clerk


ACTS: dict[Move, Act] = {
    Move.ACCEPT: lambda c, m, now: assigning.accept(matter=m, by=c.clerk, now=now),
    Move.ASSIGN: lambda c, m, now: assigning.assign(
        matter=m, to=Assign(lead=c.units.roads), by=c.clerk, now=now
    ),
    Move.TAKE: lambda c, m, now: assigning.take(matter=m, by=c.handler, now=now),
    Move.OBJECT: lambda c, m, now: assigning.object_to(
        matter=m, reason="不是。", by=c.handler, now=now
    ),
    Move.AGREE: lambda c, m, now: assigning.agree(
        matter=m, words="对。", by=decider(c, m), now=now
    ),
    Move.REFUSE_RETURN: lambda c, m, now: assigning.refuse_return(
        matter=m, words="是。", by=decider(c, m), now=now
    ),
    Move.TAKE_BACK: lambda c, m, now: assigning.agree(
        matter=m, words="拿回来。", by=decider(c, m), now=now
    ),
    Move.DESIGNATE: _designate,
    Move.HAND_DOWN: _hand_down,
    Move.HAND_UP: lambda c, m, now: handing.hand_up(
        matter=m, because="往上。", by=chief(c), now=now
    ),
    Move.ASK: lambda c, m, now: asking.ask(matter=m, question="哪里？", by=c.handler, now=now),
    Move.HEAR: lambda c, m, now: asking.stop_waiting(matter=m, by=CLOCKS, now=now),
    Move.ANSWER: lambda c, m, now: answering.answer(matter=m, reply=DONE, by=c.handler, now=now),
    Move.JUDGE: lambda c, m, now: ending.close_by_verdict(matter=m, by=CLOCKS, now=now),
    Move.LAPSE: lambda c, m, now: ending.close_by_silence(matter=m, by=CLOCKS, now=now),
    Move.REOPEN: lambda c, m, now: ending.reopen(matter=m, by=CLOCKS, now=now),
    Move.REDIRECT: lambda c, m, now: answering.redirect(matter=m, to=COURT, by=c.clerk, now=now),
    Move.JOIN: lambda c, m, now: opening.join(
        matter=m, into=taken_in(c, text="同一盏灯。", now=now).matter, by=c.clerk, now=now
    ),
    Move.PART: lambda c, m, now: opening.part(matter=m, by=c.clerk, now=now),
    Move.WITHDRAW: lambda c, m, now: ending.withdraw(voice=voice_of(m), now=now),
    Move.ASK_REVIEW: lambda c, m, now: reviews.ask(c, m, now),
    Move.ASK_SECOND: lambda c, m, now: reviews.ask(c, m, now),
    Move.DROP_REVIEW: lambda c, m, now: reviewing.drop(voice=voice_of(m), now=now),
    Move.REVIEW: lambda c, m, now: reviews.decide(c, m, now),
    Move.SECOND_REVIEW: lambda c, m, now: reviews.decide(c, m, now),
    Move.REDO: lambda c, m, now: reviews.decide(c, m, now, Result.REDO),
    Move.HELP: lambda c, m, now: matter_reviewing.help_on(
        matter=m, words="社区可以帮忙。", by=c.clerk, now=now
    ),
}
# Assigning accepts on the way.
AT_ONCE = {(State.REGISTERED, Move.ASSIGN)}
# One act asks, the first time or again; one act decides, and which move that is the matter knows.
ASKING = {Move.ASK_REVIEW, Move.ASK_SECOND}
DECIDING = {Move.REVIEW, Move.SECOND_REVIEW}
# What is agreed goes back to whoever sent it: the desk, or a unit.
GOING_BACK = {Move.AGREE, Move.TAKE_BACK}
ALIKE = {move: some for some in (ASKING, DECIDING, GOING_BACK) for move in some}


def test_every_move_is_tried() -> None:
    assert ACTS.keys() == set(Move)


@given(
    st.lists(st.sampled_from(Move), min_size=4, max_size=14),
    st.lists(st.integers(0, 16), min_size=14, max_size=14),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_order_of_acts_keeps_the_matter_whole(wished: list[Move], picks: list[int]) -> None:
    cast = Cast()
    cast.who(Role.SUPERVISOR, cast.units.county)
    also(cast.handler, Role.HANDLER, cast.units.county)
    one = taken_in(cast).matter
    for hour, (move, pick) in enumerate(zip(wished, picks, strict=False), start=1):
        one.refresh_from_db()
        possible = sorted(MOVES[State(one.state)])
        # Half of the time something that can be done, so that walks get far.
        chosen = possible[pick % len(possible)] if possible and pick % 2 else move
        step(cast, one, chosen, later(hours=hour))


def step(cast: Cast, one: Matter, move: Move, now: datetime) -> None:
    before, state = picture(one), State(one.state)
    try:
        ACTS[move](cast, one, now)
    except (NotAllowed, Voice.DoesNotExist, Review.DoesNotExist):
        # The voice of a joined matter stands in the other one, so it cannot be withdrawn here.
        assert picture(one) == before
        return
    one.refresh_from_db()
    moves = ALIKE.get(move, {move})
    # Somebody who joins a review that runs changes no state.
    joins = move in ASKING and one.state == state
    assert moves & MOVES[state].keys() or (state, move) in AT_ONCE or joins
    is_whole(one, now)


def picture(one: Matter) -> tuple[Any, ...]:
    row = Matter.objects.filter(pk=one.pk).values_list().get()
    return row, Step.objects.filter(matter=one).count(), Answer.objects.filter(matter=one).count()


def is_whole(one: Matter, now: datetime) -> None:
    """What must hold after every act."""
    running = Clock.objects.filter(matter=one, stopped_at=None)
    leads = Assignment.objects.filter(matter=one, part="lead", ended_at=None)
    assert one.first_due_on <= one.due_on
    assert leads.count() <= 1
    if one.state in (State.ASSIGNED, State.IN_HAND, State.WAITING, State.REOPENED):
        assert leads.get().unit_id == one.lead_unit_id
    if one.state in ENDED:
        assert not running.exists()
        assert not leads.exists()
    if one.is_open:
        assert running.filter(rule="service.reply").exists()
    does_not_ping_pong(one)
    assert Step.objects.filter(matter=one, at__lte=now + timedelta(seconds=1)).exists()


def does_not_ping_pong(one: Matter) -> None:
    """Handed to each unit once at most, and never again after it came back."""
    hops = list(
        Step.objects.filter(matter=one, verb__in=("hand_down", "hand_up", "take_back"))
        .order_by("at", "pk")
        .values_list("verb", "unit")
    )
    handed = [unit for verb, unit in hops if verb != "take_back"]
    assert len(handed) == len(set(handed))
    assert "take_back" not in [verb for verb, _unit in hops[:-1]]


@given(
    st.lists(
        st.sampled_from([Move.HAND_DOWN, Move.HAND_UP, Move.OBJECT, Move.AGREE, Move.TAKE]),
        min_size=5,
        max_size=14,
    ),
    st.sampled_from(["county", "town", "village"]),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_between_the_levels_it_has_one_lead_and_does_not_go_back_and_forth(
    wished: list[Move], start: str
) -> None:
    cast = Cast()
    cast.who(Role.SUPERVISOR, cast.units.county)
    also(cast.handler, Role.HANDLER, cast.units.county)
    one = taken_in(cast).matter
    to = Assign(lead=getattr(cast.units, start))
    assigning.assign(matter=one, to=to, by=cast.clerk, now=later(minutes=10))
    for hour, move in enumerate(wished, start=1):
        one.refresh_from_db()
        if one.state == State.ACCEPTED:
            assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=hour))
            one.refresh_from_db()
        step(cast, one, move, later(hours=hour, minutes=5))
