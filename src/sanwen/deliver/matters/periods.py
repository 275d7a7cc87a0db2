"""Periods by the rule table and the calendar: from a moment to the date something is owed."""

from datetime import date, datetime

from django.utils import timezone

from sanwen.deliver.matters.clock_rules import rules
from sanwen.methods.clock import Due, due
from sanwen.places.calendar import working_calendar


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def period(code: str, start: datetime | date) -> Due:
    """When this rule's period ends that begins after `start` (the first day is not counted)."""
    day = local_day(start) if isinstance(start, datetime) else start
    return due(rules()[code].rule, day, working_calendar())
