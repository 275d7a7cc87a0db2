"""Reaching the resident without knowing who it is; and, for a reason from the list, knowing it."""

from datetime import datetime

from django.db import transaction

from sanwen.core.ruling import Ruling, all_of
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Matter
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.actions import Revealed
from sanwen.integrity.vault.models import Reason as RevealReason
from sanwen.integrity.vault.models import RelayMessage, Reveal
from sanwen.integrity.vault.rules import keeps_the_confidence
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User


@transaction.atomic
def write_to(
    *,
    matter: Matter,
    voice: Voice,
    text: str,
    by: User,
    call_back: bool = False,
    now: datetime | None = None,
) -> RelayMessage:
    """A message through the relay, or a request that the person call."""
    now = beats.clock(now)
    matter = beats.lock(matter)
    rules.may_write_to_resident(matter, by).require()
    rules.belongs_to(matter, voice.joining.matter_id).require()
    send = vault.ask_call_back if call_back else vault.say
    unit = matter.lead_unit if rules.works_for_the_lead(matter, by) else matter.received_by
    return send(
        contact=voice.contact,
        text=text,
        by=by,
        unit_name=(unit or matter.received_by).name,
        now=now,
    )


def may_see(matter: Matter, voice: Voice, by: User) -> Ruling:
    """Whether this person may be shown this contact: by their duty, and by the resident's wish."""
    at_the_desk = bool(rules.works_at_the_desk(matter, by))
    return all_of(
        rules.may_see_contact(matter, by),
        keeps_the_confidence(voice.contact, at_the_desk=at_the_desk),
    )


@transaction.atomic
def reveal(
    *, matter: Matter, voice: Voice, reason: RevealReason, by: User, now: datetime | None = None
) -> Reveal:
    """Show the contact to one person for a while; the resident will see who, when and why."""
    now = beats.clock(now)
    matter = beats.lock(matter)
    may_see(matter, voice, by).require()
    rules.belongs_to(matter, voice.joining.matter_id).require()
    unit = matter.lead_unit if rules.works_for_the_lead(matter, by) else matter.received_by
    shown = vault.reveal(
        contact=voice.contact,
        by=by,
        unit_name=(unit or matter.received_by).name,
        reason=reason,
        now=now,
    )
    return shown.reveal


@transaction.atomic
def look_again(
    *, matter: Matter, voice: Voice, reveal: Reveal, by: User, now: datetime | None = None
) -> Revealed:
    """Each look while the reveal lasts is a look, and is recorded."""
    now = beats.clock(now)
    may_see(matter, voice, by).require()
    return vault.read(contact=voice.contact, reveal=reveal, by=by, now=now)
