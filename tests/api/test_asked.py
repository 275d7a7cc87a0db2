"""A program reads what is asked and takes part with a code, as a browser does."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sanwen.counsel.consultations import limits, reading
from sanwen.counsel.consultations.actions import counting, drawing
from sanwen.counsel.consultations.models import Consultation, Participant, Statement, Vote
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.consultations.states import State
from tests.factories.consultations import TODAY, consultation, statements, voters
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
TEXTS = ["修一条人行道", "全部停车", "先不要动"]


@pytest.fixture(autouse=True)
def on_a_morning(time_machine) -> None:
    time_machine.move_to(MORNING)
    reading.forget()


@pytest.fixture
def asked() -> Consultation:
    made = consultation()
    statements(made, TEXTS)
    return made


def get(path: str) -> Any:
    return Client().get(f"/api/v1/consultations{path}", headers={"Accept-Language": "en"})


def post(path: str, body: dict[str, Any]) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(
        f"/api/v1/consultations{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"Accept-Language": "en"},
    )


def test_what_is_asked_is_listed_newest_first_and_drafts_are_not(asked):
    newer, _draft = consultation(), consultation(state=State.DRAFT)

    told = get("").json()

    assert [one["number"] for one in told["consultations"]] == [newer.ref, asked.ref]
    assert told["consultations"][0]["standing"] == "open"
    assert told["before"] is None


def test_one_consultation_tells_its_phases_and_who_decides(asked):
    told = get(f"/{asked.ref}").json()

    assert told["who_decides"] == asked.who_decides
    assert told["phases"] == [
        {
            "kind": "gather",
            "opens_on": str(TODAY - timedelta(days=10)),
            "closes_on": str(TODAY + timedelta(days=20)),
            "standing": "open",
        }
    ]


@pytest.mark.parametrize("number", ["C-999999", "12", "C-x", "M-1"])
def test_what_is_not_there_is_not_found(number):
    assert get(f"/{number}").status_code == 404
    assert post(f"/{number}/votes", {"statement": 1, "vote": 1}).status_code == 404


def test_a_draft_is_not_found():
    draft = consultation(state=State.DRAFT)

    for rest in ("", "/statements", "/map"):
        assert get(f"/{draft.ref}{rest}").status_code == 404


def test_statements_come_with_totals_once_five_have_voted(asked):
    voters(asked, [[1, 1, None]] * 4 + [[1, None, None]])
    counting.count(consultation=asked)

    told = get(f"/{asked.ref}/statements").json()["statements"]

    assert [(one["agree"], one["disagree"]) for one in told] == [(5, 0), (None, None), (None, None)]


def test_the_map_is_there_once_five_took_part(asked):
    voters(asked, [[1, 1, -1]] * 4)
    counting.count(consultation=asked)
    drawing.draw(consultation=asked)
    assert get(f"/{asked.ref}/map").status_code == 404

    voters(asked, [[1, 1, -1]])
    counting.count(consultation=asked)
    drawing.draw(consultation=asked)

    told = get(f"/{asked.ref}/map").json()
    assert told["participants"] == 5
    assert told["picture"]["k"] == 1


def test_the_first_vote_brings_a_code_and_the_code_goes_on(asked):
    first = post(f"/{asked.ref}/votes", {"statement": 1, "vote": 1}).json()
    second = post(f"/{asked.ref}/votes", {"statement": 2, "vote": -1, "code": first["code"]}).json()

    assert second["code"] == first["code"]
    assert (first["answered"], second["answered"], second["next"]) == (1, 2, 3)
    assert Participant.objects.count() == 1


def test_the_last_vote_on_a_statement_stands(asked):
    code = post(f"/{asked.ref}/votes", {"statement": 1, "vote": 1}).json()["code"]

    post(f"/{asked.ref}/votes", {"statement": 1, "vote": -1, "code": code})

    assert [vote.value for vote in Vote.objects.all()] == [-1]


def test_an_unknown_code_votes_for_nobody(asked):
    answer = post(f"/{asked.ref}/votes", {"statement": 1, "vote": 1, "code": "2222-2222-2222"})

    assert answer.status_code == 404
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"statement": 1, "vote": 2}, 422),
        ({"statement": 99, "vote": 1}, 422),
        ({"vote": 1}, 422),
        ({"statement": 1, "vote": 1, "name": "x"}, 422),
    ],
)
def test_a_vote_that_is_none_is_refused_and_nothing_is_written(asked, body, status):
    answer = post(f"/{asked.ref}/votes", body)

    assert answer.status_code == status
    assert answer.json()["ok"] is False
    assert not Participant.objects.exists()


def test_after_the_last_day_nobody_votes():
    over = consultation(phases=[(Kind.GATHER, TODAY - timedelta(9), TODAY - timedelta(1))])
    statements(over, TEXTS)

    answer = post(f"/{over.ref}/votes", {"statement": 1, "vote": 1})

    assert answer.status_code == 422
    assert "not open any more" in answer.json()["reason"]
    assert not Vote.objects.exists()


def test_where_codes_are_handed_out_one_is_needed():
    made = consultation(identity="pass")
    statements(made, TEXTS)

    answer = post(f"/{made.ref}/votes", {"statement": 1, "vote": 1})

    assert answer.json()["error"] == "code_needed"
    assert not Participant.objects.exists()


def test_whoever_begins_without_end_is_asked_to_wait(asked, monkeypatch):
    monkeypatch.setattr(
        "sanwen.api.asked.limits.NEW_VOTERS", limits.Limit("few", 1, timedelta(minutes=10))
    )
    post(f"/{asked.ref}/votes", {"statement": 1, "vote": 1})

    answer = post(f"/{asked.ref}/votes", {"statement": 1, "vote": 1})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert Participant.objects.count() == 1


def test_what_a_program_says_is_masked_and_waits_for_the_desk(asked):
    answer = post(f"/{asked.ref}/statements", {"text": "打我电话 13900000001，我来种树"})

    assert answer.status_code == 201
    assert "13900000001" not in answer.json()["text"]
    made = Statement.objects.get(number=4)
    assert (made.stand, made.text) == ("waiting", answer.json()["text"])


def test_too_long_a_statement_is_refused(asked):
    answer = post(f"/{asked.ref}/statements", {"text": "种" * 141})

    assert answer.status_code == 422
    assert Statement.objects.count() == 3
