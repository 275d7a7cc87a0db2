"""Months, quarters and years: the only periods of which rates are told."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sanwen.core.months import month_after
from sanwen.verdict.scorecards.models import Length

MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to, but not with, `until`."""

    length: Length
    since: date

    @property
    def until(self) -> date:
        return month_after(self.since, MONTHS[self.length])

    @property
    def key(self) -> str:
        """2026, 2026-Q3, 2026-09."""
        if self.length == Length.YEAR:
            return str(self.since.year)
        if self.length == Length.QUARTER:
            return f"{self.since.year}-Q{self.since.month // 3 + 1}"
        return f"{self.since:%Y-%m}"

    @property
    def words(self) -> str:
        if self.length == Length.YEAR:
            return _("%(year)d") % {"year": self.since.year}
        if self.length == Length.QUARTER:
            return _("%(year)d, quarter %(quarter)d") % {
                "year": self.since.year,
                "quarter": self.since.month // 3 + 1,
            }
        return date_format(self.since, "YEAR_MONTH_FORMAT")

    def before(self, count: int = 1) -> "Period":
        return Period(self.length, month_after(self.since, -count * MONTHS[self.length]))


def containing(day: date, length: Length) -> Period:
    months = MONTHS[length]
    return Period(length, date(day.year, (day.month - 1) // months * months + 1, 1))


def read(key: str) -> Period | None:
    """None for anything that is no period."""
    year, _dash, rest = key.partition("-")
    if not (year.isdecimal() and len(year) == 4 and 2000 <= int(year) <= 2999):
        return None
    if not rest:
        return Period(Length.YEAR, date(int(year), 1, 1))
    if len(rest) == 2 and rest[0] == "Q" and rest[1] in "1234":
        return Period(Length.QUARTER, date(int(year), int(rest[1]) * 3 - 2, 1))
    if len(rest) == 2 and rest.isdecimal() and 1 <= int(rest) <= 12:
        return Period(Length.MONTH, date(int(year), int(rest), 1))
    return None


def choices(today: date, length: Length, count: int) -> list[Period]:
    """The running one first, then those before it."""
    now = containing(today, length)
    return [now.before(back) for back in range(count)]
