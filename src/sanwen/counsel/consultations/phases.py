"""The phases of a consultation as data, and the one definition of upcoming, open and closed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    GATHER = "gather", pgettext_lazy("phase", "gather opinions")
    REACT = "react", pgettext_lazy("phase", "react to opinions")
    DISCUSS = "discuss", pgettext_lazy("phase", "discuss the draft")
    DECIDED = "decided", pgettext_lazy("phase", "decided")
    CARRIED_OUT = "carried_out", pgettext_lazy("phase", "carried out")
    JUDGED = "judged", pgettext_lazy("phase", "judged")


class Act(StrEnum):
    """What a resident may do in a phase that is open."""

    SAY = "say"
    VOTE = "vote"
    JUDGE = "judge"


# In the order in which they come.
PHASES: dict[Kind, frozenset[Act]] = {
    Kind.GATHER: frozenset({Act.SAY, Act.VOTE}),
    Kind.REACT: frozenset({Act.VOTE}),
    Kind.DISCUSS: frozenset({Act.SAY, Act.VOTE}),
    Kind.DECIDED: frozenset(),
    Kind.CARRIED_OUT: frozenset(),
    Kind.JUDGED: frozenset({Act.JUDGE}),
}
ORDER = list(PHASES)
# People are asked in these; together they are the time that the law counts.
ASKING = frozenset({Kind.GATHER, Kind.REACT, Kind.DISCUSS})


class Standing(models.TextChoices):
    UPCOMING = "upcoming", pgettext_lazy("standing", "not open yet")
    OPEN = "open", pgettext_lazy("standing", "open")
    CLOSED = "closed", pgettext_lazy("standing", "closed")


class Span(Protocol):
    """A phase: from the beginning of one day to the end of another, both in local time."""

    kind: str
    opens_on: date
    closes_on: date | None


S = TypeVar("S", bound=Span)


def standing(phase: Span, today: date) -> Standing:
    if today < phase.opens_on:
        return Standing.UPCOMING
    if phase.closes_on is not None and today > phase.closes_on:
        return Standing.CLOSED
    return Standing.OPEN


def open_phase(phases: Iterable[S], today: date) -> S | None:
    """The latest one that is open: phases do not overlap, so there is one at most."""
    running = [phase for phase in phases if standing(phase, today) == Standing.OPEN]
    return max(running, key=lambda phase: ORDER.index(Kind(phase.kind)), default=None)


def whole(phases: Sequence[Span], today: date) -> Standing:
    """The consultation: open from its first day of asking to its last."""
    asked = [phase for phase in phases if phase.kind in ASKING]
    if not asked or today < min(phase.opens_on for phase in asked):
        return Standing.UPCOMING
    ends = [phase.closes_on for phase in asked]
    if None in ends or today <= max(end for end in ends if end):
        return Standing.OPEN
    return Standing.CLOSED


def may(act: Act, phases: Iterable[Span], today: date) -> bool:
    phase = open_phase(phases, today)
    return phase is not None and act in PHASES[Kind(phase.kind)]


def days_of_asking(phases: Iterable[Span], *, published_on: date) -> int:
    """Calendar days on which people can speak; the first counted is the day after publication."""
    first = published_on + timedelta(days=1)
    asked = [p for p in phases if p.kind in ASKING and p.closes_on is not None]
    spans = [(p.closes_on - max(p.opens_on, first)).days + 1 for p in asked if p.closes_on]
    return sum(max(0, days) for days in spans)


def last_day(phases: Iterable[Span]) -> date | None:
    """The last day on which people can speak."""
    return max((p.closes_on for p in phases if p.kind in ASKING and p.closes_on), default=None)


def in_order(phases: Sequence[Span]) -> bool:
    """Each begins after the one before it ended, and none comes before what it follows from."""
    ordered = sorted(phases, key=lambda phase: ORDER.index(Kind(phase.kind)))
    return all(
        one.closes_on is not None and one.closes_on < after.opens_on
        for one, after in pairwise(ordered)
    )
