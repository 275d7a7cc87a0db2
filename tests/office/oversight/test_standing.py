"""Counting is done anew while it is cheap, and once a minute for everybody when it is not."""

from datetime import timedelta

import pytest

from sanwen.office.oversight import standing
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def opened(person, *, now=MORNING) -> int:
    found = standing.standing(person, today=TODAY, now=now)
    return sum(tally.open for tally in found.units.values())


def test_a_small_house_sees_every_change_at_once():
    cast = Cast()
    supervisor = cast.who(Role.SUPERVISOR)
    matter(cast)
    assert opened(supervisor) == 1

    matter(cast)
    assert opened(supervisor) == 2


def test_a_great_count_is_kept_for_a_minute_and_then_made_anew(monkeypatch):
    monkeypatch.setattr(standing, "CHEAP", 0)
    cast = Cast()
    supervisor = cast.who(Role.SUPERVISOR)
    matter(cast)
    assert opened(supervisor) == 1

    matter(cast)
    assert opened(supervisor, now=MORNING + timedelta(seconds=59)) == 1
    assert opened(supervisor, now=MORNING + timedelta(seconds=61)) == 2


def test_another_reach_is_never_shown_somebody_elses_numbers(monkeypatch):
    monkeypatch.setattr(standing, "CHEAP", 0)
    cast = Cast()
    matter(cast)
    assert opened(cast.who(Role.SUPERVISOR)) == 1

    assert opened(cast.head) == 0
