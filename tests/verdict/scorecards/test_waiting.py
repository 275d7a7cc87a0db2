"""What waits for one person in the results: what they could do now, and nothing of others."""

from datetime import date, timedelta

import pytest
from django.test import Client

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import waiting
from sanwen.verdict.scorecards.actions import checking, excluding, publishing
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import Period
from sanwen.verdict.surveys.states import State
from tests.factories import promises, reach, surveys
from tests.factories.judging import closed
from tests.factories.matters import Cast
from tests.factories.moments import later
from tests.factories.people import person
from tests.verdict.scorecards.test_checking import announced, drawn
from tests.verdict.scorecards.test_excluding import proposed

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)


def waits(by: User, today: date = MAY) -> dict[str, int]:
    return waiting.for_person(by, today)


def test_a_quarter_that_is_over_waits_for_who_answers_for_all_until_it_is_published() -> None:
    cast = Cast()
    closed(cast, yes=1)
    leader = cast.who(Role.LEADER)
    assert waits(leader) == {"rates": 1}
    assert waits(cast.who(Role.AUDITOR)) == {}

    quarter = Period(Length.QUARTER, date(2026, 1, 1))
    publishing.publish(period=quarter, by=leader, now=later(days=40))

    assert waits(leader) == {}


def test_a_lot_waits_for_its_supervisor_and_a_visit_for_the_unit_that_was_named() -> None:
    cast = Cast()
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    announced(cast)
    assert waits(supervisor)["checks"] == 1
    one = drawn(cast).checks.first()
    assert one is not None
    visitor = person(Role.HANDLER, cast.units.water)
    assert "checks" not in waits(visitor)

    checking.give(check=one, unit=cast.units.water, by=supervisor, now=later(days=39))

    assert waits(visitor)["checks"] == 1
    assert "checks" not in waits(person(Role.HANDLER, cast.units.roads))


def test_an_exclusion_waits_for_a_second_person_and_not_for_who_proposed_it() -> None:
    cast = Cast()
    supervisor = cast.who(Role.SUPERVISOR)
    one = proposed(cast)
    assert waits(supervisor)["exclusions"] == 1
    assert "exclusions" not in waits(cast.clerk)

    excluding.confirm(exclusion=one, by=supervisor, now=later(days=4))

    assert "exclusions" not in waits(supervisor)


@pytest.mark.parametrize(
    ("state", "head", "clerk"),
    [
        (State.DRAFTING, False, False),
        (State.OPEN, False, True),
        (State.CLOSED, True, False),
        (State.PUBLISHED, False, False),
    ],
)
def test_a_survey_waits_while_there_is_something_to_do(
    state: State, head: bool, clerk: bool
) -> None:
    by = surveys.head()
    surveys.survey(state, by)

    assert ("surveys" in waits(by, surveys.OPENS)) is head
    assert ("surveys" in waits(surveys.clerk(), surveys.OPENS)) is clerk


def test_a_check_whose_asking_is_over_waits_for_its_result() -> None:
    by = surveys.head()
    one = reach.check(State.OPEN, by)
    assert "reach" not in waits(by, surveys.OPENS)

    reach.closed(one)

    assert waits(by, surveys.OPENS)["reach"] == 1


def test_a_reply_that_is_owed_and_a_day_that_passed_wait_for_the_unit() -> None:
    late = promises.entered()
    assert "promises" not in waits(promises.head(), late.due_on)

    assert waits(promises.head(), late.due_on + timedelta(days=1))["promises"] == 1
    counted = promises.counted(2, 1, 9)
    assert waits(promises.head(), promises.TODAY)["promises"] == 1
    assert counted.reply_by is not None


def test_the_doors_say_it_in_both_languages() -> None:
    cast = Cast()
    closed(cast, yes=1)
    client = Client()
    client.force_login(cast.who(Role.LEADER))

    for language, words in (("zh-hans", "1 件等您办"), ("en", "1 waits for you")):
        page = client.get("/results/", headers={"Accept-Language": language})
        assert words in page.content.decode()
