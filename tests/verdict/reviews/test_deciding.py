"""What a review decides and what follows: it stands, is changed, or is done anew; then the end."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import take_in
from sanwen.deliver.matters.actions import answering, assigning, clocks, reviewing
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Step, Way
from sanwen.deliver.matters.states import State as MatterState
from sanwen.integrity.audit.models import Entry
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.notices.models import Notice, Topic
from sanwen.people.roles import Role
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.ratings.box import box_for
from sanwen.verdict.reviews.actions import asking, deciding, serving
from sanwen.verdict.reviews.models import Opinion, Result
from sanwen.verdict.reviews.states import MOVES, OPEN, Move, State
from tests.factories import reviews
from tests.factories.matters import DONE, PUBLIC, Cast, answer_of, by_email, matter
from tests.factories.moments import later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def write(cast: Cast, one: Matter, result: str, **more) -> Opinion:
    review = reviews.review_of(one)
    return deciding.write(
        review=review, finding=reviews.finding(result, **more),
        by=reviews.reviewer(cast, second=review.is_second), now=later(days=3),
    )  # fmt: skip


def test_the_states_are_whole():
    assert set(MOVES) == set(State)
    assert {move for ways in MOVES.values() for move in ways} == set(Move)
    assert {state for state, ways in MOVES.items() if ways} == OPEN


def test_that_the_answer_stands_waits_for_a_second_reader(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    head = reviews.reader(cast)

    opinion = write(cast, one, Result.UPHELD)

    one.refresh_from_db()
    assert (opinion.state, one.state) == ("reading", MatterState.IN_REVIEW)
    assert Notice.objects.filter(topic=Topic.REVIEW, staff=head).exists()


def test_agreed_by_the_reader_it_goes_out_and_thirty_days_to_ask_again_run(cast):
    one = matter(cast, MatterState.IN_REVIEW, contact=by_email())
    opinion = write(cast, one, Result.UPHELD)

    deciding.read(opinion=opinion, agreed=True, by=reviews.reader(cast), now=later(days=4))

    one.refresh_from_db()
    review = reviews.review_of(one)
    assert (one.state, review.state) == (MatterState.REVIEWED, State.DECIDED)
    assert Clock.objects.get(matter=one, stopped_at=None).rule == "petition.ask_second_review"
    assert Notice.objects.filter(topic=Topic.NEWS, contact__isnull=False).exists()


def test_sent_back_by_the_reader_it_is_written_anew(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    first = write(cast, one, Result.UPHELD)
    deciding.read(
        opinion=first,
        agreed=False,
        words="现场照片呢？",
        by=reviews.reader(cast),
        now=later(days=4),
    )

    second = write(cast, one, Result.CHANGED)

    first.refresh_from_db()
    one.refresh_from_db()
    assert (first.state, second.state) == ("sent_back", "sent")
    assert one.state == MatterState.REVIEWED


def test_two_opinions_are_not_read_at_once(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    write(cast, one, Result.UPHELD)

    with nothing_changes(), pytest.raises(NotAllowed):
        write(cast, one, Result.CHANGED)


def test_a_changed_answer_that_helps_goes_out_at_once_item_by_item(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    opinion = write(cast, one, Result.CHANGED)

    one.refresh_from_db()
    assert opinion.state == "sent"
    assert [item.ground for item in opinion.items.all()] == ["现场检查记录。"]
    assert (one.state, one.outcome) == (MatterState.REVIEWED, "done")


def test_a_changed_answer_that_refuses_is_read_a_second_time(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    assert write(cast, one, Result.CHANGED, outcome="refused").state == "reading"


def test_the_database_lets_no_no_out_without_a_reader(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    opinion = write(cast, one, Result.UPHELD)

    with pytest.raises(IntegrityError, match="second_reader"), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(state="sent", sent_at=later())


@pytest.mark.parametrize("missing", ["facts", "reasons", "basis", "remedy"])
def test_an_opinion_lacks_nothing(cast, missing):
    one = matter(cast, MatterState.IN_REVIEW)
    told = replace(reviews.finding(), **{missing: "  "})

    with nothing_changes(), pytest.raises(NotAllowed):
        deciding.write(
            review=reviews.review_of(one), finding=told, by=reviews.reviewer(cast), now=later()
        )


def test_sent_back_it_is_done_anew_with_a_new_promise_by_the_unit_as_before(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    write(cast, one, Result.REDO, lead=cast.units.roads)

    one.refresh_from_db()
    step = Step.objects.get(matter=one, verb="redo")
    assert (one.state, one.lead_unit) == (MatterState.REOPENED, cast.units.roads)
    assert Clock.objects.filter(matter=one, stopped_at=None, rule="service.reply").exists()
    assert one.due_on >= one.first_due_on
    assert step.due_on == one.due_on
    assert not step.inside


def test_sent_back_to_the_level_above_the_unit_assists(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    write(cast, one, Result.REDO, lead=cast.units.county)

    one.refresh_from_db()
    parts = dict(
        Assignment.objects.filter(matter=one, ended_at=None).values_list("unit__code", "part")
    )
    assert one.lead_unit == cast.units.county
    assert parts == {"county": "lead", "roads": "assist"}


def test_it_goes_back_to_nobody_else(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    with nothing_changes(), pytest.raises(NotAllowed):
        write(cast, one, Result.REDO, lead=cast.units.water)


def test_against_the_new_answer_the_first_review_can_be_asked_again(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    write(cast, one, Result.REDO, lead=cast.units.roads)
    assigning.take(matter=one, by=cast.handler, now=later(days=4))
    answering.answer(matter=one, reply=DONE, by=cast.handler, now=later(days=5))

    asked = reviews.ask(cast, one, later(days=6))

    assert not asked.review.is_second
    assert asked.review.answer == answer_of(one)


def test_a_late_request_is_not_taken_up_only_by_two_people_and_with_other_ways(cast):
    one = matter(cast, MatterState.CLOSED)
    voice = reviews.voice(one)
    answering.deliver(answer=answer_of(one), voice=voice, way=Way.PAGE, by=PUBLIC, now=later())
    review = asking.ask(voice=voice, words="现在才看到", now=later(days=70)).review

    opinion = deciding.write(
        review=review, finding=reviews.finding(Result.NOT_TAKEN), by=reviews.reviewer(cast),
        now=later(days=71),
    )  # fmt: skip
    assert opinion.state == "reading"
    deciding.read(opinion=opinion, agreed=True, by=reviews.reader(cast), now=later(days=72))

    review.refresh_from_db()
    one.refresh_from_db()
    assert (review.state, one.state) == (State.NOT_TAKEN, MatterState.CLOSED)
    assert Step.objects.filter(matter=one, verb="turn_down", voice=voice).exists()


@pytest.mark.parametrize("result", [Result.UPHELD, Result.CHANGED, Result.REDO])
def test_a_late_request_is_taken_up_before_it_is_decided(cast, result):
    one = matter(cast, MatterState.CLOSED)
    voice = reviews.voice(one)
    answering.deliver(answer=answer_of(one), voice=voice, way=Way.PAGE, by=PUBLIC, now=later())
    asking.ask(voice=voice, words="现在才看到", now=later(days=70))

    with nothing_changes(), pytest.raises(NotAllowed):
        write(cast, one, result, lead=cast.units.roads if result == Result.REDO else None)


def test_one_in_time_cannot_be_declined(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    with nothing_changes(), pytest.raises(NotAllowed):
        write(cast, one, Result.NOT_TAKEN)


def test_the_second_review_ends_the_procedure_and_no_clock_runs(cast):
    one = matter(cast, MatterState.IN_SECOND)

    reviews.decide(cast, one, later(days=2))

    one.refresh_from_db()
    assert one.state == MatterState.FINISHED
    assert not Clock.objects.filter(matter=one, stopped_at=None).exists()
    assert not Assignment.objects.filter(matter=one, ended_at=None).exists()


def test_after_the_end_the_opinion_starts_no_further_period(cast):
    one = matter(cast, MatterState.FINISHED)
    opinion = reviews.review_of(one).opinions.get()

    served = serving.open_page(opinion=opinion, voice=reviews.voice(one), now=later(days=9))

    assert served.ask_until is None


def test_the_same_is_not_decided_again(cast):
    one = matter(cast, MatterState.FINISHED)

    with nothing_changes(), pytest.raises(NotAllowed, match="36|三十六"):
        reviews.ask(cast, one, later(days=9))


def test_new_facts_of_the_same_person_open_a_new_matter_without_a_question(cast):
    """At intake nothing asks whether an old matter is finished."""
    one = matter(cast, MatterState.FINISHED)
    draft = Draft(
        text=f"有新的事实，前一事项 {one.ref}：昨天又停电。", channel=Channel.WEB,
        contact=by_email(), submission_key="after",
    )  # fmt: skip

    taken = take_in(draft, received_by=cast.units.desk, by=PUBLIC, now=later(days=40))

    assert taken.matter != one
    assert taken.matter.state == MatterState.REGISTERED


@pytest.mark.parametrize(("role", "unit"), [(Role.INTAKE, "desk"), (Role.HANDLER, "roads")])
def test_help_goes_on_by_the_desk_or_the_unit(cast, role, unit):
    one = matter(cast, MatterState.FINISHED)
    by = cast.who(role, getattr(cast.units, unit))

    reviewing.help_on(matter=one, words="社区可以代办低保申请。", by=by, now=later(days=20))

    one.refresh_from_db()
    step = Step.objects.get(matter=one, verb="help")
    assert one.state == MatterState.FINISHED
    assert (step.words, step.unit.code) == ("社区可以代办低保申请。", unit)


def test_nobody_else_helps_in_their_name(cast):
    one = matter(cast, MatterState.FINISHED)

    with nothing_changes(), pytest.raises(NotAllowed):
        reviewing.help_on(matter=one, words="好", by=cast.who(Role.HANDLER, cast.units.water))


def test_nobody_asked_again_so_it_is_closed_after_the_review(cast):
    one = matter(cast, MatterState.REVIEWED)

    assert clocks.close_silent(now=later(days=20)).done == 0
    assert clocks.close_silent(now=later(days=40)).done == 1

    one.refresh_from_db()
    assert (one.state, one.ending) == (MatterState.CLOSED, "review")
    assert Step.objects.filter(matter=one, verb="review_over").exists()


@pytest.mark.parametrize(
    "state",
    [
        MatterState.IN_REVIEW,
        MatterState.REVIEWED,
        MatterState.IN_SECOND,
        MatterState.FINISHED,
    ],
)
def test_solved_or_not_can_be_said_at_any_time_and_brings_nothing_back(cast, state):
    one = matter(cast, state)
    voice = reviews.voice(one)
    box = box_for(voice, now=later(days=3))

    ratings.give(voice=voice, answer=box.answer, solved="no", now=later(days=3))

    one.refresh_from_db()
    assert box.looked_at
    assert one.state == state


def test_every_step_of_it_stands_in_the_trail_without_words(cast):
    one = matter(cast, MatterState.FINISHED)
    review = reviews.review_of(one)

    verbs = list(Entry.objects.filter(subject=review.trail_ref).values_list("verb", flat=True))
    assert {"review.asked", "review.opinion_written", "review.opinion_read", "review.decided"} <= (
        set(verbs)
    )
    told = "".join(Entry.objects.filter(subject=review.trail_ref).values_list("details", flat=True))
    assert reviews.WHY not in told


def test_the_first_promise_of_a_review_is_kept(cast):
    one = matter(cast, MatterState.IN_REVIEW)

    assert reviews.review_of(one).first_due_on == date(2026, 4, 9)
