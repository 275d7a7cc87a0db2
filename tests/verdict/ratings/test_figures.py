"""Sums: silence is counted as silence, few are not broken down, nobody is shown."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanwen.deliver.matters.states import State
from sanwen.people.roles import Role
from sanwen.verdict.ratings import actions, figures
from sanwen.verdict.ratings.models import Solved
from tests.factories.matters import Cast, answer_of, matter, voice_of
from tests.factories.moments import MORNING, SHANGHAI, later
from tests.factories.people import person

pytestmark = pytest.mark.django_db

MARCH = {
    "since": datetime(2026, 3, 1, tzinfo=SHANGHAI),
    "until": datetime(2026, 4, 1, tzinfo=SHANGHAI),
}


def judged(cast: Cast, *answers: str, silent: int = 0, satisfaction: int | None = 4) -> None:
    for solved in answers:
        one = matter(cast, State.ANSWERED)
        actions.give(
            voice=voice_of(one),
            answer=answer_of(one),
            solved=solved,
            satisfaction=satisfaction,
            words="路灯",
            now=later(days=1),
        )
    for _ in range(silent):
        matter(cast, State.CLOSED)


def test_bounds_count_every_silent_person_both_ways() -> None:
    cast = Cast()
    judged(cast, *[Solved.YES] * 4, Solved.NO, silent=4)
    matter(cast, State.ANSWERED)

    sums = figures.sums([cast.units.roads.pk], **MARCH)[cast.units.roads.pk]

    assert (sums.asked, sums.judged, sums.unsaid, sums.pending) == (10, 5, 5, 1)
    assert sums.solved == {Solved.YES: 4, Solved.NO: 1}
    assert sums.satisfaction == {4: 5}
    assert sums.bounds == (0.4, 0.9)
    assert sums.reopened == 1


def test_fewer_than_five_are_not_broken_down() -> None:
    cast = Cast()
    judged(cast, *[Solved.YES] * 4)

    sums = figures.sums([cast.units.roads.pk], **MARCH)[cast.units.roads.pk]

    assert (sums.judged, sums.is_hidden, sums.bounds) == (4, True, None)
    assert (sums.solved, sums.satisfaction) == ({}, {})


def test_fewer_than_five_faces_are_not_shown_though_more_said_whether_it_is_solved() -> None:
    cast = Cast()
    judged(cast, *[Solved.YES] * 4, satisfaction=None)
    judged(cast, Solved.YES, satisfaction=1)

    sums = figures.sums([cast.units.roads.pk], **MARCH)[cast.units.roads.pk]

    assert sums.solved == {Solved.YES: 5}
    assert sums.satisfaction == {}


def test_another_month_and_another_unit_have_their_own() -> None:
    cast = Cast()
    judged(cast, Solved.YES)

    assert figures.sums([cast.units.water.pk], **MARCH) == {}
    april = {"since": MARCH["until"], "until": later(MARCH["until"], days=30)}
    assert figures.sums([cast.units.roads.pk], **april) == {}


@pytest.fixture
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = later(MORNING, days=60)
    monkeypatch.setattr("sanwen.core.moment.timezone.now", lambda: moment)


@pytest.mark.usefixtures("in_may")
def test_a_handler_reads_the_sum_of_the_own_unit_and_no_word_of_anybody(client: Client) -> None:
    cast = Cast()
    judged(cast, *[Solved.YES] * 4, Solved.PARTLY)
    client.force_login(cast.handler)

    with CaptureQueriesContext(connection) as queries:
        shown = client.get("/desk/verdicts/?month=2026-03").content.decode()

    assert "交通运输局" in shown
    assert "5人作了评价" in shown
    assert "80%" in shown.replace(" ", "")
    assert "路灯" not in shown
    assert "V-" not in shown
    assert len(queries) <= 15


@pytest.mark.usefixtures("in_may")
def test_units_come_page_by_page_and_the_quiet_ones_are_only_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = Cast()
    judged(cast, *[Solved.YES] * 5)
    client.force_login(person(Role.LEADER, cast.units.county))
    shown = client.get("/desk/verdicts/?month=2026-03").content.decode()
    assert "<details" in shown
    assert "这个月没有发出答复的单位" in shown
    assert "?month=2026-03&amp;page=" not in shown

    monkeypatch.setattr("sanwen.verdict.ratings.views.UNITS_A_PAGE", 1)

    first = client.get("/desk/verdicts/?month=2026-03").content.decode()
    assert "?month=2026-03&amp;page=2" in first
    assert "交通运输局" not in first


@pytest.mark.usefixtures("in_may")
def test_another_unit_does_not_read_it(client: Client) -> None:
    cast = Cast()
    judged(cast, *[Solved.YES] * 5)
    client.force_login(person(Role.HANDLER, cast.units.water))

    assert "交通运输局" not in client.get("/desk/verdicts/?month=2026-03").content.decode()


def test_who_answers_for_no_unit_is_refused(client: Client) -> None:
    client.force_login(person(Role.AUDITOR, Cast().units.county))

    assert client.get("/desk/verdicts/").status_code == 403
