"""A table of text as spreadsheets save it: UTF-8 or the national encoding, any delimiter."""

import csv
import io
from pathlib import Path

from sanwen.cli.refusal import Refused


def rows(file: Path) -> list[list[str]]:
    """All lines, the empty ones too, so that they can be counted. Refused for what is no text."""
    try:
        raw = file.read_bytes()
    except OSError as no:
        raise Refused(f"{file} cannot be read: {no.strerror}.") from None
    if raw[:2] == b"PK":
        raise Refused(f"{file} is a workbook: save it as CSV (UTF-8) first.")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(f"{file} is not a table of text (CSV).")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as no:
        raise Refused(f"{file} is not a table of text (CSV): {no}.") from None
