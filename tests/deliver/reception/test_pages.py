"""The pages walked through: a resident books and comes, a clerk receives, nothing is named."""

import re

import pytest
import time_machine
from django.test import Client

from sanwen.core import codes
from sanwen.deliver.reception import codes as visit_codes
from sanwen.deliver.reception.actions import duty, talking
from sanwen.deliver.reception.models import Counter, Feedback, Told, Visit
from sanwen.deliver.reception.roster import ShiftRow
from sanwen.deliver.reception.states import State
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.reception import TESTS, TOMORROW, counter, shipped_list, visit
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MORNING, tick=False) as moment:
        yield moment


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def one(cast: Cast) -> Counter:
    shipped_list()
    return counter(cast)


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def booking(**changes: object) -> dict[str, object]:
    return {
        "day": TOMORROW.isoformat(), "slot": "10:00", "people": "1", "checklist": "", "key": "k1",
        "phone": "", "email": "",
    } | changes  # fmt: skip


def test_a_resident_books_without_an_account_and_sees_the_number(one: Counter) -> None:
    client = Client()

    client.post(f"/visit/{one.pk}/", booking())
    page = client.get("/visit/mine/", headers=EN).content.decode()

    assert "A01" in page
    assert Visit.objects.get().state == State.EXPECTED


def test_the_code_opens_the_visit_again_and_stands_in_no_address(one: Counter) -> None:
    Client().post(f"/visit/{one.pk}/", booking())
    code = visit_codes.code_for("k1")
    other = Client()

    answer = other.post("/visit/code/", {"code": codes.grouped(code)})

    assert answer.url == "/visit/mine/"
    assert other.get("/visit/mine/").status_code == 200


def test_wrong_codes_are_answered_alike_after_ten(one: Counter) -> None:
    client = Client()
    for _ in range(10):
        client.post("/visit/code/", {"code": "2222-2222-2222"})
    Client().post(f"/visit/{one.pk}/", booking())

    assert client.post("/visit/code/", {"code": visit_codes.code_for("k1")}).status_code == 429


def test_more_than_five_are_told_the_rule_and_keep_what_they_chose(one: Counter) -> None:
    with nothing_changes():
        page = Client().post(f"/visit/{one.pk}/", booking(people="6"), headers=EN)

    assert page.status_code == 422
    assert "Art. 20" in page.content.decode()
    assert 'value="10:00"' in page.content.decode()


def test_a_time_that_was_taken_meanwhile_is_said_so(one: Counter) -> None:
    one.hours.update(capacity=1)
    Client().post(f"/visit/{one.pk}/", booking())

    page = Client().post(f"/visit/{one.pk}/", booking(key="k2"), headers=EN)

    assert page.status_code == 422
    assert "just been taken" in page.content.decode()


def test_the_board_shows_numbers_and_nothing_else(cast: Cast, one: Counter) -> None:
    visit(cast, one, State.IN_TALK), visit(cast, one, State.CALLED), visit(cast, one)

    page = Client().get(f"/visit/board/{one.pk}/", headers=EN)
    text = re.sub(r"<[^>]+>", " ", page.content.decode())

    assert all(number in text for number in ("A01", "A02", "A03"))
    assert cast.clerk.display_name not in text
    assert page.headers["Refresh"] == "15"
    assert "Refresh" not in Client().get(f"/visit/board/{one.pk}/?still=1").headers


def test_a_walk_in_gets_a_slip_whose_code_works(cast: Cast, one: Counter, clerk: Client) -> None:
    form = {"people": "2", "checklist": "", "key": "w1"}

    slip = clerk.post(f"/desk/reception/{one.pk}/walk-in/", form)

    code = "".join(slip.context["groups"])
    assert visit_codes.visit_for(code) == Visit.objects.get()
    assert "no-store" in slip.headers["Cache-Control"]


