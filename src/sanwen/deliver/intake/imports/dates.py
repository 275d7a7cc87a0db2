"""Dates as they stand in real tables: shapes of text, and the numbers that spreadsheets keep."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo

EARLIEST = 1949
# 1 January 1954 to 2119: other numbers in a date column are no days.
SERIALS = range(19_725, 80_000)
# Spreadsheets count from here, because they believe that 1900 was a leap year.
SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  the zone is set by the caller
_DAY = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
_TIME = (
    r"(?P<half>上午|下午|凌晨|早上|中午|晚上|AM|PM)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*分?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<after>AM|PM)?"
)
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_WEEKDAY = r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
_WRITTEN = re.compile(rf"{_DAY}{_WEEKDAY}(?:[\sT]*{_TIME}\s*{_ZONE})?", re.IGNORECASE)
_PACKED = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_AFTERNOON = ("下午", "晚上", "pm")
_MORNING = ("上午", "凌晨", "早上", "am")


def moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment that the text names, or None. A day alone is its beginning."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _WRITTEN.fullmatch(plain) or _PACKED.fullmatch(plain):
        return _built(found, zone)
    if _SERIAL.fullmatch(plain) and int(float(plain)) in SERIALS:
        # To the second: a spreadsheet keeps 11:25:05 as 0.475752314814815 of a day.
        seconds = round(float(plain) * 86_400)
        return (SERIAL_ZERO + timedelta(seconds=seconds)).replace(tzinfo=zone)
    return None


def _built(found: re.Match[str], zone: tzinfo) -> datetime | None:
    parts = found.groupdict()
    year, month, day, minute, second = (
        int(parts.get(name) or 0) for name in ("year", "month", "day", "minute", "second")
    )
    hour = _hour(int(parts.get("hour") or 0), parts.get("half") or parts.get("after") or "")
    if year < EARLIEST:
        return None
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(parts, zone))
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    if half.lower() in _AFTERNOON and hour < 12:
        return hour + 12
    if half.lower() in _MORNING and hour == 12:
        return 0
    return hour


def _zone(parts: dict[str, str | None], zone: tzinfo) -> tzinfo:
    written = parts.get("zone")
    if not written:
        return zone
    if written in "Zz":
        return UTC
    return datetime.strptime(written.replace(":", ""), "%z").tzinfo or zone
