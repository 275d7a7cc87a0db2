"""A voice handed in by a program: the same call twice is one voice; other words, another key."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Status

from sanwen.api.refusals import Refused
from sanwen.api.shapes import LONGEST_TEXT, ContactIn, MatterOut, VoiceIn, VoiceOut
from sanwen.core import codes
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import TakenIn, take_in
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.matters.models import Matter
from sanwen.integrity.vault import rules, shapes
from sanwen.integrity.vault.models import Openness, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft, fingerprint
from sanwen.listen.voices.models import Channel
from sanwen.methods.text import visible

LONGEST_PLACE = 200
KEY_LENGTHS = range(8, 201)


def hand_in(voice: VoiceIn, *, by: ApiKey, key: str, now: datetime) -> Status[VoiceOut]:
    if len(key) not in KEY_LENGTHS:
        raise NotAllowed(_("“Idempotency-Key” must have 8 to 200 characters."))
    draft = _draft(voice, submission_key=f"{by.actor_ref}:{key}")
    taken = take_in(draft, received_by=by.unit, by=by, now=now)
    if bytes(taken.voice.fingerprint) != fingerprint(draft.text):
        raise Refused(
            409,
            "key_was_used",
            _("This Idempotency-Key was used before, for other words. Choose a new one."),
        )
    return Status(201 if taken.voice.registered_at == now else 200, _told(taken))


def _draft(voice: VoiceIn, *, submission_key: str) -> Draft:
    text = visible(voice.text).strip()
    if not text:
        raise NotAllowed(_("“text” holds no words."))
    if len(text) > LONGEST_TEXT:
        raise NotAllowed(
            _("The text has %(length)d characters; up to %(most)d can be taken in.")
            % {"length": len(text), "most": LONGEST_TEXT}
        )
    place = visible(voice.place).strip()
    if len(place) > LONGEST_PLACE:
        raise NotAllowed(_("“place” may have up to 200 characters."))
    return Draft(
        text=text,
        channel=Channel.API,
        contact=_contact(voice.contact),
        said_at=_aware(voice.said_at),
        place=place,
        submission_key=submission_key,
    )


def _contact(given: ContactIn) -> ContactDraft:
    name, phone, email = (visible(text).strip() for text in (given.name, given.phone, given.email))
    if phone:
        shapes.phone_is_right(phone).require()
    if email:
        shapes.email_is_right(email).require()
    draft = ContactDraft(
        name=name,
        phone=phone,
        email=email,
        wishes=Way(given.wishes),
        openness=Openness(given.openness),
    )
    rules.may_keep(draft).require()
    return draft


def _aware(moment: datetime | None) -> datetime | None:
    """Without a zone it is meant as here."""
    if moment is None or timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment)


def _told(taken: TakenIn) -> VoiceOut:
    return VoiceOut(
        number=taken.voice.ref,
        code=codes.grouped(taken.code or ""),
        receipt=taken.receipt,
        promised_on=taken.voice.promised_on,
        provisional=taken.voice.promise_is_provisional,
        matter=matter_out(taken.matter),
        running=taken.is_running,
    )


def matter_out(matter: Matter) -> MatterOut:
    return MatterOut(
        number=matter.ref, state=str(matter.state), state_words=matter.get_state_display()
    )
