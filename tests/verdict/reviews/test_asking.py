"""Asking for a review: by code, by way of a clerk, late, together, and taken back."""

from datetime import date, timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import answering, clocks
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Part, Step, Way
from sanwen.deliver.matters.states import State as MatterState
from sanwen.listen.voices.models import Voice
from sanwen.notices.models import Notice, Topic
from sanwen.people.roles import Role
from sanwen.verdict.reviews.actions import asking, deciding, serving
from sanwen.verdict.reviews.models import How, Request, ReviewBody
from sanwen.verdict.reviews.states import State
from tests.factories import reviews
from tests.factories.matters import Cast, answer_of, by_email, matter
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def delivered(one: Matter, now=MORNING) -> None:
    answering.deliver(
        answer=answer_of(one), voice=reviews.voice(one), way=Way.PAGE, by=CLERK, now=now
    )


class _Clerk:
    actor_ref = "staff:clerk"


CLERK = _Clerk()


def test_asked_in_time_it_begins_at_once_and_thirty_days_run(cast):
    one = matter(cast, MatterState.ANSWERED, contact=by_email())
    reader = cast.who(Role.HANDLER, cast.units.county)

    asked = reviews.ask(cast, one, later(days=2))

    one.refresh_from_db()
    review = asked.review
    clock = Clock.objects.get(matter=one, stopped_at=None)
    assert one.state == MatterState.IN_REVIEW
    assert (review.state, review.body) == (State.UNDER_WAY, cast.units.county)
    assert review.due_on == date(2026, 4, 11) == clock.due_on
    assert clock.rule == "petition.review"
    assert Notice.objects.filter(topic=Topic.REVIEW, staff=reader, subject=review.ref).exists()


