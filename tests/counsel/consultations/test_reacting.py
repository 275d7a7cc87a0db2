"""Reacting as people do it: one tap, with and without a script, changed, taken up elsewhere."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from sanwen.counsel.consultations import seats
from sanwen.counsel.consultations.models import Consultation, Identity, Participant, Vote
from sanwen.counsel.consultations.phases import Kind
from tests.factories.consultations import TODAY, consultation, statements
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
TEXTS = ["建停车场，外地车辆收费。", "建小广场，老人有地方坐。", "先修排水沟。"]


@pytest.fixture(autouse=True)
def in_the_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def one() -> Consultation:
    made = consultation()
    statements(made, TEXTS)
    return made


def vote(client: Client, one: Consultation, number: int, value: int, **headers: str):
    path = f"/ask/C-{one.pk}/react/"
    client.get(path)
    return client.post(path, {"vote": f"{number}:{value}"}, headers=headers or None)


def cast(one: Consultation) -> dict[int, int]:
    return dict(Vote.objects.filter(consultation=one).values_list("statement__number", "value"))


def test_one_looks_without_becoming_a_participant(one):
    Client().get(f"/ask/C-{one.pk}/react/")

    assert not Participant.objects.exists()


def test_the_first_vote_makes_a_participant_and_the_page_goes_on_without_a_script(one):
    client = Client()

    answer = vote(client, one, 2, 1)

    assert answer.status_code == 302
    assert answer.url == f"/ask/C-{one.pk}/react/?voted=2"
    assert cast(one) == {2: 1}
    assert Participant.objects.count() == 1
    assert TEXTS[1] not in re.sub(r"<p class=\"last.*", "", client.get(answer.url).text)


def test_with_a_script_only_the_next_statement_comes_back(one):
    answer = vote(Client(), one, 1, -1, hx_request="true")

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert cast(one) == {1: -1}


def test_a_vote_is_changed_and_the_last_one_stands(one):
    client = Client()
    vote(client, one, 1, 1)
    vote(client, one, 1, 0)

    assert cast(one) == {1: 0}
    assert Participant.objects.count() == 1


def test_the_list_shows_my_votes_and_changes_them(one):
    client = Client()
    vote(client, one, 3, 1)

    page = client.get(f"/ask/C-{one.pk}/votes/").text
    assert re.search(r'value="3:1"[^>]*aria-pressed="true"', page)

    answer = client.post(f"/ask/C-{one.pk}/react/", {"vote": "3:-1", "list": "1"})
    assert answer.url == f"/ask/C-{one.pk}/votes/?page=1#n3"
    assert cast(one) == {3: -1}


@pytest.mark.parametrize("given", ["", "9:1", "1:2", "1:-2", "1:x", "x:1", "１:1", "1", "1:1:1"])
def test_what_is_no_vote_is_refused_and_nothing_is_written(one, given):
    client = Client()
    client.get(f"/ask/C-{one.pk}/react/")

    answer = client.post(f"/ask/C-{one.pk}/react/", {"vote": given})

    assert answer.status_code == 409
    assert not Vote.objects.exists()
    assert not Participant.objects.exists()


@pytest.mark.parametrize("days", [-11, 21])
def test_before_and_after_nobody_votes(one, days):
    with time_machine.travel(MORNING + timedelta(days=days), tick=False):
        client = Client()
        assert client.get(f"/ask/C-{one.pk}/react/").status_code == 403
        answer = client.post(f"/ask/C-{one.pk}/react/", {"vote": "1:1"})

    assert answer.status_code == 409
    assert not Vote.objects.exists()


def test_a_code_goes_on_with_another_browser(one):
    first, second = Client(), Client()
    vote(first, one, 1, 1)
    page = first.get(f"/ask/C-{one.pk}/code/").text
    code = re.search(r'data-code="([^"]+)"', page)[1]

    answer = second.post(f"/ask/C-{one.pk}/code/", {"code": code.lower().replace("-", " ")})
    vote(second, one, 1, -1)

    assert answer.status_code == 302
    assert Participant.objects.count() == 1
    assert cast(one) == {1: -1}


def test_a_code_is_worth_nothing_in_another_consultation(one):
    client = Client()
    vote(client, one, 1, 1)
    code = re.search(r'data-code="([^"]+)"', client.get(f"/ask/C-{one.pk}/code/").text)[1]
    other = consultation()

    answer = Client().post(f"/ask/C-{other.pk}/code/", {"code": code})

    assert answer.status_code == 422


def test_a_cookie_of_one_consultation_opens_no_other(one):
    client = Client()
    vote(client, one, 1, 1)
    other = consultation()
    client.cookies[f"ask{other.pk}"] = client.cookies[f"ask{one.pk}"].value

    page = client.get(f"/ask/C-{other.pk}/code/").text

    assert "data-code" not in page


def test_a_borrowed_browser_forgets_the_code_and_the_votes_stay(one):
    client = Client()
    vote(client, one, 1, 1)

    client.post(f"/ask/C-{one.pk}/code/leave/")

    assert "data-code" not in client.get(f"/ask/C-{one.pk}/code/").text
    assert cast(one) == {1: 1}


def test_the_order_can_be_drawn_again(one):
    """The same code sees the same statements in the same order."""
    client = Client()
    client.get(f"/ask/C-{one.pk}/react/")
    cookie = client.cookies[f"ask{one.pk}"].value

    def seen() -> list[str]:
        again = Client()
        again.cookies[f"ask{one.pk}"] = cookie
        return re.findall(r"<blockquote>(.*?)</blockquote>", again.get(path).text)

    path = f"/ask/C-{one.pk}/react/"
    assert seen() == seen()


def test_who_answered_everything_is_told_so(one):
    client = Client()
    for number in (1, 2, 3):
        answer = vote(client, one, number, 1)

    page = client.get(answer.url).text

    assert "<blockquote>" not in page
    assert f"/ask/C-{one.pk}/follow/" in page


@pytest.mark.parametrize("identity", [Identity.EMAIL, Identity.PASS])
def test_where_a_code_is_asked_for_nobody_votes_without_one(identity):
    one = consultation(identity=identity)
    statements(one, TEXTS)
    client = Client()

    for answer in (
        client.get(f"/ask/C-{one.pk}/react/"),
        client.post(f"/ask/C-{one.pk}/react/", {"vote": "1:1"}),
    ):
        assert answer.url == f"/ask/C-{one.pk}/code/"
    assert not Vote.objects.exists()


def test_a_seat_that_was_made_up_is_no_seat(one):
    client = Client()
    vote(client, one, 1, 1)
    known = Participant.objects.get()
    client.cookies[f"ask{one.pk}"] = f"{known.pk}.AAAA:forged"

    vote(client, one, 1, -1)

    assert Vote.objects.get(participant=known).value == 1


def test_phases_that_only_react_take_votes_and_no_words():
    one = consultation(phases=((Kind.REACT, TODAY - timedelta(days=1), TODAY + timedelta(days=9)),))
    statements(one, TEXTS)
    client = Client()

    assert vote(client, one, 1, 1).status_code == 302
    assert client.get(f"/ask/C-{one.pk}/say/").status_code == 403
    assert "/say/" not in client.get(f"/ask/C-{one.pk}/react/").text


def test_the_cookie_tells_scripts_and_other_paths_nothing(one):
    client = Client()
    client.get(f"/ask/C-{one.pk}/react/")
    cookie = client.cookies[f"ask{one.pk}"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == f"/ask/C-{one.pk}/"


def test_the_code_itself_is_kept_nowhere(one):
    client = Client()
    vote(client, one, 1, 1)
    code = re.search(r'data-code="([^"]+)"', client.get(f"/ask/C-{one.pk}/code/").text)[1]

    held = Participant.objects.get()
    assert bytes(held.key_hash) == seats.code_hash(one.pk, code)
    assert code.replace("-", "") not in str(Participant.objects.values_list())
