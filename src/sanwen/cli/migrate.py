"""Brings the tables up to this version; several machines may try at once."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console

from sanwen.core.actors import Machine
from sanwen.deliver.reception.actions import lists as reception
from sanwen.listen.triage import actions as triage
from sanwen.places import actions as places

# Any number, the same on every machine that migrates this database.
ALONE = 3_141_592_653
CACHE_TABLE = "cache"
MIGRATE = Machine("migrate")


def run() -> int:
    count = up_to_date()
    Console(stderr=True).print(f"Migrated: {count} steps." if count else "Nothing to migrate.")
    return 0


def up_to_date() -> int:
    """Applies what is missing and returns how many steps that took; fast where nothing is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ALONE])
        try:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            # First: what is loaded below tells other processes of it through the cache.
            if CACHE_TABLE not in connection.introspection.table_names(cursor):
                call_command("createcachetable", verbosity=0)
            if plan:
                call_command("migrate", verbosity=0, interactive=False)
                places.load_shipped(by=MIGRATE)
                triage.load_shipped(by=MIGRATE)
                reception.load_shipped(by=MIGRATE)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ALONE])
    return len(plan)
