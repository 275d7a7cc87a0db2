"""Notices: told once, sent until they arrive, never a word too many."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import asking
from sanwen.deliver.matters.models import Joining
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.actions import erase
from sanwen.notices import actions
from sanwen.notices.figures import outbox
from sanwen.notices.models import Notice, SendState, Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.roles import Role
from tests.factories.mailbox import Mailbox, body_of, subject_of
from tests.factories.matters import WORDS, Cast, by_email, matter, taken_in, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    box.open()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    yield box
    box.close()


def waiting_for(address: str = "wang@example.org", **changes: object) -> Notice:
    voice = taken_in(Cast(), contact=by_email(address)).voice
    actions.post_many(
        [to_resident(Topic.NEWS, voice.ref, voice.contact_id, what="test")], now=MORNING
    )
    return Notice.objects.get(contact=voice.contact)


def test_news_written_twice_is_told_once() -> None:
    reader = person(Role.HANDLER, Cast().units.roads)
    draft = to_staff(Topic.GIVEN, "M-1", reader.pk, what=2)

    actions.post_many([draft, draft], now=MORNING)
    actions.post_many([draft], now=later(hours=1))

    assert Notice.objects.get().made_at == MORNING


def test_writing_costs_one_statement_and_one_more_only_when_something_leaves() -> None:
    cast = Cast()
    voice = taken_in(cast, contact=by_email()).voice
    staff = to_staff(Topic.GIVEN, "M-1", cast.clerk.pk, what=2)
    resident = to_resident(Topic.NEWS, voice.ref, voice.contact_id, what=2)

    with CaptureQueriesContext(
        connection,
    ) as inside:
        actions.post_many([staff], now=MORNING)
    with CaptureQueriesContext(connection) as outside:
        actions.post_many([staff, resident], now=MORNING)

    assert (len(inside), len(outside)) == (1, 2)


def test_what_staff_read_here_has_arrived_and_is_never_mailed(mailbox: Mailbox) -> None:
    reader = person(Role.HANDLER, Cast().units.roads)
    actions.post_many([to_staff(Topic.GIVEN, "M-1", reader.pk, what=2)], now=MORNING)

    assert actions.send_due(now=MORNING) == 0

    assert Notice.objects.visible_to(reader).unread().get().state == SendState.SENT
    assert mailbox.messages == []


def test_a_mail_reaches_a_real_mailbox_and_says_nothing_of_the_matter(mailbox: Mailbox) -> None:
    notice = waiting_for("wang@example.org")

    assert actions.send_due(now=MORNING) == 1

    (message,) = mailbox.messages
    subject, body = subject_of(message), body_of(message)
    assert message["To"] == "wang@example.org"
    assert notice.subject in subject
    assert notice.subject in body
    for told in ("路灯", "石桥村", "交通运输局", WORDS):
        assert told not in subject + body
    assert "查询码" in body
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (SendState.SENT, 1)


def test_the_use_of_the_address_is_on_the_trail(mailbox: Mailbox) -> None:
    notice = waiting_for()

    actions.send_due(now=MORNING)

    used = Entry.objects.get(verb="contact.used_for_notice")
    assert used.subject == notice.contact.ref  # type: ignore[union-attr]


def test_the_same_news_sent_again_has_the_same_message_id(mailbox: Mailbox) -> None:
    waiting_for()
    actions.send_due(now=MORNING)
    Notice.objects.update(state=SendState.WAITING, sent_at=None, send_after=MORNING)

    actions.send_due(now=MORNING)

    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_a_server_that_is_down_is_tried_again_later_each_time(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    notice = waiting_for()
    now, pauses = MORNING, []

    while notice.state == SendState.WAITING:
        assert actions.send_due(now=now) == 0
        notice.refresh_from_db()
        pauses.append(notice.send_after - now)
        now = notice.send_after

    assert notice.attempts == actions.MOST_ATTEMPTS == 8
    assert pauses[:-1] == actions.PAUSES
    assert (notice.state, notice.failure) == (SendState.GIVEN_UP, "ConnectionRefusedError")
    assert outbox(now).given_up[0].count == 1


def test_a_server_that_comes_back_gets_what_waited(mailbox: Mailbox) -> None:
    mailbox.close()
    waiting_for()
    assert actions.send_due(now=MORNING) == 0
    mailbox.open()

    assert actions.send_due(now=later(seconds=30)) == 0
    assert actions.send_due(now=later(minutes=2)) == 1

    assert len(mailbox.messages) == 1


def test_the_reason_of_a_failure_never_holds_the_address(mailbox: Mailbox) -> None:
    mailbox.refuses = "no such person"
    notice = waiting_for("wang@example.org")

    actions.send_due(now=MORNING)

    notice.refresh_from_db()
    assert notice.failure == "SMTPRecipientsRefused 550"


def test_a_claim_is_not_taken_by_another_until_its_lease_ends(mailbox: Mailbox) -> None:
    waiting_for()
    assert actions._claim(MORNING) is not None

    assert actions.send_due(now=later(minutes=4)) == 0
    assert actions.send_due(now=later(minutes=6)) == 1


def test_an_erased_address_is_given_up_at_once(mailbox: Mailbox) -> None:
    notice = waiting_for()
    erase(contact=notice.contact, by=Machine("tests"), now=MORNING)  # type: ignore[arg-type]

    actions.send_due(now=MORNING)

    notice.refresh_from_db()
    assert (notice.state, notice.failure) == (SendState.GIVEN_UP, "no address")
    assert mailbox.messages == []


def test_what_could_not_be_told_for_a_week_is_no_news(mailbox: Mailbox) -> None:
    notice = waiting_for()

    actions.send_due(now=later(days=8))

    notice.refresh_from_db()
    assert notice.state == SendState.GIVEN_UP
    assert mailbox.messages == []


def test_an_administrator_lets_the_lost_ones_leave_again_and_nobody_else(
    mailbox: Mailbox,
) -> None:
    cast = Cast()
    notice = waiting_for()
    Notice.objects.update(state=SendState.GIVEN_UP, attempts=8, failure="ConnectionRefusedError")

    with pytest.raises(NotAllowed):
        actions.try_again(by=cast.clerk, now=MORNING)
    notice.refresh_from_db()
    assert notice.state == SendState.GIVEN_UP

    assert actions.try_again(by=person(Role.ADMINISTRATOR, cast.units.county), now=MORNING) == 1
    assert actions.send_due(now=MORNING) == 1


def test_news_of_an_act_that_fails_is_not_told() -> None:
    cast = Cast()
    one = matter(cast, State.ASSIGNED, contact=by_email())
    before = Notice.objects.count()

    with pytest.raises(NotAllowed):
        asking.ask(matter=one, question="哪一盏灯？", by=cast.handler, now=later(hours=5))

    assert Notice.objects.count() == before
    assert mail.outbox == []


def test_everybody_whose_voice_it_is_and_wants_mail_is_told_by_their_own_number() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND, contact=by_email(), voices=3)
    silent = taken_in(cast, text="我也要说，但不要写信给我。").voice
    Joining.objects.filter(voice=silent).update(matter=one)

    asking.ask(matter=one, question="哪一盏灯？", by=cast.handler, now=later(hours=5))

    told = Notice.objects.filter(topic=Topic.QUESTION).order_by("pk")
    numbers = {f"V-{voice}" for voice in one.joinings.values_list("voice", flat=True)}
    assert {notice.subject for notice in told} == numbers - {silent.ref}
    assert voice_of(one).ref in numbers


def test_waiting_mail_is_old_after_an_hour() -> None:
    waiting_for()

    assert not outbox(later(minutes=30)).is_slow
    assert outbox(MORNING + timedelta(hours=2)).is_slow
