"""Months by their first days."""

from datetime import date


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_after(first: date, months: int = 1) -> date:
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def ripe(today: date, *, after: int, months: int) -> list[date]:
    """The last months that may come out today, the newest first."""
    newest = month_after(month_of(today), -after)
    return [month_after(newest, -back) for back in range(min(months, newest.year * 12 - 12))]