def test_a_clerk_calls_receives_tells_and_ends(cast: Cast, one: Counter, clerk: Client) -> None:
    waiting = visit(cast, one)
    clerk.post(f"/desk/reception/{one.pk}/next/")
    clerk.post(f"/desk/visits/{waiting.pk}/act/begin/")
    told = clerk.post(f"/desk/visits/{waiting.pk}/list/wages/", {"missing": ["1"]}, follow=True)

    clerk.post(f"/desk/visits/{waiting.pk}/act/finish/")

    waiting.refresh_from_db()
    assert waiting.state == State.DONE
    assert told.status_code == 200
    assert Told.objects.get().missing == [1]


def test_the_visitor_sees_who_received_first_and_who_answers(cast: Cast, one: Counter) -> None:
    client = Client()
    client.post(f"/visit/{one.pk}/", booking())
    mine = Visit.objects.get()
    Visit.objects.filter(pk=mine.pk).update(
        state=State.IN_TALK, received_by=cast.clerk, responsible=cast.clerk, begun_at=MORNING
    )
    offer = talking.hand_over(
        visit=mine, to=cast.handler, because="归交通局管", by=cast.clerk, now=MORNING
    )
    before = client.get("/visit/mine/").content.decode()
    talking.accept(offer=offer, by=cast.handler, now=MORNING)
    after = client.get("/visit/mine/").content.decode()

    assert cast.clerk.display_name in before
    assert cast.handler.display_name not in before
    assert cast.clerk.display_name in after
    assert cast.handler.display_name in after


def test_after_the_visit_four_questions_are_answered_with_the_code(
    cast: Cast, one: Counter
) -> None:
    client = Client()
    client.post(f"/visit/{one.pk}/", booking())
    Visit.objects.update(
        state=State.DONE, received_by=cast.clerk, responsible=cast.clerk, begun_at=MORNING
    )

    client.post("/visit/mine/feedback/", {"door": "yes", "face": "no", "talk": "", "deed": ""})

    said = Feedback.objects.get()
    assert (said.door, said.face, said.talk, said.deed) == (True, False, None, None)
    assert Client().get("/visit/mine/feedback/").status_code == 302


def test_a_verb_that_is_refused_says_why_and_changes_nothing(
    cast: Cast, one: Counter, clerk: Client
) -> None:
    done = visit(cast, one, State.DONE)

    with nothing_changes():
        page = clerk.post(f"/desk/visits/{done.pk}/act/begin/", headers=EN)

    assert page.status_code == 403
    assert "cannot be done now" in page.content.decode()


@pytest.mark.parametrize("verb", ["sing", "accept"])
def test_an_unknown_verb_does_not_exist(cast: Cast, one: Counter, clerk: Client, verb: str) -> None:
    assert clerk.post(f"/desk/visits/{visit(cast, one).pk}/act/{verb}/").status_code == 404


def test_outside_the_duty_page_shows_the_telephone_and_no_private_name(cast: Cast) -> None:
    row = ShiftRow(2, "desk", later(hours=-1), later(hours=8), "白班", "王芳", "5550123", False)
    duty.import_roster(rows=[row], by=TESTS, now=MORNING)

    page = Client().get("/duty/").content.decode()

    assert "5550123" in page
    assert "王芳" not in page


def test_an_administrator_sets_up_a_counter(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.who(Role.ADMINISTRATOR, cast.units.county))
    form = {
        "unit": cast.units.town.pk, "name": "接待室", "letter": "B", "days_ahead": "7",
        "hours": "1-5 8:30-11:30 30 2\n6 9:00-11:00", "is_active": "on",
    }  # fmt: skip

    client.post("/staff/reception/new/", form)

    made = Counter.objects.get(letter="B")
    assert made.hours.count() == 6
    assert made.hours.get(weekday=5).minutes == 30


@pytest.mark.parametrize("hours", ["morning", "1-5 11:30-8:30", "8 8:30-11:30", "1 8:30-11:30 1"])
def test_hours_that_cannot_be_read_are_named_and_nothing_changes(cast: Cast, hours: str) -> None:
    client = Client()
    client.force_login(cast.who(Role.ADMINISTRATOR, cast.units.county))
    form = {
        "unit": cast.units.town.pk, "name": "接待室", "letter": "B", "days_ahead": "7",
        "hours": hours,
    }  # fmt: skip

    with nothing_changes():
        assert client.post("/staff/reception/new/", form).status_code == 422
