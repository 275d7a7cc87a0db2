"""By code: asking another body, reading its opinion, asking again, and what is left at the end."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.core import codes
from sanwen.deliver.matters.actions import reviewing
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.listen.voices.actions import code_hash
from sanwen.verdict.reviews.actions import asking, hearing
from sanwen.verdict.reviews.models import Request, Result, ReviewBody, Served
from tests.factories import reviews
from tests.factories.matters import Cast, matter
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def now():
    with time_machine.travel(MORNING + timedelta(days=2), tick=False) as moment:
        yield moment


def holding(client: Client, one: Matter, number: int = 0) -> Client:
    voice = one.joinings.select_related("voice").order_by("pk")[number].voice
    code = codes.make(f"a test of reviews {voice.pk}".encode())
    type(voice).objects.filter(pk=voice.pk).update(code_hash=code_hash(code))
    client.post(reverse("my_code"), {"code": code})
    return client


def page(client: Client, name: str = "my_matter") -> str:
    return client.get(reverse(name), headers=EN).content.decode()


def test_the_page_says_who_decides_and_by_when_before_anything_is_written(cast, client, now):
    client = holding(client, matter(cast, State.ANSWERED))
    page(client)

    text = page(client, "my_review")

    assert "County" in text
    assert "Saturday 11 April 2026" in text
    assert "Roads has no say" in text
    assert "You have time until" in text


def test_asked_in_own_words_it_runs_and_the_page_says_so(cast, client, now):
    one = matter(cast, State.ANSWERED)
    client = holding(client, one)
    page(client)

    client.post(reverse("my_review"), {"words": "灯还是不亮"})

    one.refresh_from_db()
    assert one.state == State.IN_REVIEW
    text = page(client)
    assert "County is looking at the answer again." in text
    assert "The review is running" in text
    assert "灯还是不亮" in text


def test_without_words_nothing_is_asked(cast, client, now):
    client = holding(client, matter(cast, State.ANSWERED))
    page(client)

    with nothing_changes():
        assert client.post(reverse("my_review"), {"words": " "}).status_code == 422


def test_after_the_thirty_days_the_form_is_still_there(cast, client, now):
    one = matter(cast, State.ANSWERED)
    client = holding(client, one)
    page(client)
    now.move_to(later(days=50))
    client = holding(client, one)

    text = page(client, "my_review")
    assert "Your 30 days have passed" in text
    client.post(reverse("my_review"), {"words": "住院了"})

    text = page(client)
    assert "You asked after your 30 days" in text
    assert Request.objects.get().review.state == "asked"


def test_nobody_reads_what_another_asked(cast, client, now):
    one = matter(cast, State.ANSWERED, voices=2)
    asking.ask(voice=reviews.voice(one), words="只有我写的话", now=later(days=1))

    text = page(holding(client, one, 1))

    assert "只有我写的话" not in text
    assert "Join it with your own words" in text


def test_a_late_request_of_another_is_not_shown(cast, client, now):
    one = matter(cast, State.ANSWERED, voices=2)
    first = one.joinings.select_related("voice__contact").order_by("pk")[0].voice
    other = holding(Client(), one)
    page(other)
    now.move_to(later(days=50))
    asking.ask(voice=first, words="晚了", now=later(days=50))

    assert "after your 30 days" not in page(holding(client, one, 1))


def test_taken_back_it_is_closed_and_can_be_asked_again(cast, client, now):
    one = matter(cast, State.IN_REVIEW)
    client = holding(client, one)

    client.post(reverse("my_review_back"))

    one.refresh_from_db()
    assert one.state == State.CLOSED
    assert 'href="/my/review/"' in page(client)


def test_opening_the_page_delivers_the_opinion_once_and_starts_the_next_thirty_days(
    cast, client, now
):
    client = holding(client, matter(cast, State.REVIEWED))

    text = page(client)
    page(client)

    assert Served.objects.count() == 1
    assert "The opinion after the review" in text
    assert "You can ask for a second review until" in text


def test_the_second_one_is_asked_of_the_body_above(cast, client, now):
    client = holding(client, matter(cast, State.REVIEWED))
    reviews.body(cast, second=True)
    page(client)

    assert "Other people than in the first review" in page(client, "my_review")
    client.post(reverse("my_review"), {"words": "还是不服"})

    assert "City is looking at it a second time." in page(client)


def test_where_the_tree_ends_the_page_says_where_to_go(cast, client, now):
    client = holding(client, matter(cast, State.REVIEWED))
    ReviewBody.objects.all().delete()

    text = page(client, "my_review")
    assert "Please ask this body directly" in text
    assert "<textarea" not in text

    ReviewBody.objects.create(unit=cast.units.county, outside="市信访局，滨河路1号")
    assert "滨河路1号" in page(client, "my_review")


def test_at_the_end_the_page_says_so_gently_and_names_what_is_left(cast, client, now):
    one = matter(cast, State.FINISHED)

    text = page(holding(client, one))

    assert "Art. 36" in text
    assert "It says nothing about you" in text
    assert f"/say/?after={one.ref}" in text
    assert 'href="/my/review/"' not in text


def test_new_facts_begin_a_new_message_that_names_the_old_matter(cast, client, now):
    one = matter(cast, State.FINISHED)

    assert f"after {one.ref}:" in client.get(f"/say/?after={one.ref}", headers=EN).content.decode()
    for strange in ("<b>", "M-1x", "V-1", "M-" + "1" * 40):
        page_ = client.get("/say/", {"after": strange}, headers=EN)
        assert "New facts or reasons, after" not in page_.content.decode()


def test_help_given_later_is_read_there(cast, client, now):
    one = matter(cast, State.FINISHED)
    reviewing.help_on(matter=one, words="社区可以代办低保。", by=cast.clerk, now=later(days=2))

    assert "社区可以代办低保。" in page(holding(client, one))


def test_a_hearing_is_shown_to_who_asked_with_the_new_date(cast, client, now):
    one = matter(cast, State.IN_SECOND)
    reviews.called(cast, one, later(days=12), later(days=1))

    text = page(holding(client, one))

    assert "镇政府二楼会议室" in text
    assert "the days of the hearing are not counted" in text


def test_a_public_opinion_is_asked_for_and_the_yes_can_be_taken_back(cast, client, now):
    one = matter(cast, State.IN_SECOND)
    by = reviews.reviewer(cast, second=True)
    held = reviews.called(cast, one, later(days=10), later(days=1))
    now.move_to(later(days=12))
    hearing.hold(hearing=held, minutes=reviews.minutes(held.from_day), by=by, now=later(days=11))
    reviews.decide(cast, one, later(days=12))
    client = holding(client, one)
    assert "only if you agree" in page(client)
    asked = Request.objects.get(review__earlier__isnull=False)

    client.post(reverse("my_review_public"), {"request": asked.pk, "agreed": "yes"})
    asked.refresh_from_db()
    assert asked.public_agreed_at
    client.post(reverse("my_review_public"), {"request": asked.pk, "agreed": "no"})
    asked.refresh_from_db()
    assert asked.public_agreed_at is None


def test_nobody_agrees_for_another(cast, client, now):
    one = matter(cast, State.FINISHED, voices=2)
    asked = Request.objects.first()

    client = holding(client, one, 1)
    with nothing_changes():
        page_ = client.post(reverse("my_review_public"), {"request": asked.pk, "agreed": "yes"})
    assert page_.status_code == 404


def test_sent_back_the_page_says_the_new_date(cast, client, now):
    one = matter(cast, State.IN_REVIEW)
    reviews.decide(cast, one, later(days=1), Result.REDO)

    text = page(holding(client, one))

    assert "sent it back to be done anew" in text
    assert "It was reopened" in text


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.REVIEWED, State.FINISHED])
def test_solved_or_not_can_still_be_said(cast, client, now, state):
    client = holding(client, matter(cast, state))
    page(client)

    assert "Your verdict counts; the answer itself is decided in the review" in page(
        client, "my_verdict"
    )


def test_the_record_holds_every_review_with_ones_own_words(cast, client, now):
    client = holding(client, matter(cast, State.FINISHED))
    page(client)

    told = json.loads(client.get(reverse("my_record")).content)["reviews"]

    assert [one["second"] for one in told] == [False, True]
    assert told[0]["words"] == reviews.WHY
    assert told[0]["opinion"]["basis"] == "《信访工作条例》第三十五条。"
    assert told[0]["ask_until"]
    assert told[1]["ask_until"] is None


def test_without_the_code_nothing_is_asked(client):
    assert client.post(reverse("my_review"), {"words": "x"}).headers["Location"] == reverse(
        "my_code"
    )
    assert client.post(reverse("my_review_back")).headers["Location"] == reverse("my_code")
