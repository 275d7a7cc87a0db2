"""Moments for tests: a plain working morning, and what lies around it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONG_AGO = datetime(2020, 1, 1, tzinfo=SHANGHAI)
# A Tuesday in a year whose notice is known, with no holiday near.
MORNING = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)


def later(moment: datetime = MORNING, **by: float) -> datetime:
    return moment + timedelta(**by)
