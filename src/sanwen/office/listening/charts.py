"""The messages of a topic over time, as bars and as a table: drawn here, not in the browser."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sanwen.core.dates import short_day
from sanwen.listen.topics.models import FEWEST, Topic
from sanwen.methods.suppression import hidden
from sanwen.office.listening.cells import count_words

WIDTH, HEIGHT, FOOT = 640, 160, 22
_WEEKS_A_MONTH = 4
# What is hidden is drawn as tall as this many, hatched: a bar tells no more than the table.
_STUB = FEWEST / 2


@dataclass(frozen=True, slots=True)
class Bar:
    begins: str
    ends: str
    count: int
    words: str
    is_hidden: bool
    x: float
    y: float
    width: float
    height: float
    is_lately: bool


@dataclass(frozen=True, slots=True)
class Chart:
    bars: list[Bar]
    top: int
    line: float
    is_monthly: bool
    marks: list[tuple[float, str]]


def chart(topic: Topic, *, inside: bool) -> Chart:
    """By week; by four weeks for readers outside where most weeks would have to be hidden."""
    weeks = list(topic.weekly)
    small = sum(0 < count < FEWEST for count in weeks)
    is_monthly = not inside and small > len(weeks) / 4
    step = _WEEKS_A_MONTH if is_monthly else 1
    counts = _summed(weeks, step)
    hide = [False] * len(counts) if inside else hidden(counts)
    last = timezone.localtime(topic.counted_at).date()
    bars = _bars(counts, hide, step, last)
    shown = [count for count, away in zip(counts, hide, strict=True) if not away]
    return Chart(
        bars, max([*shown, FEWEST]), HEIGHT - FOOT, is_monthly, _marks(bars, every=6 // step or 1)
    )


def _summed(weeks: list[int], step: int) -> list[int]:
    """Counted from the end, so that the last bar is whole."""
    whole = weeks[len(weeks) % step :]
    return [sum(whole[at : at + step]) for at in range(0, len(whole), step)]


def _bars(counts: list[int], hide: list[bool], step: int, last: date) -> list[Bar]:
    room, wide = HEIGHT - FOOT, WIDTH / max(len(counts), 1)
    top = max([*(c for c, away in zip(counts, hide, strict=True) if not away), FEWEST])
    bars = []
    for at, (count, away) in enumerate(zip(counts, hide, strict=True)):
        ends = last - timedelta(weeks=step * (len(counts) - 1 - at))
        height = room * (_STUB if away else count) / top
        bars.append(
            Bar(
                begins=short_day(ends - timedelta(weeks=step, days=-1)),
                ends=short_day(ends),
                count=count,
                words=count_words(count, is_hidden=away),
                is_hidden=away,
                x=round(at * wide + 0.1 * wide, 1),
                y=round(room - height, 1),
                width=round(0.8 * wide, 1),
                height=round(height, 1),
                is_lately=step * (len(counts) - 1 - at) < _WEEKS_A_MONTH,
            )
        )
    return bars


def _marks(bars: list[Bar], *, every: int) -> list[tuple[float, str]]:
    return [(bar.x, bar.begins) for at, bar in enumerate(bars) if at % every == 0]
