"""Fills a database with any number of matters that look like ten years of a county's work.

    python -m benchmarks.fill 200000 [postgresql://superuser@…]

`fill(n)` is what the other benchmarks call. Rows are written by the database itself, so a million
takes minutes; a superuser's address also spares the foreign key checks. The trail is not filled.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
from django.apps import apps
from psycopg.conninfo import conninfo_to_dict

from benchmarks import fill_sql as sql

BATCH = 50_000
# As many of the voices as this have a code that opens the resident's page; the others' is noise.
WITH_CODE = 1000


@dataclass
class Filled:
    first: int
    last: int
    codes: list[str] = field(default_factory=list)
    seconds: float = 0.0


def fill(n: int, *, url: str = "", progress: bool = False, sought: str = sql.SOUGHT) -> Filled:
    """`n` more matters with all that belongs to them; units and areas where there are none.

    `sought` makes the function that gives each voice the words by which it is found.
    """
    start = time.perf_counter()
    ours = os.environ["DATABASE_URL"]
    name = conninfo_to_dict(ours)["dbname"]
    with psycopg.connect(url or ours, dbname=name, autocommit=True) as connection:
        _lighten(connection)
        _places(connection)
        connection.execute("DROP FUNCTION IF EXISTS fill_sought")
        connection.execute(sought)
        indexes = connection.execute(sql.WORD_INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        first = _next(connection, "matters_matter")
        filled = Filled(first, first + n - 1)
        for low, high in _batches(n):
            _batch(connection, low, high, n)
            if progress:
                print(f"{high:>9,} of {n:,}  {time.perf_counter() - start:6.1f} s", flush=True)
        for _, definition in indexes:
            connection.execute(definition)
        connection.execute("DROP FUNCTION fill_sought")
        _after(connection)
        filled.codes = _codes(connection, filled)
    filled.seconds = time.perf_counter() - start
    return filled


def _batches(n: int) -> Iterator[tuple[int, int]]:
    return ((low, min(low + BATCH - 1, n)) for low in range(1, n + 1, BATCH))


def _lighten(connection: psycopg.Connection) -> None:
    connection.execute("SET synchronous_commit = off")
    connection.execute("SELECT setseed(0.42)")
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute("SET session_replication_role = replica")


def _places(connection: psycopg.Connection) -> None:
    if not _one(connection, "SELECT count(*) FROM places_unit"):
        for statement in sql.PLACES:
            connection.execute(statement)
    if not _one(connection, "SELECT count(*) FROM people_user"):
        connection.execute(sql.PEOPLE)


def _batch(connection: psycopg.Connection, low: int, high: int, n: int) -> None:
    with connection.transaction():
        start = {name: _next(connection, table) - low for name, table in sql.NUMBERED.items()}
        connection.execute("DROP TABLE IF EXISTS plan")
        connection.execute(sql.PLAN, {"low": low, "high": high, "n": n, **start})
        for statement in sql.ROWS:
            connection.execute(statement)
        for table in sql.NUMBERED.values():
            connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )


def _codes(connection: psycopg.Connection, filled: Filled) -> list[str]:
    from sanwen.listen.voices.actions import code_for, code_hash

    step = max(1, (filled.last - filled.first + 1) // WITH_CODE)
    codes = []
    with connection.cursor() as cursor:
        for number in range(filled.first, filled.last + 1, step):
            code = code_for(f"fill-{number}")
            codes.append(code)
            cursor.execute(sql.GIVE_CODE, [code_hash(code), number])
    return codes


def _after(connection: psycopg.Connection) -> None:
    connection.execute("RESET session_replication_role")
    connection.execute("VACUUM ANALYZE")


def _next(connection: psycopg.Connection, table: str) -> int:
    return _one(connection, f"SELECT coalesce(max(id), 0) + 1 FROM {table}")


def _one(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    if not apps.ready:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanwen.config.settings")
        django.setup()
    done = fill(int(sys.argv[1]), url=sys.argv[2] if len(sys.argv) > 2 else "", progress=True)
    print(f"M-{done.first} to M-{done.last} in {done.seconds:.0f} s")
