"""A hearing: noticed seven days before, its days uncounted at the second review and only there."""

from datetime import date, timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Clock, Step
from sanwen.deliver.matters.states import State as MatterState
from sanwen.notices.models import Notice
from sanwen.people.roles import Role
from sanwen.verdict.reviews.actions import asking, hearing, publishing, reminding
from sanwen.verdict.reviews.models import Review
from tests.factories import reviews
from tests.factories.matters import Cast, by_email, matter
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
SECOND_DUE = date(2026, 4, 9)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_at_the_second_review_its_days_are_added_exactly(cast):
    one = matter(cast, MatterState.IN_SECOND)
    review = reviews.review_of(one)
    assert review.due_on == SECOND_DUE

    by = reviews.reviewer(cast, second=True)
    plan = reviews.plan(later(days=10), days=3)
    hearing.call(review=review, plan=plan, by=by, now=later(days=1))

    review.refresh_from_db()
    clock = Clock.objects.get(matter=one, stopped_at=None)
    assert review.due_on == clock.due_on == SECOND_DUE + timedelta(days=3)
    assert clock.first_due_on == review.first_due_on == SECOND_DUE


def test_at_the_first_review_they_count(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    before = reviews.review_of(one).due_on

    reviews.called(cast, one, later(days=10), later(days=1))

    assert reviews.review_of(one).due_on == before


def test_whoever_asked_is_told_and_nobody_else(cast):
    one = matter(cast, MatterState.ANSWERED, voices=2, contact=by_email())
    reviews.ask(cast, one, later(days=1))

    reviews.called(cast, one, later(days=12), later(days=2))

    step = Step.objects.get(matter=one, verb="hearing")
    assert step.voice == reviews.voice(one)
    assert Notice.objects.filter(key__contains="hearing", contact__isnull=False).count() == 1


def test_the_papers_come_seven_days_before(cast):
    one = matter(cast, MatterState.IN_SECOND)

    with nothing_changes(), pytest.raises(NotAllowed, match="7"):
        reviews.called(cast, one, later(days=7), later(days=1))
    assert reviews.called(cast, one, later(days=8), later(days=1))


def test_it_begins_within_the_period(cast):
    one = matter(cast, MatterState.IN_SECOND)

    with nothing_changes(), pytest.raises(NotAllowed):
        reviews.called(cast, one, later(days=60), later(days=1))


def test_the_minutes_say_how_long_it_really_took(cast):
    one = matter(cast, MatterState.IN_SECOND)
    by = reviews.reviewer(cast, second=True)
    plan = reviews.plan(later(days=10), days=5)
    held = hearing.call(review=reviews.review_of(one), plan=plan, by=by, now=later(days=1))

    told = reviews.minutes((later(days=11)).date())
    hearing.hold(hearing=held, minutes=told, by=by, now=later(days=11))

    assert reviews.review_of(one).due_on == SECOND_DUE + timedelta(days=2)


def test_called_off_the_days_count_again_but_the_first_date_stays(cast):
    one = matter(cast, MatterState.IN_SECOND)
    by = reviews.reviewer(cast, second=True)
    held = reviews.called(cast, one, later(days=10), later(days=1))

    hearing.call_off(hearing=held, because="主持人生病，另行通知。", by=by, now=later(days=9))

    review = reviews.review_of(one)
    assert review.due_on == review.first_due_on == SECOND_DUE


def test_nobody_keeps_minutes_before_it_began_nor_twice(cast):
    one = matter(cast, MatterState.IN_SECOND)
    by = reviews.reviewer(cast, second=True)
    held = reviews.called(cast, one, later(days=10), later(days=1))
    told = reviews.minutes(later(days=10).date())

    with nothing_changes(), pytest.raises(NotAllowed):
        hearing.hold(hearing=held, minutes=told, by=by, now=later(days=5))
    hearing.hold(hearing=held, minutes=told, by=by, now=later(days=10))
    with nothing_changes(), pytest.raises(NotAllowed):
        hearing.hold(hearing=held, minutes=told, by=by, now=later(days=10))
    with nothing_changes(), pytest.raises(NotAllowed):
        hearing.call_off(hearing=held, because="不开了", by=by, now=later(days=10))


def test_somebody_with_a_stake_neither_calls_nor_minutes_it(cast):
    one = matter(cast, MatterState.IN_SECOND)
    held = reviews.called(cast, one, later(days=10), later(days=1))
    stranger = person(Role.HANDLER, cast.units.county)

    with nothing_changes(), pytest.raises(NotAllowed):
        hearing.hold(
            hearing=held, minutes=reviews.minutes(later(days=10).date()), by=stranger,
            now=later(days=10),
        )  # fmt: skip
    with nothing_changes(), pytest.raises(NotAllowed):
        hearing.call_off(hearing=held, because="x", by=stranger, now=later(days=10))


# In public


@pytest.fixture
def heard(cast) -> Review:
    """A second review with a hearing, decided."""
    one = matter(cast, MatterState.IN_SECOND)
    by = reviews.reviewer(cast, second=True)
    held = reviews.called(cast, one, later(days=10), later(days=1))
    hearing.hold(
        hearing=held, minutes=reviews.minutes(later(days=10).date()), by=by, now=later(days=10)
    )
    return reviews.decide(cast, one, later(days=11))


def publish(cast: Cast, review: Review, words: str = "路灯已经修好，维持原意见。") -> Review:
    by = reviews.reviewer(cast, second=True)
    return publishing.publish(review=review, words=words, by=by, now=later(days=12))


def agree(review: Review, *, agreed: bool = True) -> None:
    request = review.requests.select_related("voice__contact").get()
    publishing.consent(request=request, agreed=agreed, voice=request.voice, now=later(days=12))


def test_without_everybodys_yes_nothing_is_made_public(cast, heard):
    with nothing_changes(), pytest.raises(NotAllowed, match="agree|同意"):
        publish(cast, heard)


def test_with_a_telephone_number_in_it_nothing_is_made_public(cast, heard):
    agree(heard)

    with nothing_changes(), pytest.raises(NotAllowed):
        publish(cast, heard, "请打13900000001找诉求人。")


def test_agreed_and_masked_it_is_public_until_the_yes_is_taken_back(cast, heard, client):
    agree(heard)
    publish(cast, heard)
    assert "路灯已经修好" in client.get("/opinions/").content.decode()

    agree(heard, agreed=False)

    heard.refresh_from_db()
    assert (heard.public_words, heard.public_at) == ("", None)
    assert "路灯已经修好" not in client.get("/opinions/").content.decode()


def test_only_the_body_makes_it_public(cast, heard):
    agree(heard)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.publish(review=heard, words="维持。", by=cast.head, now=later(days=12))


def test_what_was_not_heard_stays_unpublished(cast):
    one = matter(cast, MatterState.FINISHED)
    review = reviews.review_of(one)
    agree(review)

    with nothing_changes(), pytest.raises(NotAllowed):
        publish(cast, review)


# Late


def test_a_review_past_its_date_is_told_once(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    head = reviews.reader(cast)

    assert reminding.tell_late(now=later(days=10)) == 0
    assert reminding.tell_late(now=later(days=40)) == 2
    assert reminding.tell_late(now=later(days=41)) == 0
    told = Notice.objects.filter(subject=reviews.review_of(one).ref, key__contains="late")
    assert set(told.values_list("staff", flat=True)) == {supervisor.pk, head.pk}


def test_only_who_asked_takes_it_back(cast):
    one = matter(cast, MatterState.ANSWERED, voices=2)
    reviews.ask(cast, one, later(days=1))
    other = one.joinings.select_related("voice__contact").order_by("pk").last().voice

    with nothing_changes(), pytest.raises(NotAllowed):
        asking.drop(voice=other, now=later(days=2))
