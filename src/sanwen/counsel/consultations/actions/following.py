"""Being told of the decision: an address in the vault, tied to no participant and no vote."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions.saying import PAGE
from sanwen.counsel.consultations.models import Consultation, Follower
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft


@transaction.atomic
def follow(*, consultation: Consultation, email: str, now: datetime | None = None) -> Follower:
    now = clock(now)
    rules.may_follow(consultation).require()
    kept = vault.keep_many([ContactDraft(email=email, wishes=Way.EMAIL)], now=now)[0]
    made = Follower.objects.create(consultation=consultation, contact=kept)
    record("consultation.followed", on=consultation.trail_ref, by=PAGE, at=now)
    return made


def erase_due(*, now: datetime | None = None) -> int:
    """Addresses of those who wanted to be told, as long after the decision as contacts are kept."""
    now = clock(now)
    until = now - timedelta(days=settings.CONTACT_DAYS)
    old = Follower.objects.filter(consultation__decide_by__lt=until.date())
    contacts = list(old.filter(contact__erased_at=None).values_list("contact_id", flat=True))
    return vault.erase_due(contact_ids=contacts, before=now, now=now)
