"""The report of a quarter is counted and kept; what it says is never changed afterwards."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.integrity.audit.actions import record
from sanwen.office.fairness.cases import MOST, cases, first_answers
from sanwen.office.fairness.comparison import METHOD, lines
from sanwen.office.fairness.models import Report
from sanwen.office.fairness.quarters import last_whole, span


@transaction.atomic
def make_report(*, quarter: str | None = None, by: Actor, now: datetime | None = None) -> Report:
    """Counts the quarter, or the last whole one; an earlier report of it stays beside the new."""
    now = timezone.now() if now is None else now
    quarter = quarter or last_whole(local_day(now))
    start, end = span(quarter)
    count = first_answers(start, end).count()
    read = list(cases(start, end, every=max(1, -(-count // MOST))))
    report = Report.objects.create(
        quarter=quarter,
        method=METHOD,
        made_at=now,
        made_by=by.actor_ref,
        matters=count,
        drawn=len(read),
        lines=lines(read),
    )
    record("fairness.reported", on=report.trail_ref, by=by, at=now, matters=count)
    return report


@transaction.atomic
def make_due(*, by: Actor, now: datetime | None = None) -> Report | None:
    """The report of the last whole quarter, unless it has one by the present method."""
    now = timezone.now() if now is None else now
    quarter = last_whole(local_day(now))
    if Report.objects.filter(quarter=quarter, method=METHOD).exists():
        return None
    return make_report(quarter=quarter, by=by, now=now)
