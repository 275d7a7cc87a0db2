"""Periods that are over: closed as silence, gone on with, told; each once, and never too early."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from sanwen.core.models import Attempt
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import clocks, ending, keeping, lateness
from sanwen.deliver.matters.models import Clock, Ending, Matter, Presence
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.notices.models import Notice, Topic
from sanwen.people.roles import Role
from tests.factories.matters import Cast, by_email, matter, voice_of
from tests.factories.moments import MORNING, later

pytestmark = pytest.mark.django_db


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def clock_of(matter: Matter, rule: str) -> Clock:
    return Clock.objects.get(matter=matter, rule=rule, stopped_at=None)


def test_the_last_day_belongs_to_the_resident_and_the_next_is_silence_not_content() -> None:
    one = matter(Cast(), State.ANSWERED)
    last = clock_of(one, "service.verdict").due_on

    assert clocks.close_silent(now=noon(last)).done == 0
    assert clocks.close_silent(now=noon(last + timedelta(days=1))).done == 1

    one.refresh_from_db()
    assert (one.state, one.ending) == (State.CLOSED, Ending.SILENCE)
    assert one.outcome == "done"


def test_closing_by_silence_again_does_nothing() -> None:
    one = matter(Cast(), State.ANSWERED)
    now = later(days=40)
    clocks.close_silent(now=now)
    steps, rows = one.steps.count(), Entry.objects.count()

    assert clocks.close_silent(now=now) == clocks.Round()

    assert (one.steps.count(), Entry.objects.count()) == (steps, rows)


def test_a_round_is_bounded_and_says_that_more_waits() -> None:
    cast = Cast()
    for _ in range(3):
        matter(cast, State.ANSWERED)

    assert clocks.close_silent(now=later(days=40), most=2) == clocks.Round(done=2, more=True)
    assert clocks.close_silent(now=later(days=40), most=2) == clocks.Round(done=1)


def test_one_bad_matter_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cast = Cast()
    bad, faster, good = (matter(cast, State.ANSWERED) for _ in range(3))
    close = ending.close_by_silence

    def some(*, matter: Matter, **rest: object) -> Matter:
        if matter == bad:
            raise ValueError("a fault of ours")
        if matter == faster:
            raise NotAllowed("judged a moment ago")
        return close(matter=matter, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ending, "close_by_silence", some)

    assert clocks.close_silent(now=later(days=40)) == clocks.Round(done=1, refused=1, failed=1)
    good.refresh_from_db()
    assert good.state == State.CLOSED
    assert bad.ref in caplog.text


def test_a_question_without_an_answer_lets_the_unit_go_on() -> None:
    one = matter(Cast(), State.WAITING)
    last = clock_of(one, "service.resident").due_on

    assert clocks.stop_waiting(now=noon(last)).done == 0
    assert clocks.stop_waiting(now=noon(last + timedelta(days=1))).done == 1

    one.refresh_from_db()
    assert one.state == State.IN_HAND


def test_a_late_matter_is_told_to_who_has_it_then_weekly_to_supervisors() -> None:
    """The head learns of it by its climbing, and is not told twice."""
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    _head, supervisor = cast.head, cast.who(Role.SUPERVISOR, cast.units.county)
    cast.who(Role.SUPERVISOR, cast.units.town)
    due = one.due_on

    told: dict[int, list[object]] = {}
    for days in range(16):
        before = set(Notice.objects.values_list("pk", flat=True))
        for hour in (9, 15):
            lateness.tell_late(now=noon(due + timedelta(days=days)).replace(hour=hour))
        fresh = Notice.objects.exclude(pk__in=before)
        if fresh:
            told[days] = [(notice.staff, notice.topic, notice.subject) for notice in fresh]

    weekly = (supervisor, Topic.LATE_WEEK, "1")
    assert told.pop(1) == [(cast.handler, Topic.LATE, one.ref)]
    assert all(lines == [weekly] for lines in told.values())
    assert min(told) == 7
    assert len(told) in (2, 3)


def test_a_late_matter_that_nobody_was_given_is_told_to_the_desk() -> None:
    cast = Cast()
    clerk, one = cast.clerk, matter(cast)

    lateness.tell_late(now=noon(one.due_on + timedelta(days=1)))

    assert Notice.objects.get(topic=Topic.LATE).staff == clerk


def test_an_answered_matter_is_never_late() -> None:
    one = matter(Cast(), State.ANSWERED)

    assert lateness.tell_late(now=noon(one.due_on + timedelta(days=1))) == 0


def test_contacts_go_when_their_matter_has_been_over_long_enough(settings: object) -> None:
    cast = Cast()
    settings.CONTACT_DAYS = 100  # type: ignore[attr-defined]
    over = voice_of(matter(cast, State.CLOSED, contact=by_email()))
    still = voice_of(matter(cast, State.IN_HAND, contact=by_email()))

    assert keeping.let_go(now=later(days=99))["contacts"] == 0
    assert keeping.let_go(now=later(days=101))["contacts"] == 1
    assert keeping.let_go(now=later(days=101))["contacts"] == 0

    over.contact.refresh_from_db()
    still.contact.refresh_from_db()
    assert over.contact.held == []
    assert still.contact.held == ["email"]


def test_old_tries_and_old_presences_go() -> None:
    cast = Cast()
    one = matter(cast)
    Presence.objects.create(matter=one, user=cast.clerk, seen_at=MORNING)
    Presence.objects.create(matter=one, user=cast.handler, seen_at=later(days=2))
    Attempt.objects.create(name="wrong-code", source=b"x", window=MORNING)

    done = keeping.let_go(now=later(days=2))

    assert (done["presences"], done["tries"]) == (1, 1)
