"""Which months may come out."""

from datetime import date

from sanwen.core.months import month_after


def ripe(today: date, *, after: int, months: int) -> list[date]:
    """The last months that may come out today, the newest first."""
    newest = month_after(today, -after)
    return [month_after(newest, -back) for back in range(min(months, newest.year * 12 - 12))]
