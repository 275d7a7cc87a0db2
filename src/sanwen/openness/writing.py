"""Rows as files: CSV for spreadsheets, Parquet for programs, a dictionary that explains both.

Parquet is written by arro3 (34 MB with everything; pyarrow has 165): see docs/decisions/0024.
"""

import csv
import json
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from django.utils import translation

from sanwen.openness.datasets.shape import Column, Dataset, Value

# A spreadsheet takes a file without it for something else than UTF-8.
_MARK = "\ufeff"
_EPOCH = date(1970, 1, 1)
_FORMULA = "=+-@\t\r"


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> bytes:
    """RFC 4180: lines end with CRLF, quotes are doubled; empty is not known or not shown."""
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow([column.name for column in columns])
    sheet.writerows([_cell(value) for value in row] for row in rows)
    return (_MARK + text.getvalue()).encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and len(value) > 1 and value[0] in _FORMULA:
        # A text that a spreadsheet would take for a formula is shown to it as text.
        return f"'{value}"
    return str(value)


def as_parquet(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> bytes:
    arrays = [_array(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    table = Table.from_arrays(arrays, names=[column.name for column in columns])
    out = BytesIO()
    write_parquet(table, out, compression="zstd(3)")
    return out.getvalue()


def _array(column: Column, values: list[Any]) -> Array:
    if column.kind == "string":
        return Array(values, type=DataType.utf8())
    if column.kind == "integer":
        return Array(values, type=DataType.int64())
    days = [None if day is None else (day - _EPOCH).days for day in values]
    return Array(days, type=DataType.int32()).cast(DataType.date32())


def as_csvw(dataset: Dataset, *, file: str, title: str, day: date, licence: str) -> bytes:
    """CSV on the Web metadata (W3C): what each column means, for programs and for people."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh-Hans"}],
        "url": file,
        "dc:title": title,
        "dc:description": _both(dataset.about),
        "dc:issued": day.isoformat(),
        "dc:license": licence,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(column) for column in dataset.columns]},
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": column.kind,
        "null": "",
        "dc:description": _both(column.meaning),
    }


def _both(words: Any) -> dict[str, str]:
    found = {}
    for language, name in (("zh-hans", "zh-Hans"), ("en", "en")):
        with translation.override(language):
            found[name] = str(words)
    return found
