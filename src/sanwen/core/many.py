"""Writing many rows of one model with one COPY, where `bulk_create` would prepare each value.

Five times as fast for 500 rows. It does what `bulk_create` does for rows whose values are final:
numbers them in order, and lets the constraints and triggers speak.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
# Below this, one INSERT is faster than asking for numbers and copying.
FEW = 20


def write_many(rows: Sequence[Row]) -> list[Row]:
    """The rows, written and numbered, inside the transaction of the action that calls."""
    rows = list(rows)
    if len(rows) < FEW:
        # One model, so that Django's own way is open to it.
        return type(rows[0])._default_manager.bulk_create(rows) if rows else []
    meta = type(rows[0])._meta
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{meta.db_table}"', meta.pk.column, len(rows)],
        )
        numbers = [number for (number,) in cursor.fetchall()]
    for row, number in zip(rows, numbers, strict=True):
        row.pk = number
    _copy(meta.db_table, meta.concrete_fields, rows)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def _copy(
    table: str, fields: "Sequence[models.Field[Any, Any]]", rows: Sequence[models.Model]
) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    readers = [_reader(field) for field in fields]
    connection.ensure_connection()
    # Errors come out as Django's own, as from any other statement.
    with (
        connection.wrap_database_errors,
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([read(row) for read in readers])


def _reader(field: "models.Field[Any, Any]") -> Callable[[models.Model], Any]:
    name = field.attname
    if isinstance(field, ArrayField):
        return lambda row: list(getattr(row, name))
    if isinstance(field, models.JSONField):
        return lambda row: field.get_db_prep_save(getattr(row, name), connection)
    return lambda row: getattr(row, name)
