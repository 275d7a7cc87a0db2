"""What everybody sees of a talk meeting, where one replies, and the pages of those who hold it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanwen.counsel.meetings import notices
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import Seat, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.meetings import SEED, SOURCE, head, meeting, opinion
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
ZH, EN = {"accept-language": "zh-hans"}, {"accept-language": "en"}


def read(path: str, language: dict[str, str] = EN) -> str:
    answer = Client(headers=language).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def client(by: User) -> Client:
    one = Client(headers=EN)
    one.force_login(by)
    return one


@pytest.mark.parametrize("state", State)
def test_every_page_of_every_state_opens_in_both_languages(state: State) -> None:
    by = head()
    one = meeting(state, by)
    if state == State.HELD:
        opinion(one, by)
    here = client(by)

    for language in (ZH, EN):
        assert here.get(f"/desk/talks/K-{one.pk}/", headers=language).status_code == 200
        assert here.get("/desk/talks/", headers=language).status_code == 200
        verbs = "change guests list announce draw invite hold opinion finish cancel"
        for verb in verbs.split():
            path = f"/desk/talks/K-{one.pk}/{verb}/"
            assert here.get(path, headers=language).status_code == 200, verb
        if one.announced_at:
            read(f"/talks/K-{one.pk}/", language)
        read("/talks/", language)


def test_before_it_is_announced_nobody_else_sees_it() -> None:
    one = meeting(State.PREPARED)

    assert Client().get(f"/talks/K-{one.pk}/").status_code == 404
    other = person(Role.UNIT_LEAD, units().water)
    assert client(other).get(f"/desk/talks/K-{one.pk}/").status_code == 404


def test_the_public_sees_fingerprint_source_and_numbers_and_no_person() -> None:
    one = meeting(State.INVITED)

    page = read(f"/talks/K-{one.pk}/", ZH)

    for words in (one.list_hash, SOURCE, SEED, "人大代表", "石桥村", "200"):
        assert words in page
    assert "王秀英" not in page
    assert "example.org" not in page


def test_an_opinion_without_answer_is_said_and_a_gist_without_words_too() -> None:
    by = head()
    one = meeting(State.HELD, by)
    opinion(one, by, consents=False)

    page = read(f"/talks/K-{one.pk}/")

    assert "No answer yet." in page
    assert "先修通学校的路" in page
    assert "先修学校那条路" not in page


@time_machine.travel(later(days=5))
def test_whoever_was_drawn_replies_with_the_code() -> None:
    one = meeting(State.INVITED)
    asked = one.candidates.filter(seat=Seat.INVITED).first()
    told = {"code": notices.code(asked), "comes": "yes"}

    assert Client().post(f"/talks/K-{one.pk}/reply/", told).status_code == 302

    asked.refresh_from_db()
    assert asked.seat == Seat.COMES


@time_machine.travel(later(days=5))
def test_a_wrong_code_changes_nothing_and_guessing_is_slowed_down() -> None:
    one, other = meeting(State.INVITED), meeting(State.INVITED)
    foreign = notices.code(other.candidates.filter(seat=Seat.INVITED).first())
    here, path = Client(headers=EN), f"/talks/K-{one.pk}/reply/"

    answers = [here.post(path, {"code": foreign, "comes": "no"}) for _ in range(12)]

    assert {each.status_code for each in answers} == {403}
    assert "Too many" in answers[-1].content.decode()
    assert not Meeting.objects.get(pk=other.pk).candidates.filter(seat=Seat.DECLINED).exists()
    assert here.post(path, {"code": "AAAA", "comes": "no"}).status_code == 422


@time_machine.travel(MORNING)
def test_a_meeting_is_prepared_and_announced_in_the_browser() -> None:
    here = client(head())
    told = {
        "unit": units().town.pk, "consultation": "", "question": "先修哪条路？", "place": "镇政府",
        "begins_at": "2026-04-10T19:00", "size": 40, "by_lot": 32,
    }  # fmt: skip
    assert here.post("/desk/talks/new/", told | {"by_lot": 20}).status_code == 403
    assert here.post("/desk/talks/new/", told).status_code == 302
    one = Meeting.objects.get()
    at = f"/desk/talks/K-{one.pk}/"
    table = "编号,村\n" + "".join(f"{n},{'甲' if n % 2 else '乙'}\n" for n in range(1, 60))
    for text, status in (("编号,重点人员\n1,是\n", 422), (table, 302)):
        file = SimpleUploadedFile("list.csv", text.encode())
        sent = here.post(f"{at}list/", {"file": file, "source": "全镇"})
        assert sent.status_code == status
    assert here.post(f"{at}announce/", {"seed_source": SOURCE, "seed_on": "2026-03-12"}
                     ).status_code == 403  # fmt: skip
    guests = {"who": "人大代表", "count": 8, "because": "了解预算"}
    assert here.post(f"{at}guests/", guests).status_code == 302
    assert here.post(f"{at}announce/", {"seed_source": SOURCE, "seed_on": "2026-03-12"}
                     ).status_code == 302  # fmt: skip

    one.refresh_from_db()
    assert (one.state, one.candidates.count()) == (State.ANNOUNCED, 59)


@time_machine.travel(later(days=5))
def test_the_desk_notes_who_rang_and_prints_letters() -> None:
    by = head()
    one = meeting(State.INVITED, by)
    here, at = client(by), f"/desk/talks/K-{one.pk}/"
    asked = one.candidates.filter(seat=Seat.INVITED).order_by("turn").first()

    assert here.post(f"{at}replies/{asked.turn}/", {"comes": "no"}).status_code == 302
    assert here.post(f"{at}replies/{asked.turn}/", {"comes": "no"}).status_code == 403
    letters = here.post(f"{at}letters/")
    assert "王秀英" in letters.content.decode()
    assert here.get(f"{at}letters/").status_code == 405


def test_a_unit_that_has_to_answer_finds_it_and_a_supervisor_sees_what_is_late() -> None:
    by = head()
    one = meeting(State.HELD, by)
    said = opinion(one, by)
    with time_machine.travel(MORNING + timedelta(days=60)):
        for who in (person(Role.HANDLER, units().roads), person(Role.SUPERVISOR, units().county)):
            page = client(who).get("/desk/talks/").content.decode()
            assert said.gist in page
            assert "late" in page
        handler = client(person(Role.HANDLER, units().roads))
        path = f"/desk/talks/K-{one.pk}/opinions/{said.pk}/"
        assert handler.post(path, {"words": "九月前修好。"}).status_code == 302
        assert client(person(Role.HANDLER, units().water)).get(path).status_code == 404
    assert "九月前修好。" in read(f"/talks/K-{one.pk}/")
    assert "after the day it had promised" in read(f"/talks/K-{one.pk}/")


def test_somebody_without_a_unit_to_hold_it_for_prepares_nothing() -> None:
    supervisor = client(person(Role.SUPERVISOR, units().county))

    assert supervisor.get("/desk/talks/new/").status_code == 404
