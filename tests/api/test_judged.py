"""Rates and promises as a program reads them: never a share alone, nothing that tells of few."""

import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import promises
from tests.factories.judging import closed
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later

pytestmark = pytest.mark.django_db
NEXT_QUARTER = later(days=100)
QUARTER = f"{MORNING.year}-Q{(MORNING.month - 1) // 3 + 1}"


def asked(path: str, status: int = 200) -> Any:
    answer = Client(headers={"accept-language": "en"}).get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_a_rate_comes_with_its_parts_its_interval_and_its_bounds() -> None:
    closed(Cast(), yes=6, partly=5, silent=5)

    with time_machine.travel(NEXT_QUARTER):
        told = asked(f"rates?period={QUARTER}")

    solved = told["solved"]
    assert (solved["hits"], solved["judged"], solved["of"]) == (6, 11, 16)
    assert solved["low"] < solved["share"] == 6 / 11 < solved["high"]
    assert (solved["least"], solved["most"]) == (6 / 16, 11 / 16)
    assert (told["period"], told["units"][0]["code"]) == (QUARTER, "roads")


def test_what_tells_of_few_is_hidden_whole() -> None:
    closed(Cast(), yes=6, partly=2, silent=5)

    with time_machine.travel(NEXT_QUARTER):
        told = asked(f"rates?period={QUARTER}")

    for rate in (told["solved"], *(unit["solved"] for unit in told["units"])):
        assert rate.pop("hidden") is True
        assert set(rate.values()) == {None}


@pytest.mark.parametrize("period", ["2025", "2025-03", "2999-Q1", "soon", "2025-Q5"])
def test_only_a_quarter_that_is_over_is_told(period: str) -> None:
    assert asked(f"rates?period={period}", 422)["error"] == "invalid"


def test_promises_are_listed_with_their_first_day() -> None:
    with time_machine.travel(later(hours=1)):
        one = promises.entered()
        listed, alone = asked("promises"), asked(f"promises/N-{one.pk}")

    assert listed["before"] is None
    assert listed["promises"] == [{key: alone[key] for key in listed["promises"][0]}]
    assert (alone["number"], alone["words"]) == (f"N-{one.pk}", one.words)
    assert alone["first_due_on"] == one.first_due_on.isoformat()
    assert alone["address"].endswith(f"/open/promises/N-{one.pk}/")


def test_what_is_no_promise_is_not_found() -> None:
    asked("promises/N-999", 404)
    asked("promises/M-1", 404)
    assert asked("promises?before=N-1")["promises"] == []
