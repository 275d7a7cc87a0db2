"""The sums follow the matters: a queue of touched matters is counted anew, every few seconds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from sanwen.core.actors import Actor
from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.verdict.scorecards import counting_sql as sql
from sanwen.verdict.scorecards import profiles

# In one transaction: enough to be quick, few enough that a page never waits for a lock.
MOST = 2000
CHUNK = 50_000
# Whoever counts waits for the other who counts.
_LOCK = 7_306_001


@dataclass(frozen=True, slots=True)
class Wrong:
    """Rows of facts and of sums that are not what a full count gives."""

    facts: int
    sums: int

    def __bool__(self) -> bool:
        return bool(self.facts or self.sums)


def keep(*, most: int = MOST) -> int:
    """Count touched matters anew until none is left; how many rows of the queue were done."""
    done = 0
    while found := _keep_some(most):
        done += found
    return done


@transaction.atomic
def _keep_some(most: int) -> int:
    """A row is in the queue only once its matter's change is there to be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            "DELETE FROM scorecards_touched WHERE id IN (SELECT id FROM scorecards_touched"
            " ORDER BY id LIMIT %s) RETURNING matter",
            [most],
        )
        rows = [matter for (matter,) in cursor.fetchall()]
        if rows:
            _count(cursor, sorted(set(rows)))
    return len(rows)


def _count(cursor: Any, matters: Sequence[int]) -> None:
    values = _values(matters)
    cursor.execute(sql.GONE_PRINTS, values)
    cursor.execute(sql.PRINTS, values)
    new = cursor.fetchall()
    if new:
        prints, sent = [row[0] for row in new], [row[1] for row in new]
        cursor.execute(sql.LATER_ALIKE, values | {"prints": prints, "sent": sent})
    cursor.execute(sql.KEEP, values)


def _values(matters: Sequence[int]) -> dict[str, Any]:
    known = profiles.known()
    return {
        "touched": list(matters),
        "zone": settings.TIME_ZONE,
        "starts": [one.starts_on for one in known],
        "ratable": [",".join(one.procedures) for one in known],
    }


@transaction.atomic
def recount(*, by: Actor, now: datetime | None = None) -> Wrong:
    """Everything from the matters themselves; what was wrong is mended. Published cards stay."""
    now = clock(now)
    keep()
    with _alone() as cursor:
        cursor.execute(sql.STALE_PRINTS)
        for matters in _chunks(cursor):
            cursor.execute(sql.PRINTS, _values(matters))
        cursor.execute("ANALYZE scorecards_answerprint")
        sums = _wrong_sums(cursor)
        cursor.execute(sql.STALE_FACTS)
        facts = cursor.rowcount
        for matters in _chunks(cursor):
            cursor.execute(sql.MEND_FACTS, _values(matters))
            facts += cursor.rowcount
        if facts or sums:
            cursor.execute("ANALYZE scorecards_fact")
            cursor.execute("DELETE FROM scorecards_tally")
            cursor.execute(sql.FILL_TALLIES)
            cursor.execute("ANALYZE scorecards_tally")
    wrong = Wrong(facts, sums)
    details = {"wrong_facts": wrong.facts, "wrong_sums": wrong.sums}
    record("rates.recounted", on="rates:all", by=by, at=now, **details)
    return wrong


@transaction.atomic
def difference() -> Wrong:
    """Everything counted again and compared; nothing is changed but what waited in the queue."""
    keep()
    with _alone() as cursor:
        facts = 0
        for matters in _chunks(cursor):
            cursor.execute(sql.WRONG_FACTS, _values(matters))
            facts += cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM scorecards_fact f WHERE NOT EXISTS"
            " (SELECT FROM matters_matter m WHERE m.id = f.matter)"
        )
        facts += cursor.fetchone()[0]
        return Wrong(facts, _wrong_sums(cursor))


def _wrong_sums(cursor: Any) -> int:
    cursor.execute(sql.WRONG_TALLIES)
    return int(cursor.fetchone()[0])


@contextmanager
def _alone() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        # Millions of sums at once stay in memory; until the transaction ends.
        cursor.execute("SET LOCAL work_mem = '128MB'")
        yield cursor


def _chunks(cursor: Any) -> Iterator[list[int]]:
    after = 0
    while True:
        cursor.execute(
            "SELECT id FROM matters_matter WHERE id > %s ORDER BY id LIMIT %s", [after, CHUNK]
        )
        matters = [number for (number,) in cursor.fetchall()]
        if not matters:
            return
        yield matters
        after = matters[-1]
