"""Last year's matters through a changed version: which dates would have moved, and how far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, DateField, DateTimeField, F, Min, Q, QuerySet
from django.db.models.functions import Trunc, TruncDate
from django.utils import timezone
from numpy.typing import NDArray

from sanwen.deliver.matters.clock_rules import ClockRule
from sanwen.deliver.matters.models import Clock
from sanwen.deliver.matters.periods import rule_of
from sanwen.deliver.procedures.declared import Declared
from sanwen.methods.clock import due
from sanwen.places.calendar import working_calendar

Whole = NDArray[np.int64]
YEAR = 365
MOST = 500_000
EXAMPLES = 6
QUANTILES = (0.1, 0.5, 0.9)
# Late by the old rule, late by the new one.
_TURNED = {(False, True): "late", (True, False): "in_time"}


@dataclass(frozen=True, slots=True)
class Example:
    matter: int
    old: date
    new: date
    # "late", "in_time" or empty: what would have become of it.
    turned: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """One clock: how many of its dates would be earlier, the same, later; by how many days."""

    rule: str
    is_promise: bool
    earlier: int
    same: int
    later: int
    days: tuple[float, ...]
    became_late: int
    no_longer_late: int
    examples: list[Example] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.earlier + self.same + self.later


@dataclass(frozen=True, slots=True)
class Replay:
    since: date
    read: int
    bounded: bool
    shifts: list[Shift]


@dataclass(frozen=True, slots=True)
class _Group:
    """Clocks that began, ended and were lengthened alike."""

    count: int
    example: int
    old: date
    new: date
    turned: str

    @property
    def moved(self) -> int:
        return (self.new - self.old).days


def replay(base: Declared, draft: Declared, *, now: datetime, most: int = MOST) -> Replay:
    """Both versions count by the present calendar, so that only the rule makes a difference."""
    since = now - timedelta(days=YEAR)
    shifts, read = [], 0
    for timed in draft.clocks:
        old, new = rule_of(timed.rule, base), rule_of(timed.rule, draft)
        if old.rule == new.rule or not any(one.rule == timed.rule for one in base.clocks):
            continue
        clocks = Clock.objects.filter(
            rule=timed.rule, matter__procedure=base.code, started_at__gte=since
        )
        groups = list(_groups(clocks, old, new, now=now, most=most))
        shift = _shift(timed.rule, groups, is_promise=timed == draft.promise)
        shifts.append(shift)
        read = max(read, shift.read)
    return Replay(timezone.localdate(since), read, read >= most, shifts)


def _groups(
    clocks: "QuerySet[Clock]", old: ClockRule, new: ClockRule, *, now: datetime, most: int
) -> Iterator[_Group]:
    calendar, today = working_calendar(), timezone.localdate(now)
    dates: dict[datetime, tuple[date, date]] = {}
    finest = "hour" if "hour" in (old.rule.unit, new.rule.unit) else "day"
    for row in _rows(clocks, most, finest):
        start = row["start"]
        if start not in dates:
            was, would = (due(one.rule, _begin(one, start), calendar).on for one in (old, new))
            dates[start] = was, would
        was, would = dates[start]
        turned = ""
        if row["answered"]:
            ended, more = row["ended"] or today, row["more"]
            turned = _TURNED.get((ended > was + more, ended > would + more), "")
        yield _Group(row["count"], row["example"], was, would, turned)


def _rows(clocks: "QuerySet[Clock]", most: int, finest: str) -> Iterable[dict[str, Any]]:
    newest = clocks.order_by("-pk").values("pk")[:most]
    return (
        Clock.objects.filter(pk__in=newest)
        .annotate(
            start=Trunc("started_at", finest, output_field=DateTimeField()),
            ended=TruncDate("stopped_at", output_field=DateField()),
            more=F("due_on") - F("first_due_on"),
            answered=Q(matter__answered_at__isnull=False),
        )
        .values("start", "ended", "more", "answered")
        .annotate(count=Count("pk"), example=Min("matter"))
        .order_by("start", "ended")
    )


def _begin(one: ClockRule, start: datetime) -> date:
    """Hours run from the moment (the hour decides the day), everything else from the day."""
    return timezone.localtime(start) if one.rule.unit == "hour" else timezone.localdate(start)


def _shift(rule: str, groups: list[_Group], *, is_promise: bool) -> Shift:
    moved = np.array([group.moved for group in groups], dtype=np.int64)
    counts = np.array([group.count for group in groups], dtype=np.int64)
    return Shift(
        rule=rule,
        is_promise=is_promise,
        earlier=int(counts[moved < 0].sum()),
        same=int(counts[moved == 0].sum()),
        later=int(counts[moved > 0].sum()),
        days=_quantiles(moved, counts),
        became_late=sum(group.count for group in groups if group.turned == "late"),
        no_longer_late=sum(group.count for group in groups if group.turned == "in_time"),
        examples=_examples(groups),
    )


def _quantiles(moved: Whole, counts: Whole) -> tuple[float, ...]:
    """Of all dates, those that stay included; empty where there is none."""
    if not counts.sum():
        return ()
    order = np.argsort(moved, kind="stable")
    below = np.cumsum(counts[order]) / counts.sum()
    return tuple(float(moved[order][np.searchsorted(below, share)]) for share in QUANTILES)


def _examples(groups: list[_Group]) -> list[Example]:
    """First those that would have turned, then those that move farthest."""
    telling = sorted(groups, key=lambda one: (not one.turned, -abs(one.moved), one.example))
    return [
        Example(one.example, one.old, one.new, one.turned)
        for one in telling[:EXAMPLES]
        if one.moved
    ]
