"""The API is asked for all that its own document allows, and for much that it does not.

No answer is a fault of ours, each has a status that the document names and the shape it promises.
A few examples of each call by default; `-m soak` asks for hundreds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import schemathesis
import time_machine
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis import Case, Response

from sanwen.api.v1 import api
from sanwen.core import throttle
from sanwen.deliver.intake.programs.actions import make_key
from sanwen.people.roles import Role
from sanwen.verdict.surveys.states import State
from tests.factories import ballots, consultations, promises, surveys
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
FEW, MANY = 12, 400
document = schemathesis.openapi.from_dict(api.get_openapi_schema())


# A body of the right shape may still be refused by a rule: a phase that is over, a wrong code.
BEYOND = [schemathesis.checks.positive_data_acceptance]
KEYLESS = [schemathesis.checks.missing_required_header, schemathesis.checks.ignored_auth]
# What is asked stands there for all examples of a call: each is one more visitor of it.
SAME = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


@dataclass(frozen=True)
class Asked:
    """A county that can be asked, with something that is there under each letter."""

    key: str
    consultation: str
    ballot: str
    promise: str
    survey: str

    def number(self, path: str) -> str:
        named = {"ballots": self.ballot, "promises": self.promise, "surveys": self.survey}
        return named.get(path.split("/")[3], self.consultation)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """Nobody is told to wait: that would hide what lies behind."""
    monkeypatch.setattr(throttle, "too_many", lambda *_given, **_named: False)
    monkeypatch.setattr(throttle, "note", lambda *_given, **_named: 1)
    county = units()
    maker = person(Role.ADMINISTRATOR, county.county)
    key = make_key(name="模糊测试", unit=county.desk, by=maker)[1]
    made = consultations.consultation()
    consultations.statements(made, ["建停车场", "建菜市场"])
    with time_machine.travel(consultations.MORNING):
        promise = f"N-{promises.entered().pk}"
        survey = surveys.survey(State.PUBLISHED).ref
        yield Asked(key, made.ref, ballots.ballot().ref, promise, survey)


def answered(case: Case) -> Response:
    """Through Django's own client, so that the test's transaction stays whole."""
    asked = requests.Request(**given(case.as_transport_kwargs(base_url="http://testserver")))
    ready = asked.prepare()
    headers = {name: str(value) for name, value in ready.headers.items()}
    headers.pop("Accept-Encoding", None)
    body = ready.body or b""
    told = Client(raise_request_exception=False).generic(
        ready.method or "GET",
        ready.path_url,
        body.encode() if isinstance(body, str) else body,
        content_type=headers.pop("Content-Type", ""),
        headers=headers,
    )
    return as_response(told, ready)


def given(kwargs: dict[str, Any]) -> dict[str, Any]:
    known = ("method", "url", "headers", "params", "data", "json", "cookies")
    return {name: value for name, value in kwargs.items() if name in known}


def as_response(told: Any, asked: requests.PreparedRequest) -> Response:
    return Response(
        status_code=told.status_code,
        headers={name.lower(): [value] for name, value in told.headers.items()},
        content=told.content,
        request=asked,
        elapsed=0,
        verify=False,
    )


def ask(case: Case, there: Asked) -> None:
    """As it was made up, and once more with a right key, about something that is there."""
    case.validate_response(answered(case), excluded_checks=BEYOND)
    if "number" in case.path_parameters:
        case.path_parameters["number"] = there.number(case.path)
    # Set in the case itself: what was wrong with it for want of a key alone is right now.
    case.headers["Authorization"] = f"Bearer {there.key}"
    case.validate_response(answered(case), excluded_checks=[*BEYOND, *KEYLESS])


@document.parametrize()
@settings(max_examples=FEW, suppress_health_check=SAME)
def test_every_answer_is_one_that_the_document_names(case: Case, there: Asked) -> None:
    ask(case, there)


@pytest.mark.soak
@document.parametrize()
@settings(max_examples=MANY, suppress_health_check=SAME)
def test_hundreds_of_answers_are_ones_that_the_document_names(case: Case, there: Asked) -> None:
    ask(case, there)
