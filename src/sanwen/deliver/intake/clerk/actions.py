"""Writing down what somebody said, with the record that it was read back to them."""

from datetime import datetime

from django.db import transaction

from sanwen.deliver.intake.actions import TakenIn, take_in
from sanwen.deliver.intake.clerk import rules
from sanwen.integrity.audit.actions import record
from sanwen.listen.letters import actions as letters
from sanwen.listen.letters.models import Letter
from sanwen.listen.voices.actions import Draft
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def write_down(
    draft: Draft,
    *,
    received_by: Unit,
    read_back: bool,
    by: User,
    now: datetime,
    letter: Letter | None = None,
) -> TakenIn:
    """Sent twice, it is one message: the key of the form is the key of the voice."""
    rules.may_register(received_by, by).require()
    rules.is_theirs(draft.channel, read_back).require()
    taken = take_in(draft, received_by=received_by, by=by, now=now)
    if read_back:
        record("voice.read_back", on=taken.voice.trail_ref, by=by, at=now)
    if letter is not None:
        letters.registered(letter=letter, voice_ref=taken.voice.ref, by=by, now=now)
    return taken
