"""What people said of units' answers, as sums: never who, never one by one, never ranked."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from sanwen.deliver.matters.models import AnswerState, Joining, Outcome
from sanwen.deliver.matters.states import State
from sanwen.methods.suppression import FEWEST
from sanwen.verdict.ratings.models import Solved, Verdict


@dataclass(frozen=True, slots=True)
class Sums:
    """Of N people who were given an answer, A judged it and U did not say; `pending` still may."""

    asked: int = 0
    judged: int = 0
    pending: int = 0
    solved: Mapping[str, int] = field(default_factory=dict)
    satisfaction: Mapping[int, int] = field(default_factory=dict)
    reopened: int = 0
    explained: int = 0

    @property
    def unsaid(self) -> int:
        return self.asked - self.judged

    @property
    def is_hidden(self) -> bool:
        return self.judged < FEWEST

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The true share of solved lies between: none, or all, of the silent found it solved."""
        if self.is_hidden:
            return None
        yes = self.solved.get(Solved.YES, 0)
        return yes / self.asked, (yes + self.unsaid) / self.asked


def sums(units: Collection[int], *, since: datetime, until: datetime) -> dict[int, Sums]:
    """By unit, for the answers sent from `since` up to but not with `until`. Three queries."""
    asked = _asked(units, since, until)
    solved, faces, open_judged = _judged(units, since, until)
    return {
        unit: _sums(row, solved.get(unit, Counter()), faces.get(unit, Counter()), open_judged[unit])
        for unit, row in asked.items()
    }


def _asked(units: Collection[int], since: datetime, until: datetime) -> dict[int, dict[str, int]]:
    people = Joining.objects.filter(
        withdrawn_at=None,
        matter__answers__state=AnswerState.SENT,
        matter__answers__unit__in=units,
        matter__answers__sent_at__gte=since,
        matter__answers__sent_at__lt=until,
    )
    rows = people.values("matter__answers__unit").annotate(
        asked=Count("pk"),
        open=Count("pk", filter=Q(matter__state=State.ANSWERED)),
        reopened=Count("matter", distinct=True, filter=Q(matter__reopenings__gt=0)),
        explained=Count(
            "matter", distinct=True, filter=Q(matter__answers__outcome=Outcome.EXPLAINED)
        ),
    )
    return {row["matter__answers__unit"]: row for row in rows.order_by()}


def _judged(
    units: Collection[int], since: datetime, until: datetime
) -> tuple[dict[int, Counter[str]], dict[int, Counter[int]], Counter[int]]:
    rows = (
        Verdict.objects.filter(
            unit__in=units, answer__sent_at__gte=since, answer__sent_at__lt=until
        )
        .values_list("unit", "solved", "satisfaction", "answer__matter__state")
        .annotate(Count("pk"))
        .order_by()
    )
    solved: dict[int, Counter[str]] = {}
    faces: dict[int, Counter[int]] = {}
    still_open: Counter[int] = Counter()
    for unit, answer, face, state, count in rows:
        solved.setdefault(unit, Counter())[answer] += count
        if face is not None:
            faces.setdefault(unit, Counter())[face] += count
        still_open[unit] += count if state == State.ANSWERED else 0
    return solved, faces, still_open


def _sums(
    row: Mapping[str, int], solved: Counter[str], faces: Counter[int], open_judged: int
) -> Sums:
    judged = solved.total()
    shown = judged >= FEWEST
    return Sums(
        # A voice that left the matter after judging still judged.
        asked=max(row["asked"], judged),
        judged=judged,
        pending=max(row["open"] - open_judged, 0),
        solved=dict(solved) if shown else {},
        satisfaction=dict(faces) if shown and faces.total() >= FEWEST else {},
        reopened=row["reopened"],
        explained=row["explained"],
    )
