"""A program reads what is voted on and the result; it learns no more than the open page tells."""

from typing import Any

import pytest
from django.test import Client

from sanwen.counsel.ballots import seats
from sanwen.counsel.ballots.actions import casting, counting
from sanwen.counsel.ballots.models import Ballot, Kind
from sanwen.counsel.ballots.states import State
from sanwen.counsel.consultations.states import State as Asked
from sanwen.people.roles import Role
from tests.factories.ballots import AFTER, LAST, TODAY, ballot
from tests.factories.consultations import consultation
from tests.factories.moments import MORNING
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_morning(time_machine) -> None:
    time_machine.move_to(MORNING)


def get(path: str = "", language: str = "en") -> Any:
    return Client().get(f"/api/v1/ballots{path}", headers={"Accept-Language": language})


def counted(one: Ballot, votes: int) -> Ballot:
    for _ in range(votes):
        casting.cast(ballot=one, code=seats.fresh(), chosen=[("01", 1)], now=MORNING)
    counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)
    return one


def test_what_is_voted_on_is_listed_newest_first_and_drafts_are_not():
    asked = consultation()
    older, newer = ballot(), ballot(consultation=asked)
    ballot(state=State.DRAFT)

    told = get().json()

    assert [one["number"] for one in told["ballots"]] == [newer.ref, older.ref]
    assert [one["consultation"] for one in told["ballots"]] == [asked.ref, None]
    assert told["ballots"][0]["standing"] == "open"
    assert told["before"] is None
    assert [one["number"] for one in get(f"?before={newer.ref}").json()["ballots"]] == [older.ref]


def test_a_page_ends_with_where_to_go_on(monkeypatch):
    monkeypatch.setattr("sanwen.api.voted.MOST", 1)
    ballot()
    newer = ballot()

    assert get().json()["before"] == newer.ref


def test_a_question_that_is_no_longer_public_is_not_named():
    one = ballot(consultation=consultation(state=Asked.DRAFT))

    assert get(f"/{one.ref}").json()["consultation"] is None


def test_one_ballot_tells_its_options_its_days_and_its_rule_and_no_count_before_the_end():
    one = ballot()
    casting.cast(ballot=one, code=seats.fresh(), chosen=[("01", 1)], now=MORNING)

    told = get(f"/{one.ref}").json()

    assert (told["opens_on"], told["closes_on"]) == (str(TODAY), str(LAST))
    assert [(each["name"], each["cost"]) for each in told["options"]] == [
        ("01", 120_000),
        ("02", 90_000),
        ("03", 60_000),
    ]
    assert (told["method"], told["result"]) == ("equal-shares/add1", None)


def test_the_result_says_why_and_where_the_slips_are():
    one = counted(ballot(), 6)

    told = get(f"/{one.ref}").json()["result"]

    assert (told["slips"], told["spent"]) == (6, 120_000)
    first = told["lines"][0]
    assert (first["name"], first["chosen"], first["voters"]) == ("01", True, 6)
    assert "voters" in first["why"]
    assert told["list_hash"] == one.tally.list_hash
    assert Client().get(told["slips_pb"]).status_code == 200
    assert Client().get(told["slips_csv"]).status_code == 200


def test_where_only_the_order_matters_there_is_no_money():
    one = counted(ballot(kind=Kind.PRIORITY, budget=0), 6)

    told = get(f"/{one.ref}", "zh-hans").json()

    assert (told["method"], told["result"]["spent"]) == (None, None)
    assert told["result"]["lines"][0]["words"] == "第 1 位"


def test_of_few_slips_nothing_is_told_but_the_order():
    one = counted(ballot(), 4)

    told = get(f"/{one.ref}").json()["result"]

    assert (told["slips"], told["spent"], told["list_hash"]) == (None, None, "")
    assert (told["slips_pb"], told["slips_csv"]) == (None, None)
    assert {(each["voters"], each["points"], each["why"]) for each in told["lines"]} == {
        (None, None, "")
    }


@pytest.mark.parametrize("number", ["B-999999", "12", "B-x", "C-1"])
def test_what_is_not_there_is_not_found(number):
    assert get(f"/{number}").status_code == 404


def test_a_draft_is_not_found():
    one = ballot(state=State.DRAFT)

    answer = get(f"/{one.ref}")

    assert answer.status_code == 404
    assert answer.json()["ok"] is False
