"""How long it takes until all that has to climb has climbed, and that nothing else is touched.

    python -m benchmarks.climbing [open matters] [share that is due]

All matters of the filled database are made open (fill.py leaves one in twenty open). A share of
them, 5 of 100 as a rule, is due to climb: late by one, three and seven working days, standing
still, or nobody's. The others have time. The first sweep has to write exactly those, the second
nothing; a third, after a day's worth (1 of 100) fell due, is what an ordinary morning costs.
"""

import sys
import time
from datetime import datetime

from rich.console import Console
from rich.table import Table

from benchmarks import stage

MANY = 1_000_000
SHARE = 0.05
TABLES = ("matters_climb", "matters_step", "audit_entry", "notices_notice")

OPEN = """
UPDATE matters_matter SET
  state = CASE WHEN lead_unit_id IS NULL THEN 'accepted' WHEN id % 3 = 0 THEN 'assigned'
    ELSE 'in_hand' END,
  state_since = %(now)s - interval '2 hours', opened_at = %(now)s - interval '2 days',
  due_on = greatest(first_due_on, %(today)s::date + 5), joined_into_id = NULL, closed_at = NULL,
  ending = '', outcome = '', answered_at = NULL, rung = 0, owner_by = NULL"""
QUIET_STEPS = "DELETE FROM matters_step WHERE verb NOT IN ('register')"
QUIET_STEPS_OLD = "UPDATE matters_step SET at = %(now)s - interval '90 days'"
CLOCKS = "UPDATE matters_clock SET stopped_at = %(now)s WHERE rule = 'service.dispatch'"
# Of those that are due half are late, by more and more, and half were not taken or stand still.
LATE = """
UPDATE matters_matter SET
  first_due_on = least(first_due_on, %(today)s::date - 2 - (id / {of} % 20)::int),
  due_on = %(today)s::date - 2 - (id / {of} % 20)::int
WHERE id % {of} = {at} AND lead_unit_id IS NOT NULL"""
STILL = """
UPDATE matters_matter SET state_since = %(now)s - interval '60 days'
WHERE id % {of} = {at} AND lead_unit_id IS NOT NULL"""
DUE = """
SELECT count(*) FROM matters_matter WHERE lead_unit_id IS NOT NULL AND (
  due_on <= %(late)s OR state_since < %(now)s - interval '30 days')"""


def main(n: int, share: float) -> None:
    with stage.database(quick=True) as running:
        stage.django_ready()
        from benchmarks.fill import fill

        fill(n, url=running.superuser_url)
        _arrange(share)
        _show(n, [_sweep("first"), _sweep("second"), _next_morning()])


def _arrange(share: float) -> None:
    from django.db import connection
    from django.utils import timezone

    every = max(2, round(2 / share))
    values = _values(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE matters_matter DISABLE TRIGGER USER")
        for statement in (OPEN, QUIET_STEPS, QUIET_STEPS_OLD, CLOCKS):
            cursor.execute(statement.replace("% 3", "%% 3"), values)
        for statement, at in ((LATE, 0), (STILL, 1)):
            text = _escaped(statement, every, at)
            cursor.execute(text, values)
        cursor.execute("ALTER TABLE matters_matter ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")
    _staff()


def _escaped(statement: str, of: int, at: int) -> str:
    text = statement.format(of=of, at=at)
    return text.replace(f"id % {of}", f"id %% {of}").replace("% 20", "%% 20")


def _staff() -> None:
    """Every unit has a head, the desk and the county a supervisor."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO people_membership (user_id, role, unit_id, since)
               SELECT (SELECT min(id) FROM people_user) + row_number() OVER (), 'unit_lead', id,
                 now() - interval '1 year' FROM places_unit ON CONFLICT DO NOTHING"""
        )
        cursor.execute(
            """INSERT INTO people_membership (user_id, role, unit_id, since)
               SELECT (SELECT min(id) FROM people_user), 'supervisor', min(id),
                 now() - interval '1 year' FROM places_unit ON CONFLICT DO NOTHING"""
        )


def _values(now: datetime) -> dict[str, object]:
    from sanwen.core.dates import local_day
    from sanwen.deliver.matters.climb_days import cuts

    today = local_day(now)
    return {"now": now, "today": today, "late": cuts(today).late[0]}


def _counts() -> dict[str, int]:
    from django.db import connection

    counts = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _sweep(name: str) -> list[str]:
    from django.db import connection
    from django.utils import timezone

    from sanwen.deliver.matters.actions import climbing

    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(DUE + " AND rung = 0", _values(now))
        due = cursor.fetchone()[0]
    before, start = _counts(), time.perf_counter()
    swept = climbing.sweep(now=now)
    seconds, after = time.perf_counter() - start, _counts()
    written = [after[table] - before[table] for table in TABLES]
    return [
        name,
        f"{due:,}",
        f"{swept.climbed:,}",
        *(f"{one:,}" for one in written),
        f"{seconds:.2f}",
    ]


def _next_morning() -> list[str]:
    from django.db import connection
    from django.utils import timezone

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE matters_matter DISABLE TRIGGER USER")
        text = _escaped(LATE, 100, 57) + " AND rung = 0"
        cursor.execute(text, _values(timezone.now()))
        cursor.execute("ALTER TABLE matters_matter ENABLE TRIGGER USER")
    return _sweep("a morning")


def _show(n: int, lines: list[list[str]]) -> None:
    table = Table(title=f"{n:,} open matters")
    names = ("sweep", "due", "climbed", "climbs", "steps", "trail", "notices", "seconds")
    for name in names:
        table.add_column(name, justify="left" if name == "sweep" else "right")
    for line in lines:
        table.add_row(*line)
    Console().print(table)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else MANY,
        float(sys.argv[2]) if len(sys.argv) > 2 else SHARE,
    )
