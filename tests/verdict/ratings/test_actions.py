"""Verdicts: the resident's alone, once, with an effect; invited for once and by daylight."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import answering, assigning, ending
from sanwen.deliver.matters.models import Answer, AnswerState, Ending, Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.conduct.models import Kind, SealedReport
from sanwen.listen.voices.models import Voice
from sanwen.notices.models import Notice, Topic
from sanwen.verdict.ratings import actions
from sanwen.verdict.ratings.box import box_for
from sanwen.verdict.ratings.delay import opening_time
from sanwen.verdict.ratings.models import Invitation, Satisfaction, Solved, Verdict
from tests.factories.matters import (
    DONE,
    REFUSED,
    Cast,
    answer_of,
    by_email,
    matter,
    taken_in,
    voice_of,
)
from tests.factories.moments import MORNING, SHANGHAI, later

pytestmark = pytest.mark.django_db

JUDGED = later(days=1)


def give(one: Matter, solved: str = Solved.YES, **more: object) -> Verdict:
    said = {"voice": voice_of(one), "answer": answer_of(one), "solved": solved, "now": JUDGED}
    return actions.give(**(said | more))  # type: ignore[arg-type]


def voices(one: Matter) -> list[Voice]:
    return list(Voice.objects.select_related("contact").filter(joining__matter=one).order_by("pk"))


def answered_again(cast: Cast, one: Matter, *, now: datetime) -> Answer:
    one.refresh_from_db()
    assigning.take(matter=one, by=cast.handler, now=now)
    return answering.answer(matter=one, reply=DONE, by=cast.handler, now=now)


def test_solved_closes_the_matter_of_a_single_voice_at_once() -> None:
    one = matter(Cast(), State.ANSWERED)

    verdict = give(one, Solved.YES, satisfaction=5, words=" 谢谢 ")

    one.refresh_from_db()
    assert (one.state, one.ending) == (State.CLOSED, Ending.VERDICT)
    assert (verdict.words, verdict.unit) == ("谢谢", answer_of(one).unit)


def test_a_matter_of_many_closes_when_the_last_of_them_has_judged() -> None:
    one = matter(Cast(), State.ANSWERED, voices=2)
    first, second = voices(one)

    give(one, Solved.YES, voice=first)
    one.refresh_from_db()
    assert one.state == State.ANSWERED

    give(one, Solved.PARTLY, voice=second)
    one.refresh_from_db()
    assert one.state == State.CLOSED


def test_whoever_withdrew_is_not_waited_for() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND, voices=2)
    first, second = voices(one)
    ending.withdraw(voice=second, now=later(hours=4))
    answering.answer(matter=one, reply=DONE, by=cast.handler, now=later(hours=5))

    give(one, Solved.YES, voice=first)
    with pytest.raises(NotAllowed):
        give(one, Solved.NO, voice=second)

    one.refresh_from_db()
    assert one.state == State.CLOSED
    assert Verdict.objects.count() == 1


def test_not_solved_brings_it_back_once_to_the_unit_then_to_the_level_above() -> None:
    cast = Cast()
    one = matter(cast, State.ANSWERED)

    give(one, Solved.NO)
    one.refresh_from_db()
    assert (one.state, one.reopenings, one.lead_unit) == (State.REOPENED, 1, cast.units.roads)

    answered_again(cast, one, now=later(days=2))
    give(one, Solved.NO, now=later(days=3))
    one.refresh_from_db()
    assert (one.state, one.reopenings, one.lead_unit) == (State.REOPENED, 2, cast.units.county)


def test_after_the_level_above_a_third_no_is_kept_and_the_matter_ends() -> None:
    one = matter(Cast(), State.ANSWERED)
    Matter.objects.filter(pk=one.pk).update(reopenings=2)

    give(one, Solved.NO)

    one.refresh_from_db()
    assert (one.state, one.ending) == (State.CLOSED, Ending.VERDICT)
    assert Verdict.objects.get().solved == Solved.NO


@pytest.mark.parametrize(("wanted", "state"), [(False, State.CLOSED), (True, State.REOPENED)])
def test_partly_solved_comes_back_only_when_the_person_asks(wanted: bool, state: State) -> None:
    one = matter(Cast(), State.ANSWERED)

    give(one, Solved.PARTLY, reopen_wanted=wanted)

    one.refresh_from_db()
    assert one.state == state


def test_a_matter_closed_by_silence_can_still_be_judged_and_brought_back() -> None:
    cast = Cast()
    judged, back = matter(cast, State.CLOSED), matter(cast, State.CLOSED)

    give(judged, Solved.YES)
    give(back, Solved.NO)

    judged.refresh_from_db()
    back.refresh_from_db()
    assert (judged.ending, back.state) == (Ending.VERDICT, State.REOPENED)


def test_a_verdict_can_be_changed_for_a_quarter_of_an_hour_and_no_longer() -> None:
    one = matter(Cast(), State.ANSWERED)
    give(one, Solved.YES, satisfaction=5)

    changed = give(one, Solved.PARTLY, satisfaction=3, now=later(JUDGED, minutes=15))
    with pytest.raises(NotAllowed):
        give(one, Solved.NO, now=later(JUDGED, minutes=16))

    kept = Verdict.objects.get()
    assert kept == changed
    assert (kept.solved, kept.satisfaction, kept.given_at) == (Solved.PARTLY, 3, JUDGED)
    one.refresh_from_db()
    assert one.state == State.CLOSED


def test_a_no_that_brought_it_back_cannot_be_taken_back() -> None:
    one = matter(Cast(), State.ANSWERED)
    give(one, Solved.NO)

    with pytest.raises(NotAllowed):
        give(one, Solved.YES, now=later(JUDGED, minutes=1))

    one.refresh_from_db()
    assert one.state == State.REOPENED
    assert Verdict.objects.get().solved == Solved.NO


def test_an_answer_to_somebody_else_cannot_be_judged() -> None:
    cast = Cast()
    one, other = matter(cast, State.ANSWERED), matter(cast, State.ANSWERED)

    with pytest.raises(NotAllowed):
        give(one, voice=voice_of(other))

    assert not Verdict.objects.exists()


def test_an_answer_that_waits_for_its_second_reader_cannot_be_judged() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    unread = answering.answer(matter=one, reply=REFUSED, by=cast.handler, now=later(hours=5))
    assert unread.state == AnswerState.READING

    with pytest.raises(NotAllowed):
        give(one)

    assert box_for(voice_of(one), now=JUDGED) is None


@pytest.mark.parametrize(
    "wrong", [{"solved": "perhaps"}, {"satisfaction": 6}, {"words": "长" * 2001}]
)
def test_a_verdict_that_is_none_is_refused_and_nothing_changes(wrong: dict[str, object]) -> None:
    one = matter(Cast(), State.ANSWERED)

    with pytest.raises(NotAllowed):
        give(one, **wrong)

    one.refresh_from_db()
    assert one.state == State.ANSWERED
    assert not Verdict.objects.exists()


def test_an_old_answer_judged_late_does_not_touch_the_new_one() -> None:
    cast = Cast()
    one = matter(cast, State.ANSWERED, voices=2)
    first, second = voices(one)
    old = answer_of(one)
    give(one, Solved.NO, voice=first)
    answered_again(cast, one, now=later(days=2))

    give(one, Solved.NO, voice=second, answer=old, now=later(days=3))

    one.refresh_from_db()
    assert (one.state, one.reopenings) == (State.ANSWERED, 1)


def test_neither_trail_nor_timeline_tells_who_judged() -> None:
    one = matter(Cast(), State.ANSWERED, voices=2)
    judge = voices(one)[1]
    before = Entry.objects.latest("pk").pk

    give(one, Solved.NO, voice=judge, words="没修")

    written = list(Entry.objects.filter(pk__gt=before))
    assert {row.verb for row in written} >= {"verdict.given", "matter.reopen"}
    told = " ".join(f"{row.actor} {row.subject} {row.details}" for row in written)
    told += " ".join(f"{step.actor} {step.words}" for step in one.steps.filter(at=JUDGED))
    for secret in (judge.ref, judge.contact.pseudonym, "没修"):
        assert secret not in told


def test_pressure_is_sealed_away_from_the_unit() -> None:
    one = matter(Cast(), State.ANSWERED)

    report = actions.press(voice=voice_of(one), words="站长让我改成满意。", now=JUDGED).report

    assert SealedReport.objects.get() == report
    assert report.kind == Kind.PRESSED_TO_RATE
    assert list(report.about_units.all()) == [one.lead_unit]
    assert report.subject == one.trail_ref


def test_each_person_is_invited_once_when_the_hour_has_come() -> None:
    one = matter(Cast(), State.ANSWERED, contact=by_email(), voices=2)
    assert actions.invite_due(now=later(hours=4)) == {"made": 2, "sent": 0}

    for hours in range(4, 60):
        actions.invite_due(now=later(hours=hours))

    sent = Notice.objects.filter(topic=Topic.INVITATION)
    assert {notice.subject for notice in sent} == {voice.ref for voice in voices(one)}
    assert sent.count() == Invitation.objects.exclude(sent_at=None).count() == 2
    assert Entry.objects.filter(verb="verdict.invited").count() == 2


def test_whoever_judged_already_is_not_invited() -> None:
    one = matter(Cast(), State.ANSWERED, contact=by_email())
    actions.invite_due(now=later(hours=4))
    give(one, now=later(hours=5))

    assert actions.invite_due(now=later(days=2))["sent"] == 0

    assert Invitation.objects.get().needless
    assert not Notice.objects.filter(topic=Topic.INVITATION).exists()


def test_an_answer_of_last_week_is_not_invited_for_any_more() -> None:
    matter(Cast(), State.ANSWERED)

    assert actions.invite_due(now=later(days=7)) == {"made": 0, "sent": 0}


def test_a_round_of_invitations_is_bounded() -> None:
    matter(Cast(), State.ANSWERED, voices=3)

    made = [actions.invite_due(now=later(hours=4), most=2)["made"] for _ in range(3)]

    assert made == [2, 1, 0]


@pytest.mark.parametrize("hour", range(24))
def test_the_hour_is_by_daylight_half_a_day_later_and_not_to_be_foreseen(hour: int) -> None:
    sent_at = datetime(2026, 3, 10, hour, 20, tzinfo=SHANGHAI)

    hours = {opening_time(sent_at) for _ in range(40)}

    assert len(hours) == 40
    for moment in hours:
        assert 8 <= timezone.localtime(moment).hour < 20
        assert timedelta(hours=4) <= moment - sent_at <= timedelta(hours=18)
        if 0 <= hour < 16:
            assert moment - sent_at <= timedelta(hours=12)


def test_the_box_says_what_may_be_judged_and_how_often_it_still_comes_back() -> None:
    one = matter(Cast(), State.ANSWERED)
    box = box_for(voice_of(one), now=JUDGED)
    assert box is not None
    assert (box.given, bool(box.ruling), box.reopenings_left) == (None, True, 2)

    give(one, Solved.YES)

    after = box_for(voice_of(one), now=later(JUDGED, hours=1))
    assert after is not None
    assert after.given is not None
    assert not after.ruling


def test_there_is_nothing_to_judge_before_the_answer() -> None:
    assert box_for(taken_in(Cast()).voice, now=MORNING) is None


def test_five_levels_are_the_five_of_the_regulation() -> None:
    assert sorted(Satisfaction.values) == [1, 2, 3, 4, 5]
