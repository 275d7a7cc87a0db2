"""Periods by the rule table and the calendar: from a moment to the date something is owed."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.matters.clock_rules import ClockRule, rules
from sanwen.deliver.procedures.declared import Declared, Length
from sanwen.methods.clock import Due, due, resumed
from sanwen.places.calendar import working_calendar


def rule_of(code: str, of: Declared | None) -> ClockRule:
    """As this version of a procedure has it; where it says nothing, as the table has it."""
    return _with_length(code, of.own_length(code) if of else None)


@lru_cache(maxsize=1024)
def _with_length(code: str, own: Length | None) -> ClockRule:
    shared = rules()[code]
    if own is None:
        return shared
    rule = replace(shared.rule, length=own.length, unit=own.unit)  # type: ignore[arg-type]
    extension = None
    if own.extend_max and own.extend_unit:
        extension = replace(rule, length=own.extend_max, unit=own.extend_unit)  # type: ignore[arg-type]
    return replace(shared, rule=rule, extension=extension)


def period(code: str, start: datetime | date, *, of: Declared | None = None) -> Due:
    """When this rule's period ends that begins after `start` (the first day is not counted)."""
    rule = rule_of(code, of).rule
    if isinstance(start, datetime):
        start = timezone.localtime(start) if rule.unit == "hour" else local_day(start)
    return due(rule, start, working_calendar())


def longer(day: date, days: int, *, of: Declared) -> date:
    """The date after so many days more, in the days in which the promise may be extended."""
    extension = rule_of(of.promise.rule, of).extension
    more = replace(extension or rules()[of.promise.rule].rule, length=days)
    return due(more, day, working_calendar()).on if days else day


def may_pause(code: str, because: str) -> Ruling:
    """A period stops for nothing but what its own article names."""
    if because in rules()[code].pauses:
        return ALLOWED
    return refused(_("The law does not stop this period for that."))


def paused(code: str, first: Due, *, because: str, since: date, until: date) -> Due:
    """The end after a pause that the article allows; the day it began is still counted."""
    may_pause(code, because).require()
    return resumed(first, rules()[code].rule, since, until, working_calendar())
