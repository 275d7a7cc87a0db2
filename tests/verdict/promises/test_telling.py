"""What the body says is added to, never changed; a moved day has its reason; work is noted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry as Trail
from sanwen.people.roles import Role
from sanwen.verdict.promises.actions import telling
from sanwen.verdict.promises.models import Stage
from sanwen.verdict.promises.states import MOVES, Move, State
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.promises import DUE, TODAY, asked, entered, entry, head, saying
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


def test_done_has_its_day_and_going_on_takes_it_away():
    by = head()
    one = entry(State.SAYS_DONE, by)
    assert one.done_on == TODAY

    one = telling.tell(entry=one, move=Move.RESUME, draft=saying(), by=by, now=later(hours=1))

    assert (one.state, one.done_on) == (State.UNDER_WAY, None)
    assert [said.state for said in one.sayings.all()] == [
        State.UNDER_WAY, State.SAYS_DONE, State.UNDER_WAY,
    ]  # fmt: skip


def test_the_trail_knows_that_something_was_said_but_not_the_words():
    entry(State.UNDER_WAY)

    told = Trail.objects.get(verb="promise.state")
    assert "管道" not in told.details
    assert "under_way" in told.details


def test_who_gives_up_says_what_is_done_instead():
    one = entered()

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.tell(entry=one, move=Move.GIVE_UP, draft=saying(), by=head(), now=later())


def test_nothing_is_said_while_residents_are_asked():
    one = asked().entry

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.tell(entry=one, move=Move.RESUME, draft=saying(), by=head(), now=later(hours=2))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(Move), max_size=8))
def test_whatever_is_tried_the_ledger_follows_its_table(moves):
    by, one = head(), entered()
    said = 0
    for turn, move in enumerate(moves):
        state = State(one.state)
        draft = saying(instead="每周送水")
        if move in MOVES[state]:
            one = telling.tell(entry=one, move=move, draft=draft, by=by, now=later(minutes=turn))
            said += 1
            assert one.state == MOVES[state][move]
        else:
            with pytest.raises(NotAllowed):
                telling.tell(entry=one, move=move, draft=draft, by=by, now=later(minutes=turn))
        one.refresh_from_db()
        assert (one.done_on is not None) == (one.state == State.SAYS_DONE)
        assert one.first_due_on == DUE
    assert one.sayings.count() == said


def test_every_moved_day_is_a_row_and_the_first_day_stays():
    by, one = head(), entry(State.UNDER_WAY)
    for days in (10, 25):
        to = DUE + timedelta(days=days)
        one = telling.move_day(entry=one, to=to, because="连日下雨", by=by, now=later(hours=days))

    one.refresh_from_db()
    assert one.first_due_on == DUE
    assert one.due_on == DUE + timedelta(days=25)
    assert [(row.from_on, row.to_on) for row in one.changes.all()] == [
        (DUE, DUE + timedelta(days=10)),
        (DUE + timedelta(days=10), DUE + timedelta(days=25)),
    ]


def test_without_a_reason_no_day_is_moved():
    one = entry(State.UNDER_WAY)

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.move_day(
            entry=one, to=DUE + timedelta(days=9), because="", by=head(), now=later(hours=1)
        )


def test_steps_places_and_measures_are_noted_with_their_day():
    handler, one = person(Role.HANDLER, head().units()[0]), entry(State.UNDER_WAY)
    by = {"by": handler, "now": later(hours=1)}

    telling.finish_step(step=one.milestones.get(), on=TODAY, **by)
    telling.note_batch(batch=one.batches.get(place="东组"), stage=Stage.DONE, on=TODAY, **by)
    telling.measure(indicator=one.indicators.get(), reached=Decimal("3.2"), on=TODAY, **by)

    assert one.milestones.get().done_on == TODAY
    assert one.batches.get(place="东组").done_on == TODAY
    assert one.indicators.get().reached == Decimal("3.20")


def test_after_the_body_said_done_no_work_is_noted():
    one = entry(State.SAYS_DONE)

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.finish_step(step=one.milestones.get(), on=TODAY, by=head(), now=later(hours=1))


def test_evidence_of_tomorrow_is_none():
    one = entry(State.UNDER_WAY)

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.add_evidence(
            entry=one, draft=saying(on=TODAY + timedelta(days=1)), by=head(), now=later()
        )
