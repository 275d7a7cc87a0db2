"""Sums carry their denominators; a day that was moved does not make a promise kept."""

from datetime import timedelta

import pytest

from sanwen.methods.rates import Rate
from sanwen.verdict.promises import figures
from sanwen.verdict.promises.actions import telling
from sanwen.verdict.promises.states import Move, State
from tests.factories.moments import later
from tests.factories.places import units
from tests.factories.promises import DUE, TODAY, counted, entered, entry, head, saying

pytestmark = pytest.mark.django_db
SINCE, UNTIL = TODAY, TODAY + timedelta(days=365)
AFTER = DUE + timedelta(days=20)


def sums(**fields):
    return figures.sums(SINCE, UNTIL, today=AFTER, **fields)


def late(by):
    one = entered(by)
    day = DUE + timedelta(days=10)
    telling.tell(entry=one, move=Move.SAY_DONE, draft=saying(on=day), by=by, now=later(days=80))


def test_what_was_promised_is_settled_or_not():
    by = head()
    entry(State.SAYS_DONE, by)
    entry(State.UNDER_WAY, by)
    entry(State.CANNOT, by)
    late(by)

    found = sums()

    assert found.promised == 4
    assert found.kept_first == Rate(1, 4, 4)
    assert found.kept_later == Rate(1, 4, 4)
    assert found.late == Rate(1, 4, 4)
    assert found.cannot == Rate(1, 4, 4)
    assert found.accepted == Rate(0, 0, 2)


def test_before_its_day_a_promise_is_not_judged():
    entry(State.UNDER_WAY)

    found = figures.sums(SINCE, UNTIL, today=DUE)

    assert found.late == Rate(0, 0, 1)


def test_a_moved_day_keeps_a_promise_late():
    by = head()
    one = entry(State.UNDER_WAY, by)
    to = DUE + timedelta(days=100)
    telling.move_day(entry=one, to=to, because="连日下雨", by=by, now=later(hours=1))

    assert sums().late == Rate(1, 1, 1)


@pytest.mark.parametrize(
    ("said", "rate"),
    [((6, 1, 1), Rate(1, 1, 1)), ((1, 1, 6), Rate(0, 1, 1)), ((4, 0, 0), Rate(0, 0, 1))],
)
def test_residents_accept_or_not_and_few_answers_say_nothing(said, rate):
    counted(*said)

    assert sums().accepted == rate


def test_only_the_units_that_are_asked_for_are_counted():
    entry(State.SAYS_DONE)

    assert sums(units=[units().water]).promised == 0
    assert sums(units=[units().town]).promised == 1


def test_planned_answers_are_a_sum_without_entries():
    assert figures.planned(SINCE, UNTIL, today=AFTER) == Rate(0, 0, 0)
