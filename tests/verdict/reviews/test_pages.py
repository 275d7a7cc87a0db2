"""The pages of staff: the queue, one review, each verb, the clerk's form, the table of bodies."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.deliver.matters.states import State as MatterState
from sanwen.deliver.papers.models import Paper
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.reviews.actions import deciding
from sanwen.verdict.reviews.models import ReviewBody
from sanwen.verdict.reviews.states import State
from tests.factories import reviews
from tests.factories.matters import Cast, matter
from tests.factories.moments import MORNING, later
from tests.factories.people import also
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
OPINION = {
    "facts": "灯亮。",
    "reasons": "一致。",
    "basis": "第三十五条。",
    "remedy": "可以请求复核。",
}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MORNING + timedelta(days=2), tick=False) as moment:
        yield moment


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def at(name: str, review, *more: object) -> str:
    return reverse(name, args=[review.pk, *more])


def test_the_queue_shows_what_is_due_first(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))

    page = signed_in(client, reviews.reviewer(cast)).get(reverse("reviews"), headers=EN)

    assert review.ref in page.content.decode()
    assert page.context["late"] == 0


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.HANDLER, "county", 200),
        (Role.SUPERVISOR, "county", 200),
        (Role.HANDLER, "roads", 404),
        (Role.HANDLER, "water", 404),
        (Role.AUDITOR, "county", 404),
    ],
)
def test_what_one_may_not_see_is_not_there(cast, client, role, unit, status):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    user = cast.who(role, getattr(cast.units, unit))

    assert signed_in(client, user).get(at("review", review)).status_code == status


def test_the_page_holds_request_answer_and_first_words(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))

    text = signed_in(client, reviews.reviewer(cast)).get(at("review", review)).content.decode()

    assert reviews.WHY in text
    assert "3月12日已更换灯头" in text
    assert "uphold/" in text


def test_whoever_answered_reads_the_opinion_but_not_the_request(cast, client):
    review = reviews.review_of(matter(cast, MatterState.REVIEWED))

    text = signed_in(client, cast.head).get(at("review", review)).content.decode()

    assert "检修记录和现场情况一致" in text
    assert reviews.WHY not in text


def test_somebody_with_a_stake_is_told_before_they_try(cast, client):

    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    user = also(cast.handler, Role.HANDLER, cast.units.county)

    text = signed_in(client, user).get(at("review", review), headers=EN).content.decode()

    assert "Somebody else decides" in text
    assert "uphold/" not in text


def test_upholding_waits_for_the_reader_who_lets_it_out(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    page = signed_in(client, reviews.reviewer(cast)).get(at("review_decide", review, "uphold"))
    assert "第三十五条" in page.content.decode()

    client.post(at("review_decide", review, "uphold"), OPINION)
    signed_in(client, reviews.reader(cast)).post(at("review_read", review), {"agreed": "yes"})

    review.refresh_from_db()
    assert review.state == State.DECIDED


def test_changing_goes_item_by_item_and_each_has_its_ground(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    rows = {
        "item-TOTAL_FORMS": "2", "item-INITIAL_FORMS": "1", "item-0-asked": "灯",
        "item-1-asked": "",
        "item-0-reply": "一周内修好", "item-0-ground": "", "outcome": "done",
    }  # fmt: skip
    client = signed_in(client, reviews.reviewer(cast))

    with nothing_changes():
        assert client.post(at("review_decide", review, "change"), OPINION | rows).status_code == 422
    told = OPINION | rows | {"item-0-ground": "现场"}
    assert client.post(at("review_decide", review, "change"), told).status_code == 302

    review.refresh_from_db()
    assert review.opinions.get().items.get().ground == "现场"


def test_sending_back_names_who_does_it(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))

    signed_in(client, reviews.reviewer(cast)).post(
        at("review_decide", review, "redo"), OPINION | {"lead": cast.units.roads.pk}
    )

    review.matter.refresh_from_db()
    assert review.matter.state == MatterState.REOPENED


def test_a_refusal_keeps_what_was_typed(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)

    client = signed_in(client, supervisor)
    with nothing_changes():
        page = client.post(at("review_decide", review, "uphold"), OPINION)

    assert page.status_code == 403
    assert "一致。" in page.content.decode()


def test_a_hearing_is_called_minuted_and_called_off(cast, client, now):
    review = reviews.review_of(matter(cast, MatterState.IN_SECOND))
    client = signed_in(client, reviews.reviewer(cast, second=True))
    told = {
        "about": "路灯", "begins_at": "2026-03-25T09:30", "until_day": "2026-03-25",
        "place": "会议室", "chair": "复核办主任",
    }  # fmt: skip
    assert client.post(at("review_hearing", review), told).status_code == 302
    one = review.hearings.get()
    assert client.get(at("review", review)).status_code == 200

    assert client.get(at("review_minutes", review, one.pk)).status_code == 200
    client.post(at("review_call_off", review, one.pk), {"because": "改期"})
    client.post(at("review_hearing", review), told)
    other = review.hearings.last()
    now.move_to(later(days=15))
    client = signed_in(client, reviews.reviewer(cast, second=True))
    client.post(
        at("review_minutes", review, other.pk),
        {"took_part": "双方", "minutes": "说了。", "until_day": "2026-03-25"},
    )

    other.refresh_from_db()
    assert other.minutes == "说了。"
    assert client.get(at("review", review)).status_code == 200


def test_a_late_request_is_taken_up_or_declined_by_a_person(cast, client, now):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    client = signed_in(client, reviews.reviewer(cast))
    type(review).objects.filter(pk=review.pk).update(state=State.ASKED)

    text = client.get(at("review", review)).content.decode()
    assert "take-up/" in text
    assert "decline/" in text
    assert "hearing/" not in text
    assert "第三十五条" in client.get(at("review_decide", review, "decline")).content.decode()
    assert client.get(at("review_take_up", review)).status_code == 200


@pytest.mark.parametrize("kind", ["review_acceptance", "review", "hearing"])
def test_a_paper_is_filled_from_the_review(cast, client, kind):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    reviews.called(cast, review.matter, later(days=12), later(days=2))
    by = reviews.reviewer(cast)
    deciding.write(review=review, finding=reviews.finding(), by=by, now=later(days=2))

    asked = review.requests.get()
    page = signed_in(client, by).post(at("review_paper", review, asked.pk, kind))

    paper = Paper.objects.get(kind=kind)
    assert page.headers["Location"] == reverse("paper_change", args=[paper.pk])
    assert (paper.unit, paper.voice) == (cast.units.county, asked.voice)
    wanted = {
        "review_acceptance": ("which_review", "复查"),
        "review": ("verdict_of_review", "维持原意见"),
        "hearing": ("hearing_place", "镇政府二楼会议室"),
    }[kind]
    assert paper.filled[wanted[0]] == wanted[1]
    assert client.get(page.headers["Location"]).status_code == 200


def test_the_second_opinion_says_how_many_days_were_heard(cast, client):
    review = reviews.review_of(matter(cast, MatterState.IN_SECOND))
    reviews.called(cast, review.matter, later(days=12), later(days=2))
    by = reviews.reviewer(cast, second=True)
    deciding.write(review=review, finding=reviews.finding(), by=by, now=later(days=2))

    signed_in(client, by).post(
        at("review_paper", review, review.requests.get().pk, "second_review")
    )

    filled = Paper.objects.get(kind="second_review").filled
    assert filled["heard_days"] == "1"
    assert filled["reviewed"].endswith("作出的复查意见")


def test_the_desk_writes_down_what_somebody_says(cast, client):
    one = matter(cast, MatterState.ANSWERED)
    address = reverse("review_new", args=[one.pk])
    client = signed_in(client, cast.clerk)
    assert address in client.get(reverse("matter", args=[one.pk])).content.decode()
    told = {
        "voice": reviews.voice(one).pk,
        "how": "person",
        "asked_on": "2026-03-11",
        "words": "没修好",
    }

    assert client.post(address, told).status_code == 422
    page = client.post(address, told | {"read_back": "on"})

    review = reviews.review_of(one)
    assert page.headers["Location"] == at("review", review)
    assert review.requests.get().how == "person"


def test_only_the_desk_has_that_form(cast, client):
    one = matter(cast, MatterState.ANSWERED)

    client = signed_in(client, cast.head)
    with nothing_changes():
        page = client.get(reverse("review_new", args=[one.pk]))
    assert page.status_code == 403


def test_help_is_written_on_the_page_of_a_finished_matter(cast, client):
    one = matter(cast, MatterState.FINISHED)
    address = reverse("matter_help", args=[one.pk])
    client = signed_in(client, cast.clerk)
    assert address in client.get(reverse("matter", args=[one.pk])).content.decode()

    client.post(address, {"version": one.version, "words": "社区可以代办。"})

    assert one.steps.filter(verb="help", words="社区可以代办。").exists()


def test_the_table_of_bodies_is_the_administrators(cast, client):
    admin = cast.who(Role.ADMINISTRATOR, cast.units.county)
    client = signed_in(client, admin)
    told = {"unit": cast.units.roads.pk, "body": "", "outside": "市交通局，0199"}

    assert client.get(reverse("review_bodies")).status_code == 200
    both = told | {"body": cast.units.desk.pk}
    assert client.post(reverse("review_bodies"), both).status_code == 422
    assert client.post(reverse("review_bodies"), told).status_code == 302
    assert ReviewBody.objects.get().outside == "市交通局，0199"
    assert signed_in(client, cast.head).get(reverse("review_bodies")).status_code == 403


def test_the_queue_costs_the_same_however_long_it_is(cast, client, django_assert_max_num_queries):
    for _ in range(3):
        matter(cast, MatterState.IN_REVIEW)
    client = signed_in(client, reviews.reviewer(cast))
    client.get(reverse("reviews"))

    with django_assert_max_num_queries(12):
        client.get(reverse("reviews"))
