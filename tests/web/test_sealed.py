"""Reporting under seal: no name, one report however often sent, and a code to follow it."""

import re

import pytest
from django.test import Client

from sanwen.core import throttle
from sanwen.integrity.conduct import actions
from sanwen.integrity.conduct.models import SealedReport
from sanwen.people.roles import Role
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import Units, units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
WORDS = "窗口的人骂我，说再来就叫保安。"
SENDING = "a-sending-that-the-page-chose"


@pytest.fixture
def places() -> Units:
    return units()


def send(client: Client, places: Units, **more: str):
    said = {"kind": "manner", "text": WORDS, "unit": str(places.water.pk), "sending": SENDING}
    return client.post("/sealed/", said | more)


def test_it_is_sealed_past_the_unit_and_a_code_is_given(places: Units, client: Client) -> None:
    answer = send(client, places)

    assert answer.headers["Location"] == "/sealed/mine/"
    report = SealedReport.objects.get()
    assert list(report.about_units.all()) == [places.water]
    code = re.search(r'id="code">([A-Z0-9-]+)<', client.get("/sealed/mine/").content.decode())
    assert code is not None
    assert actions.report_of(code[1]) == report


def test_sent_twice_it_is_one_report_and_other_words_are_another(
    places: Units, client: Client
) -> None:
    send(client, places)
    send(client, places)
    assert SealedReport.objects.count() == 1

    send(client, places, text="另一件事")
    assert SealedReport.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"text": " "}, {"unit": "999999"}])
def test_what_is_missing_is_said_and_what_was_written_stays(
    places: Units, client: Client, wrong: dict[str, str]
) -> None:
    with nothing_changes():
        answer = send(client, places, **wrong)

    assert answer.status_code == 422
    assert wrong.get("text", WORDS).strip() in answer.content.decode()


def test_the_code_opens_it_on_another_device_and_its_words_are_not_shown(
    places: Units, client: Client
) -> None:
    made = actions.seal_report(kind="manner", text=WORDS, about=[], submission_key="k", now=MORNING)

    answer = client.post("/sealed/code/", {"code": made.code})

    assert answer.headers["Location"] == "/sealed/mine/"
    assert WORDS not in client.get("/sealed/mine/").content.decode()


def test_a_wrong_code_is_counted_and_then_slowed(places: Units, client: Client) -> None:
    for _ in range(throttle.WRONG_CODES.tries):
        assert client.post("/sealed/code/", {"code": "2222-2222-2222"}).status_code == 422

    assert client.post("/sealed/code/", {"code": "2222-2222-2222"}).status_code == 429


def test_they_write_to_each_other_by_code(places: Units, client: Client) -> None:
    send(client, places)
    report = SealedReport.objects.get()
    first, second = (person(Role.SUPERVISOR, places.county) for _ in range(2))
    actions.ask_to_unseal(report=report, because="值班", by=first, now=MORNING)
    actions.agree_to_unseal(report=report, by=second, now=MORNING)
    actions.write_to_reporter(report=report, text="是哪个窗口？", by=first, now=MORNING)

    assert "是哪个窗口？" in client.get("/sealed/mine/").content.decode()
    assert client.post("/sealed/add/", {"text": ""}).status_code == 422
    client.post("/sealed/add/", {"text": "三号窗口"})

    assert actions.words_of(report) == ["是哪个窗口？", "三号窗口"]
    assert first.name not in client.get("/sealed/mine/").content.decode()


def test_leaving_forgets_the_code(places: Units, client: Client) -> None:
    send(client, places)
    client.post("/sealed/leave/")

    assert client.get("/sealed/mine/").headers["Location"] == "/sealed/code/"


def test_the_code_of_a_report_opens_no_matter_and_the_other_way_round(
    places: Units, client: Client
) -> None:
    made = actions.seal_report(kind="manner", text=WORDS, about=[], submission_key="k", now=MORNING)

    assert client.post("/my/", {"code": made.code}).status_code == 422
