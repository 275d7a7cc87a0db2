"""Counters and visits for tests, brought into any state by the real actions and nothing else."""

from datetime import datetime, time
from itertools import count

from sanwen.core.actors import Machine
from sanwen.deliver.reception.actions import booking, counters, lists, queue, talking
from sanwen.deliver.reception.actions.booking import VisitDraft
from sanwen.deliver.reception.actions.counters import CounterDraft, HoursRow
from sanwen.deliver.reception.models import Checklist, Counter, Visit
from sanwen.deliver.reception.states import State
from sanwen.integrity.vault.rules import ContactDraft
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later

TESTS = Machine("tests")
MORNINGS = tuple(HoursRow(day, time(8, 30), time(11, 30), 30, 2) for day in range(5))
# Tomorrow, a Wednesday.
TOMORROW = later(days=1).date()
TEN = time(10)
_keys = count(1)


def counter(cast: Cast, *, letter: str = "A", hours: tuple[HoursRow, ...] = MORNINGS) -> Counter:
    draft = CounterDraft(name="来访接待窗口", letter=letter, name_en="Visitors' counter")
    return counters.open_counter(draft, unit=cast.units.desk, hours=hours, by=TESTS, now=MORNING)


def shipped_list(code: str = "wages") -> Checklist:
    lists.load_shipped(by=TESTS, now=MORNING)
    return Checklist.objects.current().get(code=code)


def draft(**fields: object) -> VisitDraft:
    return VisitDraft(submission_key=f"visit-{next(_keys)}", **fields)  # type: ignore[arg-type]


def booked(
    one: Counter,
    *,
    at: time = TEN,
    now: datetime = MORNING,
    contact: ContactDraft | None = None,
    **fields: object,
) -> Visit:
    if contact is not None:
        fields["contact"] = contact
    return booking.book(draft(**fields), counter=one, on=TOMORROW, begins=at, now=now)


def visit(
    cast: Cast, one: Counter, state: State = State.WAITING, *, now: datetime = MORNING
) -> Visit:
    """A walk-in of today, or an appointment where only that has the state."""
    if state in (State.EXPECTED, State.CANCELLED, State.CALLED_OFF):
        return _appointment(cast, one, state, now)
    found = booking.walk_in(draft(), counter=one, by=cast.clerk, now=now)
    if state == State.LEFT:
        return queue.leave(visit=found, by=cast.clerk, now=now)
    for step, reached in (
        (lambda: queue.call_next(counter=one, by=cast.clerk, now=now), State.CALLED),
        (lambda: talking.begin(visit=found, by=cast.clerk, now=now), State.IN_TALK),
        (lambda: talking.finish(visit=found, by=cast.clerk, now=now), State.DONE),
    ):
        if found.state == state:
            break
        step()
        found.refresh_from_db()
        if reached == state:
            break
    return found


def _appointment(cast: Cast, one: Counter, state: State, now: datetime) -> Visit:
    found = booked(one, now=now)
    if state == State.CANCELLED:
        return booking.cancel(visit=found, now=now)
    if state == State.CALLED_OFF:
        return booking.call_off(visit=found, because="窗口当天检修", by=cast.clerk, now=now)
    return found
