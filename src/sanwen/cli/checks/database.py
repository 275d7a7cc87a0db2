"""The database: version, encoding, Chinese in the search, tables up to date."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sanwen.cli.checks import Check, Status
from sanwen.config.cluster.binaries import OLDEST

QUESTIONS = """
    SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
           current_setting('server_encoding'), current_setting('is_superuser') = 'on',
           EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"""


def server() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUESTIONS)
            version, major, encoding, superuser, trgm = cursor.fetchone()
            chinese = trgm and _understands_chinese(cursor)
    except DatabaseError as problem:
        found = str(problem).strip()
        return Check("database", Status.BAD, found, "Check DATABASE_URL, or start the server.")
    found = f"PostgreSQL {version}, {encoding}"
    if major < OLDEST:
        return Check("database", Status.BAD, found, f"Use PostgreSQL {OLDEST} or newer.")
    if encoding != "UTF8":
        return Check("database", Status.BAD, found, "Make the database with encoding UTF8.")
    if trgm and not chinese:
        todo = "Make the database with the locale C.UTF-8, never C."
        return Check("database", Status.BAD, f"{found}; search drops Chinese", todo)
    if superuser:
        todo = "Connect as a role without SUPERUSER: the trail's protection rests on that."
        return Check("database", Status.WARN, f"{found}; as superuser", todo)
    return Check("database", Status.OK, found)


def _understands_chinese(cursor) -> bool:  # type: ignore[no-untyped-def]
    cursor.execute("SELECT cardinality(show_trgm('噪音')) > 0")
    return bool(cursor.fetchone()[0])


def tables() -> Check:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        return Check("tables", Status.BAD, str(problem).strip(), "Mend the database first.")
    if missing:
        found = f"{len(missing)} steps behind this version"
        return Check("tables", Status.BAD, found, "Run: sanwen migrate")
    return Check("tables", Status.OK, "up to date")
