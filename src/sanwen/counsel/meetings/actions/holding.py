"""After the evening: how many came, what was said, and the answer to each opinion."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sanwen.core.actors import Machine
from sanwen.core.moment import clock
from sanwen.counsel.meetings import notices, rules
from sanwen.counsel.meetings.actions.beats import lock, move
from sanwen.counsel.meetings.drafts import OpinionDraft
from sanwen.counsel.meetings.models import Candidate, Meeting, MeetingOpinion
from sanwen.counsel.meetings.states import Move, Seat
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.methods.personal import labels_for, masked
from sanwen.people.models import User

KEEPER = Machine("talks")
NEVER_ASKED = (Seat.LISTED, Seat.DRAWN, Seat.RESERVE)


@transaction.atomic
def hold(
    *, meeting: Meeting, by_lot: int, guests: int, by: User, now: datetime | None = None
) -> Meeting:
    """Counts, not names. Who was never asked is forgotten at once."""
    now = clock(now)
    meeting = lock(meeting)
    rules.may_hold(meeting, by, by_lot=by_lot, guests=guests, now=now).require()
    move(meeting, Move.HOLD, by=by, now=now, came_by_lot=by_lot, came_as_guests=guests)
    _forget(meeting.candidates.filter(seat__in=NEVER_ASKED).values_list("contact", flat=True), now)
    return meeting


@transaction.atomic
def write_down(
    *,
    meeting: Meeting,
    draft: OpinionDraft,
    keep: Collection[str] = (),
    by: User,
    now: datetime | None = None,
) -> MeetingOpinion:
    """Masked before it is stored; without consent the words themselves are stored nowhere."""
    now = clock(now)
    meeting = lock(meeting)
    rules.may_write_down(draft, meeting, by, today=timezone.localdate(now)).require()
    last = meeting.opinions.aggregate(last=Max("number"))["last"] or 0
    made = MeetingOpinion.objects.create(
        meeting=meeting, number=last + 1, spoken_by=draft.spoken_by,
        gist=_masked(draft.gist, keep)[:300],
        words=_masked(draft.words, keep) if draft.consents else "",
        consents=draft.consents, unit=draft.unit, due_on=draft.due_on, written_at=now,
    )  # fmt: skip
    notices.given(made, now=now)
    record(
        "talk.written_down", on=meeting.trail_ref, by=by, at=now,
        opinion=made.number, consents=draft.consents, unit=draft.unit.code, due=draft.due_on,
    )  # fmt: skip
    return made


def _masked(text: str, keep: Collection[str]) -> str:
    return masked(text.strip(), keep=keep, labels=labels_for(text)).text


@transaction.atomic
def answer(
    *, opinion: MeetingOpinion, words: str, by: User, now: datetime | None = None
) -> MeetingOpinion:
    now = clock(now)
    lock(opinion.meeting)
    opinion = MeetingOpinion.objects.select_related("meeting__unit", "unit").get(pk=opinion.pk)
    rules.may_answer(opinion, by).require()
    opinion.answer, opinion.answered_at, opinion.answered_by = words.strip(), now, by.actor_ref
    opinion.save(update_fields=["answer", "answered_at", "answered_by"])
    late = timezone.localdate(now) > opinion.due_on
    record(
        "talk.answered", on=opinion.meeting.trail_ref, by=by, at=now,
        opinion=opinion.number, late=late,
    )  # fmt: skip
    return opinion


@transaction.atomic
def finish(*, meeting: Meeting, by: User, now: datetime | None = None) -> Meeting:
    now = clock(now)
    meeting = lock(meeting)
    unanswered = MeetingOpinion.objects.filter(meeting=meeting).unanswered().count()
    rules.may_finish(meeting, by, unanswered=unanswered).require()
    move(meeting, Move.FINISH, by=by, now=now)
    return meeting


@transaction.atomic
def forget(*, now: datetime | None = None) -> int:
    """How to reach those who were invited, as long after the evening as contacts are kept."""
    now = clock(now)
    until = now - timedelta(days=settings.CONTACT_DAYS)
    old = Candidate.objects.filter(meeting__begins_at__lt=until, contact__erased_at=None)
    return _forget(old.exclude(contact=None).values_list("contact", flat=True), now)


def _forget(contacts: Iterable[int | None], now: datetime) -> int:
    known = [each for each in contacts if each is not None]
    return vault.erase_due(contact_ids=known, before=now, by=KEEPER, now=now) if known else 0
