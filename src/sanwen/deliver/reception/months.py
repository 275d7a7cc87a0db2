"""Whole months only: sums of moving days could be subtracted from each other."""

from datetime import date

MONTHS = 12


def whole_months(today: date) -> list[date]:
    """The last twelve months that are over, newest first."""
    months = [_before(today.replace(day=1))]
    while len(months) < MONTHS:
        months.append(_before(months[-1]))
    return months


def chosen(text: str, months: list[date]) -> date:
    return next((month for month in months if f"{month:%Y-%m}" == text), months[0])


def _before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
