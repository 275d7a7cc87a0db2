"""My matter: by code alone, with everything that happened, and the last word."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.core import codes, throttle
from sanwen.deliver.matters.actions import answering, assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Delivery, Joining, Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.conduct.models import SealedReport
from sanwen.listen.voices.models import Addition
from sanwen.verdict.ratings.models import Verdict
from sanwen.web import mycode
from tests.factories.matters import DONE, WORDS, Cast, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def now():
    with time_machine.travel(MORNING + timedelta(hours=8), tick=False) as moment:
        yield moment


@pytest.fixture
def mine(cast, client: Client, now) -> Client:
    """A browser that holds the code of one registered matter."""
    taken = taken_in(cast)
    client.post(reverse("my_code"), {"code": taken.code})
    return client


def answered(cast: Cast) -> Matter:
    matter = Matter.objects.get()
    assigning.assign(matter=matter, to=Assign(lead=cast.units.roads), by=cast.clerk)
    assigning.take(matter=matter, by=cast.handler)
    answering.answer(matter=matter, reply=DONE, by=cast.handler)
    return matter


def page(client: Client) -> str:
    return client.get(reverse("my_matter"), headers=EN).content.decode()


def test_the_code_opens_the_matter_however_it_is_typed(cast, client, now):
    code = taken_in(cast).code

    response = client.post(
        reverse("my_code"), {"code": f" {codes.grouped(code).lower()} "}, follow=True
    )

    assert WORDS in response.content.decode()


def test_without_a_code_there_is_nothing(client):
    assert client.get(reverse("my_matter")).headers["Location"] == reverse("my_code")


def test_a_cookie_that_was_changed_opens_nothing(mine):
    mine.cookies[mycode.COOKIE] = mine.cookies[mycode.COOKIE].value[:-2] + "xx"

    assert mine.get(reverse("my_matter")).status_code == 302


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "enter the code"),
        ("ABCD", "8 characters are missing"),
        ("ABCDEFGHJKMNP", "1 character too many"),
        ("O0I1-ABCD-EFGH", "never has 0 1 I O"),
        ("ABCD-EFGH-JKMN", "is wrong"),
    ],
)
def test_a_slip_of_the_finger_is_told_as_what_it_is(client, db, typed, told):
    response = client.post(reverse("my_code"), {"code": typed}, headers=EN)

    assert response.status_code == 422
    assert told in response.content.decode()


def test_after_ten_wrong_codes_a_right_one_gets_the_same_answer(cast, client, now):
    right = taken_in(cast).code
    wrong = codes.make(b"somebody else's seed")
    for _ in range(throttle.WRONG_CODES.tries):
        assert client.post(reverse("my_code"), {"code": wrong}).status_code == 422

    answers = [client.post(reverse("my_code"), {"code": code}) for code in (wrong, right)]

    assert [answer.status_code for answer in answers] == [429, 429]
    pages = [re.sub(r"value=\"[^\"]*\"", "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]


def test_ten_minutes_later_the_right_code_opens_again(cast, client, now):
    right = taken_in(cast).code
    for _ in range(throttle.WRONG_CODES.tries + 1):
        client.post(reverse("my_code"), {"code": codes.make(b"somebody else's seed")})

    now.shift(timedelta(minutes=21))

    assert client.post(reverse("my_code"), {"code": right}).status_code == 302


def test_opening_the_page_is_the_delivery_of_the_answer_and_only_once(cast, mine):
    answered(cast)

    assert "You can ask for a review until" in page(mine)
    page(mine)

    delivery = Delivery.objects.get()
    assert delivery.way == "page"
    assert (delivery.review_until - delivery.at.date()).days >= 30


def test_the_page_says_first_that_it_is_late(cast, mine, now):
    now.shift(timedelta(days=20))
    code = taken_in(cast, text="别的事", now=MORNING).code
    mine.post(reverse("my_code"), {"code": code})

    assert "We are late." in page(mine)


def test_the_resident_judges_with_one_choice_and_a_second_no_goes_up(cast, mine):
    matter = answered(cast)

    mine.post(reverse("my_verdict"), {"solved": "no"})

    matter.refresh_from_db()
    assert matter.state == State.REOPENED
    assert Verdict.objects.get().solved == "no"


def test_a_solved_matter_is_closed_by_the_verdict(cast, mine):
    matter = answered(cast)

    mine.post(reverse("my_verdict"), {"solved": "yes", "satisfaction": "5"})

    matter.refresh_from_db()
    assert (matter.state, matter.ending) == (State.CLOSED, "verdict")


def test_who_judged_while_others_have_not_is_told_so(cast, mine):
    matter = answered(cast)
    other = taken_in(cast, text="同一个坑，车胎也扎了").voice
    Joining.objects.filter(voice=other).update(matter=matter)

    mine.post(reverse("my_verdict"), {"solved": "yes"})

    assert "<h1>You have judged the answer." in page(mine)


def test_no_choice_is_asked_for_and_nothing_is_written(cast, mine):
    answered(cast)

    response = mine.post(reverse("my_verdict"), {"words": "还行"})

    assert response.status_code == 422
    assert "还行" in response.content.decode()
    assert not Verdict.objects.exists()


def test_words_can_be_added_and_stand_beside_the_first_ones(cast, mine):
    mine.post(reverse("my_add"), {"text": "昨天有人摔倒了。"})

    assert "昨天有人摔倒了。" in page(mine)
    assert WORDS in page(mine)
    assert Addition.objects.get().text == "昨天有人摔倒了。"


def test_withdrawing_asks_once_more(cast, mine):
    mine.get(reverse("my_withdraw"))
    assert Matter.objects.get().state == State.REGISTERED

    mine.post(reverse("my_withdraw"))
    assert Matter.objects.get().state == State.WITHDRAWN


def test_pressure_is_reported_sealed_and_leaves_no_trace_on_the_matter(cast, mine):
    before = page(mine)

    mine.post(reverse("my_pressed"), {"words": "有人让我改成满意。"})

    assert SealedReport.objects.count() == 1
    assert re.sub(r'value="[^"]*"', "", page(mine)) == re.sub(r'value="[^"]*"', "", before)


def test_leaving_forgets_the_code(mine):
    mine.post(reverse("my_leave"))

    assert mine.get(reverse("my_matter")).status_code == 302


def test_a_picture_of_somebody_else_does_not_exist(mine):
    assert mine.get(reverse("my_photo", args=[1])).status_code == 404


def test_the_page_costs_at_most_fifteen_queries(cast, mine, django_assert_max_num_queries):
    answered(cast)
    page(mine)

    with django_assert_max_num_queries(15):
        page(mine)
