"""Inviting those drawn, their replies, and the reserves who move up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core import codes, keys
from sanwen.core.actors import Actor, Machine
from sanwen.core.moment import clock
from sanwen.counsel.meetings import lot, notices, rules
from sanwen.counsel.meetings.actions.beats import lock, move
from sanwen.counsel.meetings.models import Candidate, Meeting
from sanwen.counsel.meetings.states import Move, Seat
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Reason, Way
from sanwen.people.models import User

# Who replies with a code is not named on the trail: it is kept for ever.
REPLIES = Machine("talk-replies")


@dataclass(frozen=True, slots=True)
class Letter:
    """One invitation to print: to whom, where, and the code."""

    listed_as: str
    name: str
    address: str
    phone: str
    code: str


@transaction.atomic
def invite(*, meeting: Meeting, reply_by: date, by: User, now: datetime | None = None) -> Meeting:
    now = clock(now)
    meeting = lock(meeting)
    rules.may_invite(meeting, by, reply_by=reply_by, today=timezone.localdate(now)).require()
    drawn = list(meeting.candidates.filter(seat=Seat.DRAWN).select_related("contact"))
    told = _ask(meeting, drawn, now)
    move(meeting, Move.INVITE, by=by, now=now, told=told, reply_by=reply_by)
    return meeting


def _ask(meeting: Meeting, candidates: Sequence[Candidate], now: datetime) -> int:
    for each in candidates:
        each.seat, each.code_hash = Seat.INVITED, code_hash(notices.code(each))
    Candidate.objects.bulk_update(candidates, ["seat", "code_hash"])
    return notices.invited(meeting, candidates, now=now)


def code_hash(code: str) -> bytes:
    return keys.keyed_hash("lookup", f"talk:{codes.normalise(code)}")


@transaction.atomic
def reply(
    *, candidate: Candidate, comes: bool, by: Actor = REPLIES, now: datetime | None = None
) -> Candidate:
    """With the code. Where somebody does not come, the next reserve is asked."""
    now = clock(now)
    return _reply(candidate, comes, by, now)


@transaction.atomic
def note_reply(
    *, candidate: Candidate, comes: bool, by: User, now: datetime | None = None
) -> Candidate:
    """Somebody rang or came by; the desk writes it down for them."""
    now = clock(now)
    rules.may_note_reply(candidate.meeting, by).require()
    return _reply(candidate, comes, by, now)


def _reply(candidate: Candidate, comes: bool, by: Actor, now: datetime) -> Candidate:
    meeting = lock(candidate.meeting)
    candidate = Candidate.objects.get(pk=candidate.pk)
    seat = Seat.COMES if comes else Seat.DECLINED
    rules.may_reply(candidate, meeting, seat, now=now).require()
    candidate.seat = seat
    candidate.save(update_fields=["seat"])
    record(f"talk.{seat}", on=meeting.trail_ref, by=by, at=now, turn=candidate.turn)
    if not comes:
        _move_up(meeting, candidate, now)
    return candidate


def _move_up(meeting: Meeting, left: Candidate, now: datetime) -> None:
    waiting = meeting.candidates.filter(seat=Seat.RESERVE).select_related("contact")
    upper = lot.next_in_line(left, waiting)
    if upper is None:
        return
    told = _ask(meeting, [upper], now)
    record(
        "talk.moved_up", on=meeting.trail_ref, by=REPLIES, at=now,
        turn=upper.turn, instead_of=left.turn, told=told,
    )  # fmt: skip


@transaction.atomic
def letters(*, meeting: Meeting, by: User, now: datetime | None = None) -> list[Letter]:
    """Names and addresses of those invited who get no e-mail: each look is on the trail."""
    now = clock(now)
    meeting = lock(meeting)
    rules.may_print_letters(meeting, by).require()
    asked = Candidate.objects.filter(meeting=meeting, seat=Seat.INVITED).in_turn()
    return [
        _letter(each, meeting, by, now)
        for each in asked.select_related("contact")
        if not _by_email(each)
    ]


def _by_email(candidate: Candidate) -> bool:
    return candidate.contact is not None and candidate.contact.wishes == Way.EMAIL


def _letter(candidate: Candidate, meeting: Meeting, by: User, now: datetime) -> Letter:
    told, contact = ("", "", ""), candidate.contact
    if contact is not None and contact.held:
        seen = vault.reveal(
            contact=contact,
            by=by,
            unit_name=meeting.unit.name,
            reason=Reason.DELIVER_PAPER,
            now=now,
        )
        told = (seen.name, seen.address, seen.phone)
    return Letter(candidate.listed_as, *told, notices.code(candidate))
