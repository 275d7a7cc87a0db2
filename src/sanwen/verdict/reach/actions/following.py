"""Somebody who did not get all wished that it is looked into: a matter, and the code for them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanwen.core import codes
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.deliver.intake.actions import take_in
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import FIELDS, Reason, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.people.models import User
from sanwen.verdict.reach import answers, questions, rules
from sanwen.verdict.reach.models import Check, FollowUp
from sanwen.verdict.surveys.models import Answer, Listed


@dataclass(frozen=True, slots=True)
class Opened:
    """What the person is told: the number of the matter and its code, seen once."""

    matter_ref: str
    voice_ref: str
    code: str


@transaction.atomic
def open_matter(*, check: Check, listed: Listed, by: User, now: datetime | None = None) -> Opened:
    """Only where the person said yes. The matter knows nothing of the check but its number."""
    now = clock(now)
    check, listed = _held(check, listed)
    said = answers.by_line(check).get(listed.pk, {})
    wishes = answers.chosen(said, questions.WISH) == questions.YES
    rules.may_follow_up(check, by, wishes=wishes, is_done=_is_done(listed)).require()
    key = f"reach:{secrets.token_urlsafe(24)}"
    # Read by whoever handles it, so in the language of the house.
    with override(settings.LANGUAGE_CODE):
        words = _words(check, listed, said)
    draft = Draft(
        text=words, channel=Channel.PHONE,
        contact=_contact(check, listed, by, now), submission_key=key,
    )  # fmt: skip
    taken = take_in(draft, received_by=check.unit, by=by, now=now)
    FollowUp.objects.create(
        check_of=check, listed=listed, matter_ref=taken.matter.ref, on=local_day(now),
        by=by.actor_ref,
    )  # fmt: skip
    record("reach.followed_up", on=check.trail_ref, by=by, at=now, outcome="opened")
    return Opened(taken.matter.ref, taken.voice.ref, codes.grouped(taken.code or ""))


@transaction.atomic
def let_go(*, check: Check, listed: Listed, by: User, now: datetime | None = None) -> FollowUp:
    """Asked once more, the person does not wish it any longer, or cannot be reached."""
    now = clock(now)
    check, listed = _held(check, listed)
    said = answers.by_line(check).get(listed.pk, {})
    wishes = answers.chosen(said, questions.WISH) == questions.YES
    rules.may_follow_up(check, by, wishes=wishes, is_done=_is_done(listed)).require()
    made = FollowUp.objects.create(
        check_of=check, listed=listed, on=local_day(now), by=by.actor_ref
    )
    record("reach.followed_up", on=check.trail_ref, by=by, at=now, outcome="let_go")
    return made


def _held(check: Check, listed: Listed) -> tuple[Check, Listed]:
    held = Check.objects.select_for_update(of=("self",)).select_related("unit", "payer", "survey")
    check = held.get(pk=check.pk)
    return check, Listed.objects.select_related("contact").get(pk=listed.pk, survey=check.asked)


def _is_done(listed: Listed) -> bool:
    return FollowUp.objects.filter(listed=listed).exists()


def _words(check: Check, listed: Listed, said: Mapping[int, Answer]) -> str:
    """What was answered, and nothing else: the person adds their own words with the code."""
    got = dict(questions.received()).get(answers.chosen(said, questions.RECEIVED), "")
    lines = [
        _("At my wish after the reach check %(ref)s: %(benefit)s.")
        % {"ref": check.ref, "benefit": check.benefit},
        _("Meant for me: %(due)s yuan. I received: %(got)s.") % {"due": listed.size, "got": got},
    ]
    amount = said.get(questions.AMOUNT)
    if amount is not None and amount.number is not None:
        lines.append(_("In yuan: %(amount)s.") % {"amount": amount.number})
    why = dict(questions.reasons()).get(answers.chosen(said, questions.REASON), "")
    if why:
        lines.append(_("As far as I know: %(why)s.") % {"why": why})
    return "\n".join(lines)


def _contact(check: Check, listed: Listed, by: User, now: datetime) -> ContactDraft:
    """A contact of its own: the list is emptied, the matter goes on."""
    if listed.contact is None or not listed.contact.held:
        return ContactDraft()
    seen = vault.reveal(
        contact=listed.contact, by=by, unit_name=check.unit.name, reason=Reason.ASK, now=now
    )
    known = {name: getattr(seen, name) for name in FIELDS}
    return ContactDraft(**known, wishes=Way(listed.contact.wishes))
