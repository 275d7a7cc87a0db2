"""A promise whose day has passed is told to the supervisors over the unit that asked, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanwen.counsel.consultations.actions.publishing import begin, withdraw
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.decisions import tasks
from sanwen.counsel.decisions.actions import publishing, writing
from sanwen.counsel.decisions.actions.lateness import tell_late
from sanwen.counsel.decisions.models import Decision
from sanwen.counsel.decisions.states import State
from sanwen.notices.models import Notice, Topic
from sanwen.notices.views import _link
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.consultations import TODAY
from tests.factories.decisions import WORDS, decision, head, promise
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
# The factory promises for the two hundredth day.
AFTER = later(days=201)


@pytest.fixture
def by() -> User:
    return head()


@pytest.fixture
def one(by: User) -> Decision:
    return decision(State.DECIDED, by=by)


@pytest.fixture(autouse=True)
def over() -> User:
    person(Role.SUPERVISOR, units().water)
    return person(Role.SUPERVISOR, units().county)


def test_supervisors_over_the_unit_are_told_once_and_after_the_day(one: Decision, over) -> None:
    assert tell_late(now=later(days=200)) == 0
    assert tell_late(now=AFTER) == 1
    assert tell_late(now=later(days=202)) == 0

    notice = Notice.objects.get(topic=Topic.LATE_PROMISE)
    assert (notice.staff, notice.subject) == (over, one.consultation.ref)
    assert _link(notice).endswith(f"/desk/asks/{one.consultation.ref}/decision/")


def test_nobody_is_told_once_all_is_carried_out(one: Decision, by: User) -> None:
    begin(
        consultation=one.consultation, kind=Kind.CARRIED_OUT, on=TODAY, words="铺好了", by=by,
        now=later(days=90),
    )  # fmt: skip

    assert tell_late(now=AFTER) == 0


def test_nobody_is_told_of_what_was_withdrawn(one: Decision, by: User) -> None:
    withdraw(consultation=one.consultation, because="改道", by=by, now=later(days=90))

    assert tell_late(now=AFTER) == 0


def test_what_is_only_being_written_is_no_promise_yet(by: User) -> None:
    decision(State.SHOWN, by=by)

    assert tell_late(now=AFTER) == 0


def test_an_amendment_that_gives_another_day_stands_in_place_of_the_first(
    one: Decision, by: User
) -> None:
    publishing.amend(decision=one, by=by, now=later(days=5))
    held = one.working.promises.get()
    until = promise(due_on=TODAY + timedelta(days=300))
    writing.promise(decision=one, draft=until, changed=held, by=by, now=later(days=5))
    wording = replace(WORDS, because="雨季太长", decided_on=TODAY)
    writing.write(decision=one, wording=wording, by=by, now=later(days=5))
    publishing.decide(decision=one, by=by, now=later(days=6))

    assert tell_late(now=AFTER) == 0
    assert tell_late(now=later(days=301)) == 1


def test_after_a_long_silence_old_days_are_no_news(one: Decision) -> None:
    assert tell_late(now=later(days=260)) == 0


def test_it_is_looked_for_every_morning() -> None:
    assert tasks.tell_late.name == "decisions.tell_late"
    assert tasks.tell_late(timestamp=0) == 0
