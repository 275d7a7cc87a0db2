"""Handing out the single votes: whoever gets them is on the trail."""

from datetime import datetime

from django.db import transaction

from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.polis.writing import zipped
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def hand_out(*, consultation: Consultation, by: User, now: datetime | None = None) -> bytes:
    """The zip of Polis' four files."""
    now = clock(now)
    rules.may_hand_out(consultation, by).require()
    record("consultation.votes_handed_out", on=consultation.trail_ref, by=by, at=now)
    return zipped(consultation)
