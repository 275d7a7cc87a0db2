"""What visitors said of a counter in a month: four sums and what they are of; no persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sanwen.core.months import month_after
from sanwen.deliver.reception.models import Counter, Feedback, Visit
from sanwen.deliver.reception.states import State
from sanwen.methods.personal import masked
from sanwen.methods.suppression import FEWEST

QUESTIONS = ("door", "face", "talk", "deed")


@dataclass(frozen=True, slots=True)
class Cell:
    """Of `asked` who answered this question, `hard` said that it was hard; None where hidden."""

    name: str
    asked: int = 0
    hard: int | None = None

    @property
    def is_hidden(self) -> bool:
        return self.asked < FEWEST

    @property
    def is_few(self) -> bool:
        return not self.is_hidden and self.hard is None


@dataclass(frozen=True, slots=True)
class Line:
    counter: Counter
    visits: int
    spoken: int
    cells: tuple[Cell, ...]
    words: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.spoken < FEWEST


def of_month(counters: Sequence[Counter], month: date, *, with_words: bool) -> list[Line]:
    """One line a counter, in the order given. Three queries."""
    keys = [counter.pk for counter in counters]
    said = {row["counter"]: row for row in _sums(keys, month)}
    visits = dict(
        Visit.objects.filter(counter__in=keys, on__gte=month, on__lt=month_after(month))
        .filter(state=State.DONE)
        .order_by()
        .values_list("counter")
        .annotate(Count("pk"))
    )
    words = _words(keys, month) if with_words else {}
    return [
        _line(counter, visits.get(counter.pk, 0), said.get(counter.pk, {}), words)
        for counter in counters
        if counter.pk in visits or counter.pk in said
    ]


def _sums(keys: list[int], month: date) -> list[dict[str, int]]:
    sums = {f"{name}_asked": Count("pk", filter=~Q(**{name: None})) for name in QUESTIONS}
    sums |= {f"{name}_hard": Count("pk", filter=Q(**{name: True})) for name in QUESTIONS}
    rows = Feedback.objects.filter(counter__in=keys, month=month).values("counter")
    return list(rows.annotate(spoken=Count("pk"), **sums).order_by())


def _line(counter: Counter, visits: int, row: dict[str, int], words: dict[int, list[str]]) -> Line:
    spoken = row.get("spoken", 0)
    shown = tuple(words.get(counter.pk, [])) if spoken >= FEWEST else ()
    cells = tuple(_cell(name, row) for name in QUESTIONS)
    return Line(counter, visits, spoken, cells, shown)


def _cell(name: str, row: dict[str, int]) -> Cell:
    """Nobody at all is no secret; one to four are not told apart, on either side of the sum."""
    asked, hard = row.get(f"{name}_asked", 0), row.get(f"{name}_hard", 0)
    if asked < FEWEST or 0 < hard < FEWEST:
        return Cell(name, asked)
    return Cell(name, asked, hard)


def _words(keys: list[int], month: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    said = Feedback.objects.filter(counter__in=keys, month=month).exclude(words="")
    # By their random numbers: the order in which they came would tell which visit they followed.
    for counter, words in said.order_by("pk").values_list("counter", "words"):
        found.setdefault(counter, []).append(masked(words).text)
    return found
