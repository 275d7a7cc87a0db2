"""Surveys as a program reads them: published ones only, hidden where few are behind a figure."""

import pytest
import time_machine

from sanwen.people.models import User
from sanwen.verdict.surveys.actions import publishing, running
from sanwen.verdict.surveys.models import Survey
from sanwen.verdict.surveys.states import State
from tests.api.test_judged import asked
from tests.factories.surveys import AFTER, answered, head, survey

pytestmark = pytest.mark.django_db
FIGURES = ("count", "plain", "share", "low", "high", "effective", "bounds")


def published(by: User | None = None) -> Survey:
    by = by or head()
    one = answered(survey(State.OPEN, by), by)
    running.close(survey=one, by=by, now=AFTER)
    publishing.publish(survey=one, by=by, now=AFTER)
    return one


@time_machine.travel(AFTER)
def test_a_result_comes_with_its_intervals_its_method_and_what_it_cannot_say() -> None:
    one = published()

    listed, told = asked("surveys"), asked(f"surveys/{one.ref}")

    assert listed["before"] is None
    assert listed["surveys"] == [{key: told[key] for key in listed["surveys"][0]}]
    assert told["method"]
    assert told["cannot_say"]
    assert told["rates"]["RR1"] == pytest.approx(told["responses"] / told["drawn"], abs=1e-6)
    options = [option for each in told["questions"] for option in each["options"]]
    assert any(not option["hidden"] for option in options)
    for option in options:
        if option["hidden"]:
            assert {option[name] for name in FIGURES} == {None}
        else:
            assert option["low"] <= option["share"] <= option["high"]


@time_machine.travel(AFTER)
@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_is_not_there(state: State) -> None:
    one = survey(state)

    assert asked("surveys")["surveys"] == []
    asked(f"surveys/{one.ref}", 404)


@time_machine.travel(AFTER)
def test_a_survey_of_another_record_is_not_there() -> None:
    one = published()
    Survey.objects.filter(pk=one.pk).update(belongs_to="reach:H-1")

    assert asked("surveys")["surveys"] == []
    asked(f"surveys/{one.ref}", 404)


@time_machine.travel(AFTER)
def test_the_newest_version_is_told_with_its_reason() -> None:
    by = head()
    one = published(by)
    publishing.correct(survey=one, because="漏了一份", by=by, now=AFTER)

    told = asked(f"surveys/{one.ref}")

    assert (told["version"], told["because"]) == (2, "漏了一份")
