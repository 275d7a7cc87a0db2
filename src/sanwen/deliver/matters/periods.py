"""Periods by the rule table and the calendar: from a moment to the date something is owed."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.matters.clock_rules import rules
from sanwen.methods.clock import Due, due, resumed
from sanwen.places.calendar import working_calendar


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def period(code: str, start: datetime | date) -> Due:
    """When this rule's period ends that begins after `start` (the first day is not counted)."""
    day = local_day(start) if isinstance(start, datetime) else start
    return due(rules()[code].rule, day, working_calendar())


def may_pause(code: str, because: str) -> Ruling:
    """A period stops for nothing but what its own article names."""
    if because in rules()[code].pauses:
        return ALLOWED
    return refused(_("The law does not stop this period for that."))


def paused(code: str, first: Due, *, because: str, since: date, until: date) -> Due:
    """The end after a pause that the article allows; the day it began is still counted."""
    may_pause(code, because).require()
    return resumed(first, rules()[code].rule, since, until, working_calendar())
