"""Promises come from published decisions by themselves, keep their number, and lose nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.decisions.actions import publishing, writing
from sanwen.counsel.decisions.states import State as Decided
from sanwen.integrity.audit.models import Entry as Trail
from sanwen.people.roles import Role
from sanwen.verdict.promises.actions import ledger, telling
from sanwen.verdict.promises.models import Entry, What
from sanwen.verdict.promises.states import State
from tests.factories import decisions
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.promises import DUE, entered, entry, head, project
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


def test_a_published_decision_brings_its_promises_once():
    one = decisions.decision(Decided.DECIDED)
    promised = one.promises.get()

    assert ledger.pull(now=later(hours=5)) == 1
    assert ledger.pull(now=later(hours=6)) == 0

    made = Entry.objects.get()
    assert made.source_ref == promised.ref
    assert (made.words, made.unit, made.first_due_on) == (
        promised.words, promised.unit, promised.due_on,
    )  # fmt: skip
    assert made.state == State.NOT_BEGUN
    assert Trail.objects.filter(verb="promise.entered").get().subject == made.trail_ref


@pytest.mark.parametrize("state", [Decided.WRITING, Decided.SHOWN, Decided.REVISING])
def test_what_is_not_decided_promises_nothing(state):
    decisions.decision(state)

    with nothing_changes():
        ledger.pull(now=later(hours=5))


def amended(days: int = 0, *, words: str = "", keep: bool = True):
    """The decision once more, with the day moved, other words, or without its promise."""
    by = decisions.head()
    one = decisions.decision(Decided.AMENDING, by=by)
    ledger.pull(now=later(hours=5))
    old = one.working.promises.get()
    if keep:
        draft = decisions.promise(
            due_on=old.due_on + timedelta(days=days), words=words or old.words
        )
        writing.promise(decision=one, draft=draft, changed=old, by=by, now=later(hours=6))
    else:
        writing.drop_promise(promise=old, by=by, now=later(hours=6))
    told = decisions.Wording(
        gist=one.working.gist, text=one.working.text, ground=one.working.ground,
        decided_by=one.working.decided_by, decided_on=decisions.TODAY,
        because="雨季太长，工期顺延。",
    )  # fmt: skip
    writing.write(decision=one, wording=told, by=by, now=later(hours=7))
    publishing.decide(decision=one, by=by, now=later(hours=8))
    return old


def test_an_amendment_moves_the_day_and_the_first_day_stays():
    old = amended(30)

    ledger.pull(now=later(hours=9))

    made = Entry.objects.get()
    assert made.first_due_on == old.due_on
    assert made.due_on == old.due_on + timedelta(days=30)
    change = made.changes.get()
    assert (change.from_on, change.because) == (old.due_on, "雨季太长，工期顺延。")


def test_other_words_leave_the_old_ones_in_the_history():
    old = amended(words="铺好停车场，不收费")

    ledger.pull(now=later(hours=9))

    made = Entry.objects.get()
    assert made.words == "铺好停车场，不收费"
    assert made.sayings.get().words == old.words
    assert made.sayings.get().what == What.WORDED


def test_a_promise_that_is_left_out_stays_and_says_so():
    amended(keep=False)

    ledger.pull(now=later(hours=9))

    made = Entry.objects.get()
    assert made.left_out_on is not None
    assert made.sayings.get().what == What.LEFT_OUT
    assert not Entry.objects.late(made.due_on + timedelta(days=9)).exists()


def test_a_project_is_entered_with_its_steps_places_and_measures():
    made = entered()

    assert made.first_due_on == made.due_on == DUE
    assert [one.words for one in made.milestones.all()] == ["完成招标"]
    assert {one.place for one in made.batches.all()} == {"东组", "西组"}
    assert made.indicators.get().measure == "公里"


def test_a_stranger_enters_nothing():
    stranger = person(Role.HANDLER, project().unit)

    with nothing_changes(), pytest.raises(NotAllowed):
        ledger.enter(project(), by=stranger, now=later(hours=1))


def test_what_is_not_promised_yet_is_not_entered():
    soon = project(told_on=DUE)

    with nothing_changes(), pytest.raises(NotAllowed):
        ledger.enter(soon, by=head(), now=later(hours=1))


FIRST = "UPDATE promises_entry SET first_due_on = first_due_on + 1"


@pytest.mark.parametrize(
    "statement",
    [
        FIRST,
        "UPDATE promises_entry SET first_due_on = first_due_on + 9, due_on = due_on + 9",
        "UPDATE promises_entry SET due_on = due_on + 1",
        "UPDATE promises_entry SET told_on = told_on - 1",
        "DELETE FROM promises_entry",
        "UPDATE promises_datechange SET because = '天气'",
        "DELETE FROM promises_datechange",
        "UPDATE promises_saying SET words = '早就做好了'",
        "DELETE FROM promises_saying",
    ],
)
def test_the_database_itself_keeps_first_days_and_history(statement):
    one = entry(State.UNDER_WAY)
    telling.move_day(
        entry=one, to=DUE + timedelta(days=9), because="连日下雨", by=head(), now=later(hours=1)
    )

    with nothing_changes(), pytest.raises(DatabaseError), transaction.atomic():
        run(statement)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_promise_cannot_begin_with_a_moved_day():
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(
            words="通水", unit=project().unit, source="project", ground="清单",
            told_on=DUE, first_due_on=DUE, due_on=DUE + timedelta(days=1),
            entered_at=later(), entered_by="machine:tests",
        )  # fmt: skip
