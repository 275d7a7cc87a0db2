"""Months by their first days. Whole ones are offered: moving days could be subtracted."""

from datetime import date

OFFERED = 12


def month_after(day: date, months: int = 1) -> date:
    """The first of the month so many months on, or back where the number is negative."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def whole_months(today: date) -> list[date]:
    """The last twelve months that are over, newest first."""
    return [month_after(today, -back) for back in range(1, OFFERED + 1)]


def chosen(text: str, months: list[date]) -> date:
    """The month named like 2026-09, else the newest."""
    return next((month for month in months if f"{month:%Y-%m}" == text), months[0])
