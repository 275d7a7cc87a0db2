"""Whatever fails, a person reads what happened and keeps what they wrote.

Only tests marked django_db may touch the database: the others prove that a page needs none.
"""

import logging
import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.test import Client

from tests.web.faults import SECRET

pytestmark = pytest.mark.urls("tests.web.faults")

LAMP = "门口的路灯坏了一个星期，晚上老人不敢出门。"
AWAY = ("operational", "interface", "pool")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_a_refusal_is_a_page_with_its_reason(client):
    answer = client.get("/say/ruling/")

    assert answer.status_code == 403
    assert "这一页打开得太久了" in answer.content.decode()


def test_a_refusal_answers_htmx_with_a_fragment(client):
    answer = client.get("/say/ruling/", headers={"HX-Request": "true"})

    assert answer.status_code == 403
    assert "<html" not in answer.content.decode()
    assert "这一页打开得太久了" in answer.content.decode()


def test_a_refusal_answers_a_program_in_its_own_shape(client):
    answer = client.get("/api/ruling/", headers={"Accept-Language": "en"})

    assert answer.status_code == 403
    assert answer.json() == {
        "ok": False,
        "error": "not_allowed",
        "reason": "This page stood open for too long, so the form was not sent.",
    }


@pytest.mark.parametrize("kind", AWAY)
def test_without_the_database_the_words_are_given_back(client, kind):
    page = client.post(f"/say/{kind}/", {"text": LAMP, "key": "k1", "phone": "13800001111"})

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.content.decode().count(LAMP) == 2  # once to read, once to send again
    assert '<textarea name="key" hidden>k1</textarea>' in page.content.decode()


def test_what_is_given_back_never_holds_a_code_or_a_password(client):
    page = client.post("/say/pool/", {"text": LAMP, "code": "ABCD2345", "password": "geheim99"})

    assert "ABCD2345" not in page.content.decode()
    assert "geheim99" not in page.content.decode()


def test_words_with_markup_are_shown_as_words(client):
    page = client.post("/say/pool/", {"text": "</textarea><script>alert(1)</script>"})

    assert "<script>alert" not in page.content.decode()


def test_a_form_behind_the_sign_in_is_not_sent_again_from_an_error_page(client):
    page = client.post("/desk/fail/pool/", {"text": LAMP})

    assert page.content.decode().count(LAMP) == 1


def test_a_session_that_cannot_be_read_is_an_honest_page_too(client, monkeypatch, caplog):
    def away(self: SessionStore) -> None:
        raise OperationalError(SECRET)

    monkeypatch.setattr(SessionStore, "load", away)
    client.cookies["sessionid"] = "a" * 32

    assert client.get("/desk/").status_code == 503
    assert SECRET not in caplog.text


@pytest.mark.parametrize("kind", [*AWAY, "surprise", "absent", "denied", "large", "suspicious"])
def test_no_page_repeats_what_the_fault_says(client, kind):
    assert SECRET not in client.post(f"/say/{kind}/", {"text": LAMP}).content.decode()


def test_a_surprise_has_a_number_that_is_also_in_the_log(client, caplog):
    with caplog.at_level(logging.ERROR):
        page = client.get("/say/surprise/")

    assert page.status_code == 500
    found = re.search(r'class="number">(\w{6})<', page.content.decode())
    assert found
    lines = [record.getMessage() for record in caplog.records if found[1] in record.getMessage()]
    assert "KeyError at /say/surprise/" in lines[0]
    assert "faults.py" in lines[0]


@pytest.mark.parametrize("kind", [*AWAY, "surprise"])
def test_the_log_holds_no_personal_data(client, caplog, kind):
    with caplog.at_level(logging.DEBUG):
        client.post(f"/say/{kind}/", {"text": LAMP})

    assert SECRET not in caplog.text
    assert LAMP not in caplog.text


def test_a_surprise_still_reaches_whoever_tests(caplog):
    with pytest.raises(KeyError):
        Client().get("/say/surprise/")


def test_the_hidden_and_the_absent_are_told_in_the_same_words(client):
    hidden = client.get("/say/absent/").content.decode()
    absent = client.get("/say/absent/nothing/here/").content.decode()

    assert "没有找到" in hidden
    assert hidden.replace("/say/absent/", "") == absent.replace("/say/absent/nothing/here/", "")


@pytest.mark.parametrize(("kind", "status"), [("large", 413), ("suspicious", 400), ("denied", 403)])
def test_every_other_refusal_has_its_number_and_its_words(client, kind, status):
    page = client.get(f"/say/{kind}/")

    assert page.status_code == status
    assert "<h1>" in page.content.decode()


def test_a_form_that_stood_open_too_long_gives_the_words_back():
    page = Client(enforce_csrf_checks=True).post("/say/", {"text": LAMP})

    assert page.status_code == 403
    assert "您写的没有丢" in page.content.decode()
    assert page.content.decode().count(LAMP) == 2


@pytest.mark.django_db
def test_health_is_well_when_the_database_answers(client):
    assert client.get("/healthz").json() == {"ok": True}


def test_health_is_503_when_it_does_not(client, monkeypatch):
    def away() -> None:
        raise OperationalError(SECRET)

    monkeypatch.setattr(connection, "cursor", away)

    assert client.get("/healthz").status_code == 503
