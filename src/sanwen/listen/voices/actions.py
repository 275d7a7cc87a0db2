"""What can happen to a voice: received, added to. Its own words never change."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left

from sanwen.core import codes, keys
from sanwen.core.actors import Actor
from sanwen.core.many import write_many
from sanwen.integrity.audit.actions import TrailRow, record, record_many
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.models import Addition, Channel, Photo, Voice
from sanwen.listen.voices.pictures import Picture
from sanwen.methods import seeking
from sanwen.methods.clock import Due


@dataclass(frozen=True, slots=True)
class Draft:
    """One message as it came in, before it has a number."""

    text: str
    channel: Channel
    contact: ContactDraft = field(default_factory=ContactDraft)
    said_at: datetime | None = None
    place: str = ""
    area_id: int | None = None
    summary: str = ""
    # Secret to the sender; whoever sends the same key again gets the same voice and the same code.
    submission_key: str | None = None
    source: str = ""
    pictures: tuple[Picture, ...] = ()


def code_for(submission_key: str) -> str:
    """The receipt code is derived, so it can be shown to its sender again without being stored."""
    return codes.make(keys.keyed_hash("codes", submission_key))


def code_hash(code: str) -> bytes:
    return keys.keyed_hash("lookup", f"code:{codes.normalise(code)}")


def fingerprint(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


# Part of one registration: no savepoint of its own, which would cost two round trips each.
@transaction.atomic(savepoint=False)
def receive_many(drafts: Sequence[Draft], *, by: Actor, now: datetime, promise: Due) -> list[Voice]:
    """Write the voices down, at once and whole: contact, words, pictures, trail."""
    contacts = vault.keep_many([draft.contact for draft in drafts], now=now)
    voices = write_many(
        [
            _voice(draft, contact_id=contact.pk, by=by, now=now, promise=promise)
            for draft, contact in zip(drafts, contacts, strict=True)
        ]
    )
    for voice, contact in zip(voices, contacts, strict=True):
        voice.contact = contact
    for voice, draft in zip(voices, drafts, strict=True):
        for picture in draft.pictures:
            _keep_picture(voice, picture, now=now)
    record_many([_registered(voice, by=by, at=now) for voice in voices])
    return voices


def _voice(draft: Draft, *, contact_id: int, by: Actor, now: datetime, promise: Due) -> Voice:
    key = draft.submission_key
    return Voice(
        channel=draft.channel,
        text=draft.text,
        summary=draft.summary,
        place=draft.place,
        area_id=draft.area_id,
        contact_id=contact_id,
        said_at=min(draft.said_at or now, now),
        registered_at=now,
        registered_by=by.actor_ref,
        promised_on=promise.on,
        promise_is_provisional=promise.provisional,
        fingerprint=fingerprint(draft.text),
        submission_key=None if key is None else keys.keyed_hash("lookup", f"key:{key}").hex(),
        code_hash=None if key is None else code_hash(code_for(key)),
        source=draft.source,
        sought=seeking.kept(draft.summary, draft.text),
    )


def _registered(voice: Voice, *, by: Actor, at: datetime) -> TrailRow:
    return TrailRow(
        verb="voice.registered",
        on=voice.trail_ref,
        by=by,
        at=at,
        details={
            "channel": str(voice.channel),
            "fingerprint": bytes(voice.fingerprint).hex(),
            "promised": voice.promised_on.isoformat(),
        },
    )


def _keep_picture(voice: Voice, picture: Picture, *, now: datetime) -> None:
    photo = Photo(voice=voice, width=picture.width, height=picture.height, added_at=now)
    photo.file.save(f"{picture.name}.jpg", ContentFile(picture.jpeg), save=False)
    photo.save()


def find_by_submission(key: str) -> Voice | None:
    hidden = keys.keyed_hash("lookup", f"key:{key}").hex()
    return Voice.objects.select_related("contact").filter(submission_key=hidden).first()


@transaction.atomic
def add_words(*, voice: Voice, text: str, by: Actor, now: datetime) -> Addition:
    addition = Addition.objects.create(voice=voice, text=text, added_at=now)
    more = Concat(F("sought"), Value("\n" + seeking.kept(text)))
    Voice.objects.filter(pk=voice.pk).update(sought=Left(more, seeking.LONGEST_KEPT))
    record("voice.words_added", on=voice.trail_ref, by=by, at=now, length=len(text))
    return addition


@transaction.atomic
def add_picture(*, voice: Voice, picture: Picture, by: Actor, now: datetime) -> None:
    _keep_picture(voice, picture, now=now)
    record("voice.picture_added", on=voice.trail_ref, by=by, at=now)
