"""The periods that run on a matter: the first promise, the present date, each leg of the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from sanwen.core.dates import DueLine, day_words, due_line
from sanwen.deliver.matters.clock_rules import rules
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Clock, Matter
from sanwen.deliver.matters.shown.rows import matter_due


@dataclass(frozen=True, slots=True)
class Leg:
    name: str
    unit: str
    day: str
    due: DueLine
    article: str


@dataclass(frozen=True, slots=True)
class Clocks:
    procedure: str
    first_promise: str
    present: str
    moved: bool
    due: DueLine
    legs: list[Leg]


def clocks(matter: Matter, running: Iterable[Clock], *, today: date) -> Clocks:
    one = procedure_of(matter)
    promise = one.promise.rule
    return Clocks(
        procedure=one.name_in(get_language() or ""),
        first_promise=day_words(matter.first_due_on),
        present=day_words(matter.due_on),
        moved=matter.first_due_on != matter.due_on,
        due=matter_due(matter, today),
        legs=[_leg(clock, today) for clock in running if clock.rule != promise],
    )


def _leg(clock: Clock, today: date) -> Leg:
    language = get_language() or ""
    rule = rules()[clock.rule]
    unit = clock.assignment.unit.name_in(language) if clock.assignment else ""
    return Leg(
        name=rule.name_in(language),
        unit=unit,
        day=day_words(clock.due_on),
        due=due_line(clock.due_on, today, provisional=clock.provisional),
        article=rule.article,
    )
