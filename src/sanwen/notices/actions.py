"""Writing notices with what they tell of, and sending them afterwards until they arrive."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault.actions import address_for_notice
from sanwen.notices import letter, rules
from sanwen.notices.models import Channel, Notice, SendState
from sanwen.notices.outbox import NoticeDraft
from sanwen.people.models import User

SEND = "notices.send"
# Longer than any mail server is waited for: a claim older than this belongs to a dead worker.
LEASE = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
MOST_ATTEMPTS = len(PAUSES) + 1
# What could not be told for so long is no news any more.
STALE = timedelta(days=7)
AT_ONCE = 200


def post_many(drafts: Sequence[NoticeDraft], *, now: datetime) -> None:
    """In the caller's transaction: the news stands or falls with the act."""
    if not drafts:
        return
    Notice.objects.bulk_create([_row(draft, now) for draft in drafts], ignore_conflicts=True)
    if any(_leaves_at_once(draft) for draft in drafts):
        jobs.configure_task(SEND).defer()


def post_new(drafts: Sequence[NoticeDraft], *, now: datetime) -> int:
    """Only what was not told yet; how many that were."""
    told = set(
        Notice.objects.filter(key__in=[draft.key for draft in drafts]).values_list("key", flat=True)
    )
    fresh = [draft for draft in drafts if draft.key not in told]
    post_many(fresh, now=now)
    return len(fresh)


def _leaves_at_once(draft: NoticeDraft) -> bool:
    return draft.channel != Channel.IN_SITE and draft.send_after is None


def _row(draft: NoticeDraft, now: datetime) -> Notice:
    """What is read on this site has arrived once it is written."""
    here = draft.channel == Channel.IN_SITE
    return Notice(
        key=draft.key,
        topic=draft.topic,
        channel=draft.channel,
        staff_id=draft.staff_id,
        contact_id=draft.contact_id,
        subject=draft.subject,
        language=settings.LANGUAGE_CODE,
        state=SendState.SENT if here else SendState.WAITING,
        made_at=now,
        send_after=draft.send_after or now,
        sent_at=now if here else None,
    )


def send_due(*, now: datetime | None = None, most: int = AT_ONCE) -> int:
    """Send what is due, over one connection; any number of workers may run side by side."""
    _let_go(now or timezone.now())
    mailbox = get_connection()
    sent = 0
    try:
        for _ in range(most):
            # A slow server makes this long: each lease counts from its own moment.
            moment = now or timezone.now()
            notice = _claim(moment)
            if notice is None:
                break
            sent += _send(notice, mailbox, now=moment)
    finally:
        mailbox.close()
    return sent


def _let_go(now: datetime) -> None:
    stale = Notice.objects.due(now).filter(send_after__lt=now - STALE)
    stale.update(state=SendState.GIVEN_UP, failure="too old to be news")


@transaction.atomic(durable=True)
def _claim(now: datetime) -> Notice | None:
    """Committed before anything leaves: a killed worker is noticed when its lease ends."""
    notice = (
        Notice.objects.due(now)
        .select_for_update(skip_locked=True)
        .order_by("send_after", "pk")
        .first()
    )
    if notice is None:
        return None
    notice.attempts += 1
    notice.send_after = now + LEASE
    notice.save(update_fields=["attempts", "send_after"])
    return notice


def _send(notice: Notice, mailbox: letter.Mailbox, *, now: datetime) -> bool:
    found = address_for_notice(contact=notice.contact, now=now) if notice.contact else None
    if found is None:
        _settle(notice, SendState.GIVEN_UP, failure="no address")
        return False
    try:
        letter.written(notice, to=found[1], mailbox=mailbox).send()
    except letter.FAILURES as error:
        mailbox.close()
        _failed(notice, letter.reason(error), now=now)
        return False
    _settle(notice, SendState.SENT, sent_at=timezone.now())
    return True


def _failed(notice: Notice, failure: str, *, now: datetime) -> None:
    if notice.attempts >= MOST_ATTEMPTS:
        _settle(notice, SendState.GIVEN_UP, failure=failure)
        return
    pause = PAUSES[notice.attempts - 1]
    _settle(notice, SendState.WAITING, failure=failure, send_after=now + pause)


def _settle(notice: Notice, state: SendState, **fields: object) -> None:
    Notice.objects.filter(pk=notice.pk).update(state=state, **fields)


def mark_read(*, by: User, now: datetime) -> int:
    """Everything that the reader has before them."""
    return Notice.objects.visible_to(by).unread().update(read_at=now)


@transaction.atomic
def try_again(*, by: User, now: datetime) -> int:
    """The mail server works again: what was given up may leave once more."""
    rules.may_look_after_the_outbox(by).require()
    again = (
        Notice.objects.filter(state=SendState.GIVEN_UP, made_at__gt=now - STALE)
        .exclude(failure="no address")
        .update(state=SendState.WAITING, attempts=0, send_after=now)
    )
    record("notices.tried_again", on="notices:outbox", by=by, at=now, count=again)
    jobs.configure_task(SEND).defer()
    return again
