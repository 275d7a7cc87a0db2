"""Codes that the body hands out: seen once by whoever prints them, kept as hashes only."""

import secrets
from datetime import datetime

from django.db import transaction

from sanwen.core import codes
from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules, seats
from sanwen.counsel.consultations.actions.beats import lock
from sanwen.counsel.consultations.models import Consultation, Pass
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def make_passes(
    *, consultation: Consultation, many: int, by: User, now: datetime | None = None
) -> list[str]:
    now = clock(now)
    one = lock(consultation)
    rules.may_make_passes(one, many, by).require()
    made = [codes.make(secrets.token_bytes(20)) for _ in range(many)]
    Pass.objects.bulk_create(
        Pass(consultation=one, code_hash=seats.code_hash(one.pk, code), made_at=now)
        for code in sorted(made)
    )
    record("consultation.passes_made", on=one.trail_ref, by=by, at=now, many=many)
    return made
