"""Sums of sums in one plain statement: thirty-six of them cost Django more than the database."""
# ruff: noqa: S608  (names of columns come from measures.py, values are parameters)

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from sanwen.core.months import month_after
from sanwen.verdict.scorecards.measures import MEASURES
from sanwen.verdict.scorecards.models import Grain

_SUMS = ", ".join(f"coalesce(sum({name}), 0)::int" for name in MEASURES)
Part = tuple[Grain, date, date]


def of_units(since: date, until: date) -> list[Part]:
    """Whole months as months, and only the days at either end as days: thirty times fewer rows."""
    first = since if since.day == 1 else month_after(since)
    last = until.replace(day=1)
    if first >= last:
        return [(Grain.UNIT_DAY, since, until)]
    parts = [
        (Grain.UNIT_DAY, since, first),
        (Grain.UNIT, first, last),
        (Grain.UNIT_DAY, last, until),
    ]
    return [part for part in parts if part[1] < part[2]]


def summed(
    parts: list[Part], where: Mapping[str, Any] | None = None, *, by: str = ""
) -> list[tuple[Any, dict[str, int]]]:
    """(key, sums by name) of the parts together, in the order of the key; one row without `by`."""
    rows = " OR ".join(["(grain = %s AND day >= %s AND day < %s)"] * len(parts))
    conditions = [f"({rows})"]
    values: list[Any] = [value for grain, *days in parts for value in (int(grain), *days)]
    for name, value in (where or {}).items():
        column, _mark, many = name.partition("__")
        conditions.append(f"{column} = ANY(%s)" if many else f"{column} = %s")
        values.append(value if many else int(value))
    group = f" GROUP BY {by} ORDER BY {by}" if by else ""
    query = f"SELECT {by or 'NULL'}, {_SUMS} FROM scorecards_tally WHERE {' AND '.join(conditions)}"
    with connection.cursor() as cursor:
        cursor.execute(query + group, values)
        return [(row[0], dict(zip(MEASURES, row[1:], strict=True))) for row in cursor.fetchall()]
