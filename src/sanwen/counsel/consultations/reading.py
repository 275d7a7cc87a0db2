"""An open consultation as the voting reads it: kept for two seconds in each process."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock

from sanwen.counsel.consultations.choosing import FRESH, next_of
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import Consultation, Phase, Statement

# How long what was shown, held back or withdrawn just now may still look as before.
SECONDS = 2.0
MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Shown:
    pk: int
    number: int
    text: str
    is_by_body: bool


@dataclass(frozen=True, slots=True)
class Board:
    one: Consultation
    phases: tuple[Phase, ...]
    statements: Mapping[int, Shown]
    # By the key in the table, as votes name it.
    numbers: Mapping[int, int]
    weights: Mapping[int, float]

    def next_for(self, seat: Seat, answered: Collection[int]) -> Shown | None:
        """Of the numbers not answered yet; None when all are."""
        found = next_of(self.weights, answered, seed=self.one.seed, code=seat.code)
        return self.statements[found] if found is not None else None


_kept: dict[int, tuple[float, Board]] = {}
_reading = Lock()


def board(number: int) -> Board | None:
    """None: there is no such consultation for everybody."""
    known = _kept.get(number)
    if known and time.monotonic() - known[0] < SECONDS:
        return known[1]
    with _reading:
        return _fresh(number)


def _fresh(number: int) -> Board | None:
    """Whoever waited here while another read it takes what that one found."""
    known = _kept.get(number)
    if known and time.monotonic() - known[0] < SECONDS:
        return known[1]
    one = Consultation.objects.public().select_related("unit").filter(pk=number).first()
    if one is None:
        return None
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    found = _read(one)
    _kept[number] = (time.monotonic(), found)
    return found


def _read(one: Consultation) -> Board:
    rows = Statement.objects.filter(consultation=one).shown().numbered()
    fields = rows.values_list("pk", "number", "text", "is_by_body", "count__priority")
    statements, weights = {}, {}
    for pk, number, text, is_by_body, priority in fields:
        statements[number] = Shown(pk, number, text, is_by_body)
        weights[number] = FRESH if priority is None else priority
    numbers = {shown.pk: shown.number for shown in statements.values()}
    return Board(one, tuple(one.phases.all()), statements, numbers, weights)


def forget() -> None:
    _kept.clear()
