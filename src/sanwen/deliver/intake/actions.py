"""The registration desk: whatever comes in is registered at once, numbered, and opens a matter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import opening
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.deliver.matters.states import OPEN
from sanwen.listen.triage.actions import suggest_many
from sanwen.listen.triage.models import Suggestion
from sanwen.listen.voices import actions as voices
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel, Voice
from sanwen.listen.voices.receipts import receipt
from sanwen.places.models import Unit
from sanwen.places.reading import read

# The words, the telephone number and the address, all hashed.
_Said = tuple[bytes, bytes, bytes]
# Asked for every message: put together by Django it would cost a sixth of the whole registration.
_EARLIER = """
    SELECT voice.fingerprint, contact.phone_hash, contact.email_hash, voice.id
    FROM voices_voice voice JOIN vault_contact contact ON contact.id = voice.contact_id
    WHERE voice.fingerprint = ANY(%s) AND voice.id < %s ORDER BY voice.id"""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the sender gets: the voice's number, its code if asked for, the signed receipt."""

    voice: Voice
    matter: Matter
    code: str | None
    # The same person had said the same before and it is still in hand: this is that matter.
    is_running: bool = False

    @property
    def receipt(self) -> str:
        return receipt(self.voice)


def take_in(
    draft: Draft,
    *,
    received_by: Unit,
    by: Actor,
    into: Matter | None = None,
    now: datetime | None = None,
) -> TakenIn:
    """Register one message. The same submission sent twice, even at once, is one voice.

    `into` is a matter in hand that the sender chose to add this voice to.
    """
    try:
        return _take_in(draft, received_by=received_by, by=by, into=into, now=now)
    except IntegrityError:
        # Sent before: the database knows the key. To ask first would cost each message a query.
        known = _again(draft)
        if known is None:
            raise
        return known


def _again(draft: Draft) -> TakenIn | None:
    key = draft.submission_key
    voice = voices.find_by_submission(key) if key else None
    if key is None or voice is None:
        return None
    joining = Joining.objects.select_related("matter").get(voice=voice)
    return TakenIn(voice, joining.matter, voices.code_for(key))


def _take_in(
    draft: Draft, *, received_by: Unit, by: Actor, into: Matter | None, now: datetime | None
) -> TakenIn:
    if into is not None:
        try:
            return _take_in_to(draft, into, by=by, now=timezone.now() if now is None else now)
        except NotAllowed:
            # It ended while the person was writing: their voice opens a matter of its own.
            pass
    return take_in_many([draft], received_by=received_by, by=by, now=now)[0]


@transaction.atomic
def _take_in_to(draft: Draft, into: Matter, *, by: Actor, now: datetime) -> TakenIn:
    voice = voices.receive_many([draft], by=by, now=now, promise=opening.promise(now))[0]
    suggest_many([voice])
    matter = opening.join_at_once(voice=voice, into=into, by=by, now=now, because="chosen")
    code = voices.code_for(draft.submission_key) if draft.submission_key else None
    return TakenIn(voice, matter, code, is_running=True)


@transaction.atomic
def take_in_many(
    drafts: Sequence[Draft], *, received_by: Unit, by: Actor, now: datetime | None = None
) -> list[TakenIn]:
    now = timezone.now() if now is None else now
    drafts = [_placed(draft) for draft in drafts]
    heard = voices.receive_many(drafts, by=by, now=now, promise=opening.promise(now))
    suggestions = suggest_many(heard)
    running = _running_for(heard)
    fresh = [
        (voice, suggestion)
        for voice, suggestion in zip(heard, suggestions, strict=True)
        if voice.pk not in running
    ]
    opened = _open(fresh, received_by=received_by, by=by, now=now)
    for voice in heard:
        if voice.pk in running:
            opening.join_at_once(
                voice=voice, into=running[voice.pk], by=by, now=now, because="same-words"
            )
    return [
        TakenIn(
            voice,
            opened.get(voice.pk) or running[voice.pk],
            voices.code_for(draft.submission_key) if draft.submission_key else None,
            is_running=voice.pk in running,
        )
        for voice, draft in zip(heard, drafts, strict=True)
    ]


def _placed(draft: Draft) -> Draft:
    """Where nobody chose an area, the one that the words surely name; of doubtful ones, none.

    On the public form the person has seen what was read, and may have taken it back.
    """
    if draft.area_id is not None or draft.channel == Channel.WEB:
        return draft
    return replace(draft, area_id=read(f"{draft.place}\n{draft.text}").area_id)


def _open(
    fresh: Sequence[tuple[Voice, Suggestion]], *, received_by: Unit, by: Actor, now: datetime
) -> dict[int, Matter]:
    matters = opening.open_many(
        voices=[voice for voice, _ in fresh],
        suggestions=[suggestion for _, suggestion in fresh],
        received_by=received_by,
        by=by,
        now=now,
    )
    return {voice.pk: matter for (voice, _), matter in zip(fresh, matters, strict=True)}


def _running_for(heard: Sequence[Voice]) -> dict[int, Matter]:
    """Voices whose very words the same contact sent before, about a matter that is still open.

    Nobody without a telephone number or address is ever taken for somebody else.
    """
    known = [voice for voice in heard if voice.contact.phone_hash or voice.contact.email_hash]
    earlier = _earlier(known, before=heard[0].pk) if known else {}
    meant = {voice.pk: earlier[_said(voice)] for voice in known if _said(voice) in earlier}
    if not meant:
        return {}
    joinings = Joining.objects.filter(voice__in=meant.values(), matter__state__in=OPEN)
    matters = {one.voice_id: one.matter for one in joinings.select_related("matter")}
    return {voice: matters[old] for voice, old in meant.items() if old in matters}


def _earlier(known: Sequence[Voice], *, before: int) -> dict[_Said, int]:
    """The last earlier voice of each contact with each wording."""
    words = list({bytes(voice.fingerprint) for voice in known})
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, [words, before])
        return {
            (bytes(words), bytes(phone or b""), bytes(email or b"")): number
            for words, phone, email, number in cursor.fetchall()
        }


def _said(voice: Voice) -> _Said:
    contact = voice.contact
    return (
        bytes(voice.fingerprint),
        bytes(contact.phone_hash or b""),
        bytes(contact.email_hash or b""),
    )
