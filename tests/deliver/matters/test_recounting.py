"""A date counted before the days off were known is counted again; promises and rights stay."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import asking, recounting
from sanwen.deliver.matters.models import Clock, Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.listen.voices.models import Voice
from sanwen.places import calendar
from sanwen.places.actions import import_notice, load_shipped
from sanwen.places.calendar_import import DayRow
from tests.factories.matters import Cast, matter, taken_in, voice_of
from tests.factories.moments import SHANGHAI, later

pytestmark = pytest.mark.django_db

OPERATOR = Machine("command")
# Nobody has said yet which days of this autumn are off.
UNKNOWN = datetime(2031, 9, 29, 9, 30, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _known_years() -> object:
    calendar.forget()
    load_shipped(by=OPERATOR)
    calendar.forget()
    yield
    calendar.forget()


def notice_comes(*, off: int = 5) -> None:
    """The first days of October are off; the five working days of a reply reach further."""
    rows = [DayRow(date(2031, 10, day), False, True, "国庆节", 2031) for day in range(1, off + 1)]
    import_notice(by=OPERATOR, year=2031, title="2031", source="test", rows=rows)
    calendar.forget()


def reply(one: Matter) -> Clock:
    return Clock.objects.get(matter=one, rule="service.reply", stopped_at=None)


def test_the_date_moves_the_promise_stays_and_it_is_recorded() -> None:
    one = matter(Cast(), now=UNKNOWN)
    assert one.due_is_provisional
    promised = one.first_due_on
    notice_comes()

    run = recounting.recompute(now=later(UNKNOWN, hours=5))

    one.refresh_from_db()
    assert run.moved == 1
    assert one.first_due_on == promised == date(2031, 10, 6)
    assert (one.due_on, one.due_is_provisional) == (date(2031, 10, 9), False)
    assert reply(one).due_on == one.due_on
    assert Entry.objects.get(verb="matter.recount").subject == one.trail_ref
    assert one.steps.get(verb="recount").due_on == one.due_on


def test_counting_again_changes_nothing() -> None:
    matter(Cast(), now=UNKNOWN)
    notice_comes()
    recounting.recompute()
    rows = Entry.objects.count()

    assert recounting.recompute() == recounting.Recount()

    assert Entry.objects.count() == rows


def test_a_year_without_days_off_only_takes_the_provisional_mark_away() -> None:
    one = matter(Cast(), now=UNKNOWN)
    before = one.due_on
    notice_comes(off=0)

    assert recounting.recompute().moved == 0

    one.refresh_from_db()
    assert (one.due_on, one.due_is_provisional) == (before, False)


def test_approved_days_stay_added() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND, now=UNKNOWN)
    wanted = asking.ask_for_time(
        matter=one, days=10, reason="等材料。", by=cast.handler, now=later(UNKNOWN, hours=5)
    )
    asking.decide_on_time(
        extension=wanted, approved=True, by=cast.head, now=later(UNKNOWN, hours=6)
    )
    notice_comes()

    recounting.recompute()

    one.refresh_from_db()
    assert one.due_on == date(2031, 10, 9) + timedelta(days=10)


def test_what_a_resident_was_told_they_have_is_never_shortened() -> None:
    one = matter(Cast(), State.WAITING, now=UNKNOWN)
    theirs = Clock.objects.get(matter=one, rule="service.resident", stopped_at=None)
    Clock.objects.filter(pk=theirs.pk).update(due_on=theirs.due_on + timedelta(days=20))
    notice_comes()

    recounting.recompute()

    told = theirs.due_on + timedelta(days=20)
    theirs.refresh_from_db()
    assert (theirs.due_on, theirs.provisional) == (told, False)


def test_a_run_that_is_broken_off_says_where_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    matters = [matter(cast, now=UNKNOWN) for _ in range(3)]
    notice_comes()
    monkeypatch.setattr(recounting, "MOST", 2)
    monkeypatch.setattr(recounting, "SECONDS", -1.0)

    run, rounds = recounting.recompute(), 1
    while run.go_on_after is not None:
        run, rounds = recounting.recompute(after=run.go_on_after), rounds + 1

    assert rounds > 2
    assert {Matter.objects.get(pk=one.pk).due_on for one in matters} == {date(2031, 10, 9)}


@pytest.mark.parametrize(
    "change",
    [
        {"text": "别的话"},
        {"said_at": UNKNOWN},
        {"registered_at": UNKNOWN},
        {"registered_by": "staff:other"},
        {"promised_on": date(2031, 1, 1)},
        {"fingerprint": b"0" * 32},
    ],
)
def test_the_database_refuses_to_change_what_was_said(change: dict[str, object]) -> None:
    voice = taken_in(Cast()).voice

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(**change)

    after = Voice.objects.get(pk=voice.pk)
    assert all(getattr(after, name) == getattr(voice, name) for name in change)


def test_the_database_refuses_to_delete_a_voice_but_lets_a_clerk_add_a_summary() -> None:
    voice = taken_in(Cast()).voice

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=voice.pk)._raw_delete("default")

    assert Voice.objects.filter(pk=voice.pk).update(summary="路灯不亮") == 1


def test_the_database_refuses_to_move_a_first_promise() -> None:
    one = matter(Cast())
    voice_of(one)

    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=one.pk).update(first_due_on=one.first_due_on - timedelta(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.filter(matter=one).update(first_due_on=date(2020, 1, 1))

    one.refresh_from_db()
    assert one.first_due_on == reply(one).first_due_on
