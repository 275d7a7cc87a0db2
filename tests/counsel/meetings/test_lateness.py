"""A late answer is told to the supervisors over the meeting, once, and to nobody else."""

from datetime import timedelta

import pytest

from sanwen.counsel.meetings import tasks
from sanwen.counsel.meetings.actions import holding
from sanwen.counsel.meetings.actions.lateness import tell_late
from sanwen.counsel.meetings.states import State
from sanwen.notices.models import Notice, Topic
from sanwen.notices.views import _link
from sanwen.people.models import Membership
from sanwen.people.roles import Role
from tests.factories.meetings import TODAY, head, meeting, opinion
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=50)


def told() -> list[tuple[int | None, str]]:
    late = Notice.objects.filter(topic=Topic.LATE_TALK).order_by("pk")
    return list(late.values_list("staff", "subject"))


def test_supervisors_over_the_unit_are_told_once_and_after_the_day() -> None:
    over, other = person(Role.SUPERVISOR, units().county), person(Role.SUPERVISOR, units().water)
    made = meeting(State.HELD)
    opinion(made, head(), due_on=DUE)

    assert tell_late(now=later(days=50)) == 0
    assert tell_late(now=later(days=51)) == 1
    assert tell_late(now=later(days=52)) == 0

    assert told() == [(over.pk, made.ref)]
    assert other.pk != over.pk
    assert _link(Notice.objects.get(topic=Topic.LATE_TALK)).endswith(f"/talks/{made.ref}/")


def test_each_opinion_is_told_of_on_its_own() -> None:
    person(Role.SUPERVISOR, units().county)
    made = meeting(State.HELD)
    opinion(made, head(), due_on=DUE)
    opinion(made, head(), due_on=DUE)

    assert tell_late(now=later(days=51)) == 2


def test_what_is_answered_is_told_to_nobody() -> None:
    person(Role.SUPERVISOR, units().county)
    made, by = meeting(State.HELD), head()
    holding.answer(opinion=opinion(made, by), words="十月修好。", by=by, now=later(days=40))

    assert tell_late(now=later(days=60)) == 0


def test_whoever_is_no_supervisor_any_more_is_not_told() -> None:
    was = person(Role.SUPERVISOR, units().county)
    Membership.objects.filter(user=was).update(until=later(days=1))
    opinion(meeting(State.HELD), head(), due_on=DUE)

    assert tell_late(now=later(days=51)) == 0


def test_it_is_looked_for_every_morning() -> None:
    assert tasks.tell_late.name == "talks.tell_late"
    assert tasks.tell_late(timestamp=0) == 0
