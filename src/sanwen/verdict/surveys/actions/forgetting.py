"""Erasing how to reach those who were asked, once it is no longer needed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sanwen.core.actors import Machine
from sanwen.core.moment import clock
from sanwen.integrity.vault import actions as vault
from sanwen.verdict.surveys.models import Listed
from sanwen.verdict.surveys.states import State

KEEPER = Machine("survey-lists")


@transaction.atomic
def forget(*, now: datetime | None = None) -> int:
    """As long after the last day as contacts are kept; at once where a survey was withdrawn."""
    now = clock(now)
    until = now - timedelta(days=settings.CONTACT_DAYS)
    kept = Listed.objects.exclude(contact=None).filter(contact__erased_at=None)
    old = kept.filter(survey__closed_at__lt=until) | kept.filter(survey__state=State.WITHDRAWN)
    known = list(old.values_list("contact", flat=True))
    return vault.erase_due(contact_ids=known, before=now, by=KEEPER, now=now) if known else 0
