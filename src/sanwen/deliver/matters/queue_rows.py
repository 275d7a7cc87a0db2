"""Reading the queues: their counts in one statement, and their pages by key, never by offset."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.models.recusal import line_of
from sanwen.deliver.matters.queues import DESKS, NOT_RECUSED, URGENT, Desk, Queue, desks_of
from sanwen.people.models import User

PAGE = 50
# So many urgent ones stand on top; the queue of the urgent has all.
PINNED = 10
# Beyond this a count says "999+": nobody works by the exact number, and counting on would cost.
MOST = 1000
# What a line of the list says; more would be read and built for nothing.
SHOWN = (
    *("title", "place", "state", "state_since", "urgent", "opened_at"),
    *("due_on", "due_is_provisional", "voices_count", "returns", "extensions", "reopenings"),
    *("designated", "rung", "area__name", "lead_unit__name", "lead_unit__name_en"),
)
_NAMED = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Page:
    matters: list[Matter]
    # Where the next page begins; empty on the last.
    after: str


def counts(person: User, *, today: date) -> dict[str, int]:
    """How many in each queue of this person, counted to MOST."""
    desks = desks_of(person)
    queues = [queue for desk in desks for queue in desk.queues]
    if not queues:
        return {}
    parts = [
        f"SELECT '{queue.key}', (SELECT count(*) FROM ({_select(queue, MOST, sort=False)}) x)"
        for queue in queues
    ]
    with connection.cursor() as cursor:
        cursor.execute(_with(desks) + " UNION ALL ".join(parts), _values(person, desks, today))
        return dict(cursor.fetchall())


def page(person: User, queue: Queue, *, today: date, after: str = "", size: int = PAGE) -> Page:
    """The numbers come from the queue's index; what is shown passes `visible_to` all the same.

    On the first page of some queues the urgent ones stand on top, soonest due first.
    """
    sql, values = _numbers(person, queue, today=today, after=after, size=size + 1)
    found = sorted(_visible(person, sql, values), key=_place(queue), reverse=queue.newest)
    pinned = [matter for matter in found if matter.urgent][:PINNED]
    first = pinned if queue.urgent_first and not after else []
    others = [matter for matter in found if matter not in first]
    shown = others[:size]
    # Without a further page every urgent one is among these, so more than a page means more.
    more = _cursor(queue, shown[-1]) if shown and len(found) > size else ""
    return Page(first + shown, more)


def _visible(person: User, sql: str, values: list[Any]) -> "QuerySet[Matter]":
    return (
        Matter.objects.visible_to(person)
        .filter(pk__in=RawSQL(f"SELECT id FROM ({sql}) x", values))  # noqa: S611  (ours alone)
        .select_related("area", "lead_unit")
        .only(*SHOWN)
    )


def _place(queue: Queue) -> Callable[[Matter], tuple[Any, int]]:
    return lambda matter: (matter.opened_at if queue.newest else matter.due_on, matter.pk)


def members(
    person: User, queue: Queue, *, today: date, among: list[int]
) -> tuple[str, dict[str, Any]]:
    """Which of some matters stand in the queue: a query, and the values it names."""
    desks = _desks(queue)
    units = f"{queue.scope}_units u{_states(queue)}, " if queue.scope else ""
    sql = f"SELECT m.id FROM {units}{queue.rows}{NOT_RECUSED} AND m.id = ANY(%(among)s::bigint[])"
    return f"SELECT id FROM ({_with(desks)}{sql}) x", {
        **_values(person, desks, today),
        "among": among,
    }


def walked(
    person: User, queue: Queue, *, today: date, bounds: str, holds: str
) -> tuple[str, dict[str, Any]]:
    """The newest `size` of the queue for which `holds` is true, within `bounds`: a query, and
    the values it names itself.

    A queue of all is read along its index. Any other is short: it is put in order first and then
    asked one by one, for the planner would read it from a longer list.
    """
    desks = _desks(queue)
    values = _values(person, desks, today)
    if queue.newest:
        sql = _select(queue, "%(size)s", more=f"{bounds} AND {holds}")
        return f"SELECT id FROM ({_with(desks)}{sql}) x", values
    units = f"{queue.scope}_units u{_states(queue)}, " if queue.scope else ""
    sql = f"SELECT m.id, m.opened_at FROM {units}{queue.rows}{NOT_RECUSED}{bounds}"
    ordered = f"{_with(desks)}{sql} ORDER BY m.opened_at DESC, m.id DESC"
    return f"WITH m AS MATERIALIZED ({ordered}) SELECT m.id FROM m WHERE {holds} LIMIT %(size)s", (
        values
    )


def first_number(person: User, queue: Queue, *, today: date) -> int | None:
    """The matter that stands first in the queue now."""
    found = page(person, queue, today=today, size=1).matters
    return found[0].pk if found else None


def _numbers(
    person: User, queue: Queue, *, today: date, after: str, size: int
) -> tuple[str, list[Any]]:
    desks = _desks(queue)
    values = _values(person, desks, today)
    start = _start(queue, after)
    if start:
        values |= {"after": start[0], "after_id": start[1]}
    sql = _select(queue, size, after=start is not None)
    if queue.urgent_first and start is None:
        urgent = _select(queue, PINNED, more=URGENT)
        sql = f"SELECT id FROM ({sql}) a UNION SELECT id FROM ({urgent}) b"
    return in_order(f"{_with(desks)} {sql}", values)


def _desks(queue: Queue) -> list[Desk]:
    return [desk for desk in DESKS if queue in desk.queues]


def in_order(sql: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """Named values as a list, because that is what a query inside a query takes."""
    return _NAMED.sub("%s", sql), [values[name] for name in _NAMED.findall(sql)]


def _with(desks: list[Desk]) -> str:
    parts = [
        f"{desk.scope}_units AS (SELECT id FROM places_unit WHERE path LIKE ANY(%({desk.scope})s))"
        for desk in desks
        if any(queue.scope for queue in desk.queues)
    ]
    return f"WITH {', '.join(parts)} " if parts else ""


def _values(person: User, desks: list[Desk], today: date) -> dict[str, Any]:
    paths = {desk.scope: [f"{path}%" for path in person.scopes(*desk.roles)] for desk in desks}
    return {**paths, "today": today, "me": person.pk, "line": line_of(person)}


def _states(queue: Queue) -> str:
    values = ", ".join(f"('{state.value}')" for state in queue.states)
    return f" CROSS JOIN (VALUES {values}) s(state)" if values else ""


def _select(
    queue: Queue, size: int | str, *, after: bool = False, sort: bool = True, more: str = ""
) -> str:
    """Every piece is a constant of ours; what a person sends comes in as a value."""
    field, sign, way = ("opened_at", "<", " DESC") if queue.newest else ("due_on", ">", "")
    from_here = f" AND (m.{field}, m.id) {sign} (%(after)s, %(after_id)s)" if after else ""
    inner = (
        f"SELECT m.id, m.{field} AS sort FROM {queue.rows}{NOT_RECUSED}{from_here}{more}"
        f" ORDER BY m.{field}{way}, m.id{way} LIMIT {size}"
    )
    if not queue.scope:
        return inner
    # A count needs no order between units, so it stops as soon as it has enough.
    order = f" ORDER BY r.sort{way}, r.id{way}" if sort else ""
    return (
        f"SELECT r.id, r.sort FROM {queue.scope}_units u{_states(queue)}"
        f" CROSS JOIN LATERAL ({inner}) r{order} LIMIT {size}"
    )


def _cursor(queue: Queue, matter: Matter) -> str:
    sort, number = _place(queue)(matter)
    return f"{sort.isoformat()}~{number}"


def _start(queue: Queue, after: str) -> tuple[date | datetime, int] | None:
    """An address that somebody cut short begins at the first page instead of failing."""
    sort, _, number = after.partition("~")
    kind = datetime if queue.newest else date
    try:
        return kind.fromisoformat(sort), int(number)
    except ValueError:
        return None
