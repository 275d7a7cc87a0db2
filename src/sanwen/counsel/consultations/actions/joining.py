"""Becoming a participant: with the first vote, with a code by e-mail, or with one handed out."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F

from sanwen.core import codes, keys
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.consultations import seats
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import (
    Consultation,
    Identity,
    MarginPart,
    Participant,
    Pass,
    Proof,
)
from sanwen.integrity.vault import shapes
from sanwen.notices import letter

GOOD_FOR = timedelta(minutes=30)
MOST_TRIES = 5
# Whoever comes twice at once with the same code is one participant.
_JOIN = """
    INSERT INTO consultations_participant
        (consultation_id, key_hash, proof_hash, has_told_margins, joined_on)
    VALUES (%s, %s, %s, false, %s)
    ON CONFLICT (consultation_id, key_hash) DO UPDATE SET key_hash = excluded.key_hash
    RETURNING id
"""


def take_part(*, consultation: int, seat: Seat, now: datetime, proof: bytes | None = None) -> Seat:
    """The seat with its participant, who is made if there is none yet. Nothing goes on the trail:
    it would tie a moment to a code."""
    if seat.participant:
        return seat
    hashed = seats.code_hash(consultation, seat.code)
    with connection.cursor() as cursor:
        cursor.execute(_JOIN, [consultation, hashed, proof, local_day(now)])
        (key,) = cursor.fetchone()
    return Seat(seat.code, int(key))


def go_on(*, consultation: Consultation, code: str, now: datetime | None = None) -> Seat | None:
    """With a code from another device, or one that the body handed out; None: it is not known."""
    if not codes.is_valid(code):
        return None
    hashed = seats.code_hash(consultation.pk, code)
    known = Participant.objects.filter(consultation=consultation, key_hash=hashed).first()
    if known is not None:
        return Seat(codes.normalise(code), known.pk)
    if consultation.identity != Identity.PASS:
        return None
    return _use_pass(consultation, codes.normalise(code), hashed, clock(now))


@transaction.atomic
def _use_pass(one: Consultation, code: str, hashed: bytes, now: datetime) -> Seat | None:
    used = Pass.objects.filter(consultation=one, code_hash=hashed).update(is_used=True)
    if not used:
        return None
    return take_part(consultation=one.pk, seat=Seat(code), now=now, proof=hashed)


def send_proof(*, consultation: Consultation, address: str, now: datetime | None = None) -> Proof:
    """Six digits to an address, which is forgotten at once. Fails aloud if no mail leaves."""
    now = clock(now)
    code = f"{secrets.randbelow(10**6):06d}"
    made = _keep_proof(consultation, seats.address_hash(consultation.pk, address), code, now)
    mailbox = get_connection()
    minutes = int(GOOD_FOR.total_seconds() // 60)
    to = shapes.plain_email(address)
    letter.proof(code=code, minutes=minutes, to=to, mailbox=mailbox).send()
    return made


@transaction.atomic
def _keep_proof(one: Consultation, hashed: bytes, code: str, now: datetime) -> Proof:
    Proof.objects.filter(consultation=one, expires_at__lt=now).delete()
    fresh = {
        "code_hash": _digits_hash(one.pk, hashed, code),
        "tries": 0,
        "sent_at": now,
        "expires_at": now + GOOD_FOR,
    }
    made, _ = Proof.objects.update_or_create(consultation=one, address_hash=hashed, defaults=fresh)
    return made


def _digits_hash(consultation: int, hashed: bytes, code: str) -> bytes:
    return keys.keyed_hash("lookup", f"ask-proof:{consultation}:{hashed.hex()}:{code}")


@transaction.atomic
def prove(
    *, consultation: Consultation, proof: int, digits: str, now: datetime | None = None
) -> Seat | None:
    """The seat of whoever holds the address; None: wrong, too late, or tried too often."""
    now = clock(now)
    good = Proof.objects.select_for_update().filter(
        consultation=consultation, pk=proof, expires_at__gt=now, tries__lt=MOST_TRIES
    )
    one = good.first()
    if one is None:
        return None
    hashed = bytes(one.address_hash)
    if bytes(one.code_hash) != _digits_hash(one.consultation_id, hashed, digits.strip()):
        Proof.objects.filter(pk=one.pk).update(tries=F("tries") + 1)
        return None
    seat = Seat(seats.code_of_address(one.consultation_id, hashed))
    taken = take_part(consultation=one.consultation_id, seat=seat, now=now, proof=hashed)
    one.delete()
    return taken


@transaction.atomic
def tell_margins(*, participant: int, parts: Sequence[int]) -> bool:
    """Where they belong to is counted and not kept with them; told or skipped, it is asked once."""
    asked = Participant.objects.filter(pk=participant, has_told_margins=False)
    if not asked.update(has_told_margins=True):
        return False
    MarginPart.objects.filter(
        pk__in=list(parts), margin__consultation__participants=participant
    ).update(took_part=F("took_part") + 1)
    return True
