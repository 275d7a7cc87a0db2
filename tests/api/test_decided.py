"""A program reads what was decided, and what became of each opinion, as everybody does."""

from typing import Any

import pytest
from django.test import Client

from sanwen.counsel.consultations.actions.publishing import begin
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.decisions.states import State
from tests.factories.consultations import TODAY
from tests.factories.decisions import WORDS, asked, decision, head
from tests.factories.moments import later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_decision(time_machine) -> None:
    time_machine.move_to(later(hours=6))


def get(number: str) -> Any:
    return Client().get(
        f"/api/v1/consultations/{number}/decision", headers={"Accept-Language": "en"}
    )


def test_each_opinion_has_what_became_of_it_and_why():
    one = decision(State.DECIDED)

    told = get(one.consultation.ref).json()

    assert (told["gist"], told["is_decided"]) == (WORDS.gist, True)
    assert [(each["adopted"], each["statements"]) for each in told["points"]] == [
        ("adopted", [1, 2, 3]),
        ("not", [4]),
    ]
    assert told["points"][0]["reason"] == "多数人赞成，钱够。"
    assert told["points"][1]["instead"] == "明年预算有余时再议。"
    assert told["unanswered"] == []
    assert [each["words"] for each in told["promises"]] == ["铺好停车场"]
    assert (told["carried_out_on"], told["carried_out"]) == (None, "")
    assert Client().get(told["address"]).status_code == 200


def test_what_was_done_is_told_once_it_is_noted():
    by = head()
    one = decision(State.DECIDED, by=by)
    begin(
        consultation=one.consultation, kind=Kind.CARRIED_OUT, on=TODAY, words="铺好了", by=by,
        now=later(hours=5),
    )  # fmt: skip

    told = get(one.consultation.ref).json()

    assert (told["carried_out_on"], told["carried_out"]) == (str(TODAY), "铺好了")


def test_a_draft_that_was_shown_is_called_one():
    one = decision(State.REVISING)

    told = get(one.consultation.ref).json()

    assert (told["version"], told["is_decided"], told["decided_on"]) == (
        1, False, str(WORDS.decided_on),
    )  # fmt: skip


def test_nobody_reads_what_is_being_written():
    assert get(decision(State.WRITING).consultation.ref).status_code == 404
    assert get(asked().ref).status_code == 404


def test_of_what_was_asked_elsewhere_nothing_was_decided_here():
    one = decision(State.DECIDED)
    Consultation.objects.update(source="Polis")

    assert get(one.consultation.ref).status_code == 404


@pytest.mark.parametrize("number", ["C-999999", "12", "B-1"])
def test_what_is_not_there_is_not_found(number):
    assert get(number).status_code == 404
