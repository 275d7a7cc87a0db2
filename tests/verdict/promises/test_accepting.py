"""Residents say whether a promise is kept; nobody of the body can, nor learns who said what."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.models import Follower
from sanwen.counsel.decisions.states import State as Decided
from sanwen.integrity.audit.models import Entry as Trail
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.notices.letter import written
from sanwen.notices.models import Notice, Topic
from sanwen.people.roles import Role
from sanwen.verdict.promises import notices
from sanwen.verdict.promises.actions import accepting, lateness, ledger, telling
from sanwen.verdict.promises.drafts import FindingDraft, HandsDraft
from sanwen.verdict.promises.models import Entry, Finding, How, Seat
from sanwen.verdict.promises.states import Move, State
from tests.factories import decisions, meetings
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.promises import (
    TODAY,
    answered,
    asked,
    asking,
    codes,
    counted,
    entry,
    head,
    saying,
)
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


def test_a_code_is_good_for_one_answer():
    one = asked()
    code = codes(one, 1)[0]
    accepting.answer(FindingDraft("yes"), one=one, code=code, now=later(hours=3))

    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.answer(FindingDraft("no"), one=one, code=code, now=later(hours=4))

    assert Finding.objects.get().solved == "yes"


def test_a_code_that_was_never_given_is_refused():
    one = asked()

    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.answer(FindingDraft("no"), one=one, code="2222-2222-2222", now=later(hours=4))


def test_after_the_last_day_nobody_answers():
    one = asked()
    code = codes(one, 1)[0]

    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.answer(FindingDraft("no"), one=one, code=code, now=later(days=15))


def test_an_answer_leads_to_nobody():
    """No seat, no time, no number in order; the trail does not know of it."""
    names = {field.name for field in Finding._meta.concrete_fields}
    assert names == {"id", "round", "solved", "satisfaction", "words"}
    pointing = {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Finding
    }
    assert pointing == set()
    one = asked()
    code = codes(one, 1)[0]
    before = Trail.objects.count()

    accepting.answer(FindingDraft("yes"), one=one, code=code, now=later(hours=3))

    assert Trail.objects.count() == before


def test_words_are_masked_before_they_are_kept():
    one = asked()
    told = FindingDraft("no", 1, "水压不够，打我电话13812345678")

    accepting.answer(told, one=one, code=codes(one, 1)[0], now=later(hours=3))

    assert "13812345678" not in Finding.objects.get().words


def test_the_whole_is_counted_once_and_the_seats_are_gone():
    one = answered(6, 2, 1)

    assert accepting.count_over(now=later(days=14)) == 0
    assert accepting.count_over(now=later(days=15)) == 1
    assert accepting.count_over(now=later(days=16)) == 0

    one.refresh_from_db()
    assert (one.yes, one.partly, one.no, one.asked) == (6, 2, 1, 20)
    assert one.faces == [1, 0, 2, 0, 6]
    assert not Seat.objects.exists()


def test_rows_are_written_anew_when_they_are_counted():
    """The mark of the transaction tells no more when an answer came."""
    one = answered(5, 0, 0)
    accepting.count_over(now=later(days=15))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM promises_finding")
        assert cursor.fetchone()[0] == 1
    assert one.findings.count() == 5


def test_where_most_say_no_the_unit_owes_a_reply_and_the_body_still_says_done():
    lead = head()
    one = counted(1, 1, 6)

    assert one.entry.state == State.SAYS_DONE
    assert one.entry.not_found_so
    assert one.reply_by == TODAY + timedelta(days=30)
    assert Notice.objects.filter(topic=Topic.NOT_SO, staff=lead).exists()


@pytest.mark.parametrize("said", [(6, 1, 1), (3, 2, 3), (0, 0, 4)])
def test_else_no_reply_is_owed(said):
    one = counted(*said)

    assert one.reply_by is None
    assert not one.entry.not_found_so


def test_a_reply_that_is_late_is_told_to_supervisors_once():
    supervisor = person(Role.SUPERVISOR, units().county)
    one = counted(0, 0, 6)
    late = later(days=31)

    assert lateness.tell_late(now=later(days=30)) == 0
    assert lateness.tell_late(now=late) == 1
    assert lateness.tell_late(now=late) == 0
    told = Notice.objects.get(topic=Topic.LATE_REPLY)
    assert (told.staff, told.subject) == (supervisor, one.entry.ref)


def test_a_reply_is_given_once_by_the_head():
    one = counted(0, 0, 6)
    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.reply(
            one=one, words="已检修", by=person(Role.HANDLER, one.entry.unit), now=later(days=16)
        )

    accepting.reply(one=one, words="4月前换水泵", by=head(), now=later(days=16))

    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.reply(one=one, words="不换了", by=head(), now=later(days=17))
    assert lateness.tell_late(now=later(days=31)) == 0


def test_a_late_project_is_told_to_supervisors_once():
    person(Role.SUPERVISOR, units().county)
    one = entry(State.UNDER_WAY)
    late = later(days=61)

    assert lateness.tell_late(now=later(days=60)) == 0
    assert lateness.tell_late(now=late) == 1
    assert lateness.tell_late(now=late) == 0
    assert Notice.objects.get(topic=Topic.LATE_PROJECT).subject == one.ref


def test_the_one_who_asks_does_not_hold_the_codes():
    one = asked(by=(lead := head()))

    for by in (lead, person(Role.HANDLER, one.entry.unit), person(Role.INTAKE, units().water)):
        with nothing_changes(), pytest.raises(NotAllowed):
            accepting.hand_out(one=one, many=1, by=by, now=later(hours=2))


def test_a_second_round_waits_for_the_first():
    one = asked()

    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.ask(entry=one.entry, draft=asking(), by=head(), now=later(hours=2))


def test_hands_are_counted_by_a_supervisor_and_n_is_who_came():
    one = entry(State.SAYS_DONE)
    talk = meetings.meeting(meetings.State.HELD)
    told = HandsDraft(talk, 3, 2, 10, "村务监督委员会两名成员")
    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.count_hands(entry=one, draft=told, by=head(), now=later(days=31))

    made = accepting.count_hands(
        entry=one, draft=told, by=person(Role.SUPERVISOR, one.unit), now=later(days=31)
    )

    assert made.how == How.MEETING
    assert made.asked == (talk.came_by_lot or 0) + (talk.came_as_guests or 0)
    assert made.reply_by
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE promises_round SET yes = yes + 1",
        "UPDATE promises_round SET asked = asked + 1",
        "UPDATE promises_round SET closed_at = NULL",
        "DELETE FROM promises_round",
    ],
)
def test_the_database_keeps_what_was_counted(statement):
    counted(5, 1, 1)

    with nothing_changes(), pytest.raises(DatabaseError), transaction.atomic():
        run(statement)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def followed(many: int):
    """A promise of a decision that so many follow by mail, said to be done."""
    decided = decisions.decision(Decided.DECIDED)
    drafts = [ContactDraft(email=f"f{n}@example.org", wishes=Way.EMAIL) for n in range(many)]
    for contact in vault.keep_many(drafts, now=later()):
        Follower.objects.create(consultation=decided.consultation, contact=contact)
    ledger.pull(now=later(hours=5))
    one = Entry.objects.get()
    return telling.tell(
        entry=one, move=Move.SAY_DONE, draft=saying(), by=head(one.unit), now=later(hours=6)
    )


def test_followers_are_asked_by_mail_each_with_a_code_that_is_good_once():
    one = followed(3)
    draft = asking(how=How.FOLLOWERS, asked=0)

    made = accepting.ask(entry=one, draft=draft, by=head(one.unit), now=later(hours=7))

    told = Notice.objects.filter(topic=Topic.ACCEPT)
    assert (made.asked, told.count(), made.seats.count()) == (3, 3, 3)
    notice = told.first()
    letter = written(notice, to="a@example.org", mailbox=None)
    code = notices.code(made, notice.contact_id)
    assert code in letter.body
    assert one.words not in letter.body + letter.subject
    accepting.answer(FindingDraft("yes"), one=made, code=code, now=later(hours=8))
    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.answer(FindingDraft("yes"), one=made, code=code, now=later(hours=8))


def test_where_nobody_follows_codes_are_handed_out_instead():
    one = followed(0)
    draft = asking(how=How.FOLLOWERS, asked=0)

    with nothing_changes(), pytest.raises(NotAllowed):
        accepting.ask(entry=one, draft=draft, by=head(one.unit), now=later(hours=7))
