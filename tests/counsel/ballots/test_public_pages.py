"""From the list of ballots to a slip in the box and the slip in the published list; no script."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from sanwen.counsel.ballots import electing, seats
from sanwen.counsel.ballots.actions import casting, counting, preparing
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Shape, Slip
from sanwen.counsel.ballots.states import State
from sanwen.methods.ballots import read
from sanwen.people.roles import Role
from tests.factories.ballots import AFTER, ballot
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def phone() -> Client:
    return Client(headers={"accept-language": "en"})


def address(one: Ballot, rest: str = "") -> str:
    return f"/ballots/B-{one.pk}/{rest}"


def counted(one: Ballot, votes: int = 6) -> None:
    for _ in range(votes):
        casting.cast(ballot=one, code=seats.fresh(), chosen=[("01", 1)], now=MORNING)
    counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)


def text(page) -> str:
    return page.content.decode()


def test_the_list_tells_open_ones_from_past_ones_and_hides_drafts(phone: Client) -> None:
    ballot(title="开着的")
    ballot(title="草稿", state=State.DRAFT)
    counted(ballot(title="过去的"))

    page = text(phone.get("/ballots/"))

    assert page.index("开着的") < page.index("过去的")
    assert "草稿" not in page


@pytest.mark.parametrize("rest", ["", "vote/", "look/", "code/"])
def test_a_draft_is_not_there(phone: Client, rest: str) -> None:
    one = ballot(state=State.DRAFT)

    assert phone.get(address(one, rest)).status_code == 404


@pytest.mark.parametrize(
    ("shape", "sent", "marks"),
    [
        (Shape.APPROVAL, {"ticked": ["01", "03"]}, "01,03"),
        (Shape.SCORE, {"points_01": "5", "points_02": "2"}, "01:5,02:2"),
        (Shape.RANKED, {"rank_1": "03", "rank_2": "01"}, "03,01"),
    ],
)
def test_one_votes_looks_once_more_and_casts(phone: Client, shape, sent, marks: str) -> None:
    one = ballot(shape=shape)
    phone.get(address(one, "vote/"))

    asked = phone.post(address(one, "vote/"), sent)
    assert "Is this right?" in text(asked)
    assert not Slip.objects.exists()
    done = phone.post(address(one, "vote/"), sent | {"cast": "1"})

    assert done.status_code == 200
    assert Slip.objects.get().marks == marks
    assert Slip.objects.get().receipt in text(done)


def test_what_was_chosen_is_still_there_when_one_goes_back(phone: Client) -> None:
    one = ballot()
    phone.get(address(one, "vote/"))

    page = text(phone.post(address(one, "vote/"), {"ticked": ["02"], "back": "1"}))

    assert 'value="02" checked' in page


@pytest.mark.parametrize(
    ("shape", "sent", "said"),
    [
        (Shape.APPROVAL, {"x": "1"}, "at least one"),
        (Shape.APPROVAL, {"ticked": ["01", "02", "03"]}, "at most 2"),
        (Shape.RANKED, {"rank_1": "01", "rank_2": "01"}, "twice"),
        (Shape.SCORE, {"points_01": "9"}, ""),
    ],
)
def test_a_slip_that_says_too_much_or_nothing_comes_back(phone, shape, sent, said: str) -> None:
    one = ballot(shape=shape)
    phone.get(address(one, "vote/"))

    page = phone.post(address(one, "vote/"), sent | {"cast": "1"})

    assert page.status_code == 422
    assert said in text(page)
    assert not Slip.objects.exists()


def test_one_browser_counts_once(phone: Client) -> None:
    one = ballot()
    phone.get(address(one, "vote/"))
    phone.post(address(one, "vote/"), {"ticked": ["01"], "cast": "1"})

    with nothing_changes():
        again = phone.post(address(one, "vote/"), {"ticked": ["02"], "cast": "1"})

    assert again.status_code == 403
    assert "cast already" in text(again)


def test_without_a_cookie_nothing_is_cast(phone: Client) -> None:
    one = ballot()

    with nothing_changes():
        page = phone.post(address(one, "vote/"), {"ticked": ["01"], "cast": "1"})

    assert page.status_code == 409


def test_where_codes_are_handed_out_one_begins_with_a_code(phone: Client) -> None:
    one = ballot(identity=Identity.CODE)
    clerk = person(Role.INTAKE, one.unit)
    (given,) = preparing.hand_out(ballot=one, many=1, by=clerk, now=MORNING)

    assert phone.get(address(one, "vote/")).url == address(one, "code/")
    assert phone.post(address(one, "code/"), {"code": seats.fresh()}).status_code == 422
    grouped = f"{given[:4]} {given[4:8]}-{given[8:].lower()}"
    assert phone.post(address(one, "code/"), {"code": grouped}).url == address(one, "vote/")
    done = phone.post(address(one, "vote/"), {"ticked": ["01"], "cast": "1"})
    phone.post(address(one, "leave/"))

    assert "in the box" in text(done)
    assert phone.get(address(one, "vote/")).url == address(one, "code/")
    assert phone.post(address(one, "code/"), {"code": given}).status_code == 403


def test_my_slip_is_found_in_the_published_list_by_its_code(phone: Client) -> None:
    one = ballot()
    done = casting.cast(ballot=one, code=seats.fresh(), chosen=[("03", 1)], now=MORNING)
    assert "no published list" in text(phone.get(address(one, "look/")))
    counted(one, 5)

    found = text(phone.post(address(one, "look/"), {"code": done.code.lower()}))
    other = text(phone.post(address(one, "look/"), {"code": seats.fresh()}))

    assert "Yes, it was counted" in found
    assert "03 凉亭" in found
    assert "No slip in the list" in other


def test_the_downloads_are_the_whole_list(phone: Client) -> None:
    one = ballot()
    counted(one)

    pb = text(phone.get(address(one, "slips.pb")))
    csv = text(phone.get(address(one, "slips.csv")))

    assert electing.fingerprint(pb) == one.tally.list_hash
    assert read(pb).voters == csv.count("\n") - 1 == 6


@pytest.mark.parametrize("name", ["slips.pb", "slips.csv", "slips.zip"])
def test_before_the_result_and_of_too_few_there_is_no_list(phone: Client, name: str) -> None:
    assert phone.get(address(ballot(), name)).status_code == 404
    few = ballot()
    counted(few, 4)

    assert phone.get(address(few, name)).status_code == 404


def test_while_voting_nobody_reads_a_count(phone: Client) -> None:
    one = ballot()
    for _ in range(7):
        casting.cast(ballot=one, code=seats.fresh(), chosen=[("02", 1)], now=MORNING)
    lead = person(Role.UNIT_LEAD, one.unit)
    desk = Client()
    desk.force_login(lead)

    for page in (phone.get(address(one)), desk.get(f"/desk/ballots/B-{one.pk}/")):
        assert page.status_code == 200
        assert not re.search(r"\b7\b", re.sub(r"(?s)<head>.*?</head>", "", text(page)))


def test_the_result_says_why_not_mine(phone: Client) -> None:
    one = ballot()
    counted(one)

    page = text(phone.get(address(one)))

    assert "Nobody voted for it" in page
    assert "6 ballots were cast" in page
    assert "sanwen budget" in page


def test_of_too_few_the_result_has_no_numbers(phone: Client) -> None:
    one = ballot()
    counted(one, 4)

    page = text(phone.get(address(one)))

    assert "Fewer than 5" in page
    assert "4 voters" not in page


def test_the_deputies_vote_is_said_to_be_theirs(phone: Client) -> None:
    one = ballot(kind=Kind.LIVELIHOOD)

    assert "it decides nothing" in text(phone.get(address(one)))


def test_a_call_leads_to_the_public_form(phone: Client) -> None:
    one = ballot(state=State.COLLECTING, collects_until=(MORNING + timedelta(days=3)).date())

    page = text(phone.get(address(one)))

    assert "Propose something" in page
    assert 'href="/say/"' in page
