"""Sealing a report, and opening one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core import keys
from sanwen.core.actors import Machine
from sanwen.integrity.audit.actions import record
from sanwen.integrity.conduct import rules
from sanwen.integrity.conduct.models import Kind, SealedReport
from sanwen.integrity.conduct.states import State
from sanwen.people.models import User
from sanwen.places.models import Unit

KEY = "conduct"
_DESK = Machine("conduct")


@transaction.atomic
def seal_report(
    *, kind: Kind, text: str, about_unit: Unit | None, subject: str = "", now: datetime
) -> SealedReport:
    """The trail learns that a report exists; not of whom, not of which matter, not from whom."""
    rules.may_seal(text).require()
    report = SealedReport.objects.create(
        kind=kind,
        text=keys.keyring(KEY).encrypt(text.strip().encode()),
        about_unit=about_unit,
        subject=subject,
        received_at=now,
    )
    record("report.sealed", on=report.ref, by=_DESK, at=now)
    return report


@transaction.atomic
def open_report(*, report: SealedReport, by: User) -> str:
    """The words of a report; every reading is recorded."""
    now = timezone.now()
    report = SealedReport.objects.select_for_update().visible_to(by).get(pk=report.pk)
    if report.state == State.RECEIVED:
        report.state, report.first_read_at = State.READ, now
        report.save(update_fields=["state", "first_read_at"])
    record("report.read", on=report.ref, by=by, at=now)
    return keys.keyring(KEY).decrypt(bytes(report.text)).decode()