def test_the_body_can_read_the_matter_and_the_one_that_answered_has_no_part_in_the_review(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    part = Assignment.objects.get(matter=one, part=Part.REVIEW, ended_at=None)

    assert part.unit == cast.units.county
    assert Matter.objects.visible_to(reviews.reviewer(cast)).filter(pk=one.pk).exists()


def test_the_thirty_days_are_those_of_the_persons_own_delivery(cast):
    one = matter(cast, MatterState.ANSWERED)
    delivered(one, MORNING)

    place = asking.place_of(reviews.voice(one), one)

    # 9 April 2026 is a Thursday: nothing to roll over.
    assert place.until == date(2026, 4, 9)


@pytest.mark.parametrize(("days", "begins"), [(30, True), (31, False)])
def test_the_last_day_is_still_in_time_and_the_next_is_late(cast, days, begins):
    one = matter(cast, MatterState.ANSWERED)
    delivered(one, MORNING)

    asked = reviews.ask(cast, one, later(days=days))

    assert (asked.review.state == State.UNDER_WAY) is begins


def test_a_late_request_is_taken_in_and_changes_nothing_until_a_person_decides(cast):
    one = matter(cast, MatterState.CLOSED)
    delivered(one, MORNING)

    asked = reviews.ask(cast, one, later(days=60))

    one.refresh_from_db()
    assert one.state == MatterState.CLOSED
    assert asked.review.state == State.ASKED
    assert Step.objects.filter(matter=one, verb="late_review", voice=asked.voice).exists()


def test_a_person_takes_up_a_late_request(cast):
    one = matter(cast, MatterState.CLOSED)
    delivered(one, MORNING)
    asked = reviews.ask(cast, one, later(days=60))

    deciding.take_up(
        review=asked.review, because="住院期间无法查收。", by=reviews.reviewer(cast),
        now=later(days=61),
    )  # fmt: skip

    one.refresh_from_db()
    assert one.state == MatterState.IN_REVIEW
    assert Clock.objects.get(matter=one, stopped_at=None).due_on == date(2026, 6, 8)


def test_a_second_person_in_time_starts_what_a_late_one_asked(cast):
    one = matter(cast, MatterState.CLOSED, voices=2)
    first, other = _voices(one)
    answering.deliver(answer=answer_of(one), voice=first, way=Way.PAGE, by=CLERK, now=MORNING)
    late = asking.ask(voice=first, words="还是不亮", now=later(days=60))

    asking.ask(voice=other, words="我也不服", now=later(days=60))

    late.review.refresh_from_db()
    assert late.review.state == State.UNDER_WAY
    assert Request.objects.filter(review=late.review).count() == 2


def test_further_voices_join_the_one_that_runs(cast):
    one = matter(cast, MatterState.ANSWERED, voices=2)
    first, other = _voices(one)
    review = asking.ask(voice=first, words="不服", now=later(days=1)).review

    joined = asking.ask(voice=other, words="我也不服", now=later(days=3))

    assert joined.review == review
    assert joined.review.due_on == review.due_on


def test_nobody_asks_twice(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    with nothing_changes(), pytest.raises(NotAllowed, match="already|已经"):
        asking.ask(voice=reviews.voice(one), words="再说一遍", now=later(days=1))


@pytest.mark.parametrize(
    "state", [MatterState.REGISTERED, MatterState.IN_HAND, MatterState.REDIRECTED]
)
def test_without_an_answer_there_is_nothing_to_review(cast, state):
    one = matter(cast, state)

    with nothing_changes(), pytest.raises(NotAllowed):
        asking.ask(voice=reviews.voice(one), words="不服", now=later(days=1))


def test_taken_back_it_ends_when_nobody_asks_any_more(cast):
    one = matter(cast, MatterState.ANSWERED, voices=2)
    first, other = _voices(one)
    review = asking.ask(voice=first, words="不服", now=later(days=1)).review
    asking.ask(voice=other, words="我也不服", now=later(days=1))

    asking.drop(voice=first, now=later(days=2))
    one.refresh_from_db()
    assert one.state == MatterState.IN_REVIEW

    asking.drop(voice=other, now=later(days=3))
    one.refresh_from_db()
    review.refresh_from_db()
    assert (one.state, one.ending) == (MatterState.CLOSED, "review")
    assert review.state == State.DROPPED
    assert not Clock.objects.filter(matter=one, stopped_at=None).exists()


def test_who_took_it_back_may_ask_again_in_their_time(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    asking.drop(voice=reviews.voice(one), now=later(days=2))

    again = asking.ask(voice=reviews.voice(one), words="想好了，还是不服", now=later(days=3))

    assert again.review.state == State.UNDER_WAY
    assert not again.review.is_second


def test_a_clerk_writes_down_what_is_said_on_the_day_it_was_said(cast):
    one = matter(cast, MatterState.ANSWERED)
    delivered(one, MORNING)

    asked = asking.take_down(
        voice=reviews.voice(one), words="老人口述：灯没修好。", how=How.LETTER,
        asked_at=later(days=30), by=cast.clerk, now=later(days=33),
    )  # fmt: skip

    assert asked.taken_down_by == cast.clerk.actor_ref
    assert asked.review.state == State.UNDER_WAY
    assert asked.review.due_on == (MORNING + timedelta(days=60)).date()


def test_only_the_desk_takes_it_down(cast):
    one = matter(cast, MatterState.ANSWERED)

    with nothing_changes(), pytest.raises(NotAllowed):
        asking.take_down(
            voice=reviews.voice(one), words="口述", how=How.PERSON, by=cast.head, now=later(days=1)
        )


def test_where_no_body_is_ours_nothing_is_written_and_the_reason_says_where(cast):
    one = matter(cast, MatterState.ANSWERED)
    ReviewBody.objects.create(unit=cast.units.roads, outside="市交通运输局，电话见门户网站")

    with nothing_changes(), pytest.raises(NotAllowed):
        asking.ask(voice=reviews.voice(one), words="不服", now=later(days=1))
    assert asking.place_of(reviews.voice(one), one).above.outside.startswith("市交通运输局")


def test_the_second_review_goes_to_the_body_above_the_first(cast):
    one = matter(cast, MatterState.REVIEWED)

    asked = reviews.ask(cast, one, later(days=2))

    one.refresh_from_db()
    assert one.state == MatterState.IN_SECOND
    assert asked.review.body == reviews.city()
    assert Clock.objects.get(matter=one, stopped_at=None).rule == "petition.second_review"


def test_each_voice_has_its_own_delivery_and_its_own_second_thirty_days(cast):
    one = matter(cast, MatterState.ANSWERED, voices=2)
    first, other = _voices(one)
    asking.ask(voice=first, words="不服", now=later(days=1))
    reviews.decide(cast, one, later(days=5))
    opinion = reviews.review_of(one).opinions.get()

    early = serving.open_page(opinion=opinion, voice=first, now=later(days=6))
    late = serving.open_page(opinion=opinion, voice=other, now=later(days=20))

    assert early.ask_until == date(2026, 4, 15)
    assert late.ask_until == date(2026, 4, 29)
    # The matter waits for the last of them.
    assert Clock.objects.get(matter=one, stopped_at=None).due_on == late.ask_until


def test_after_a_lapse_whose_days_still_run_may_ask_for_the_second_review(cast):
    one = matter(cast, MatterState.REVIEWED)
    clocks.close_silent(now=later(days=90))
    one.refresh_from_db()
    assert (one.state, one.ending) == (MatterState.CLOSED, "review")

    asked = reviews.ask(cast, one, later(days=91))

    one.refresh_from_db()
    assert asked.review.is_second
    assert one.state == MatterState.IN_SECOND


def _voices(one: Matter):
    return list(
        Voice.objects.select_related("contact").filter(joining__matter=one).order_by("joining__pk")
    )
