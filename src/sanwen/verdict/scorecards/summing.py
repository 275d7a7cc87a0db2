"""Sums of sums in one plain statement: thirty-six of them cost Django more than the database."""
# ruff: noqa: S608  (names of columns come from measures.py, values are parameters)

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from sanwen.verdict.scorecards.measures import MEASURES

_SUMS = ", ".join(f"coalesce(sum({name}), 0)::int" for name in MEASURES)


def summed(
    where: Mapping[str, Any], *, since: date, until: date, by: str = ""
) -> list[tuple[Any, dict[str, int]]]:
    """(key, sums by name) for [since, until), in the order of the key; one row without `by`."""
    parts = ["day >= %s", "day < %s"]
    values: list[Any] = [since, until]
    for name, value in where.items():
        column, _mark, many = name.partition("__")
        parts.append(f"{column} = ANY(%s)" if many else f"{column} = %s")
        values.append(value if many else int(value))
    group = f" GROUP BY {by} ORDER BY {by}" if by else ""
    query = f"SELECT {by or 'NULL'}, {_SUMS} FROM scorecards_tally WHERE {' AND '.join(parts)}"
    with connection.cursor() as cursor:
        cursor.execute(query + group, values)
        return [(row[0], dict(zip(MEASURES, row[1:], strict=True))) for row in cursor.fetchall()]
