"""One year's notice of days off, read from a table and checked before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

from django.utils.translation import gettext_lazy as _

from sanwen.places.tables import Line, Plan, Wrong, WrongLineError, lines, word, yes_or_no

HEADINGS = {
    "日期": "date",
    "休班": "day",
    "放假或上班": "day",
    "法定": "statutory",
    "名称": "name",
    "年份": "year",
}
DAYS = {
    **dict.fromkeys(("off", "休", "休息", "放假"), "off"),
    **dict.fromkeys(("work", "班", "上班", "补班"), "work"),
}
NEEDED = frozenset({"date", "day", "name"})


@dataclass(frozen=True, slots=True)
class DayRow:
    date: date
    is_work: bool
    is_statutory: bool
    name: str
    year: int


def plan(data: bytes, *, year: int, taken: Mapping[date, int]) -> Plan[DayRow]:
    """What the notice for `year` would store; `taken` are days already stored, with their year."""
    rows: dict[date, DayRow] = {}
    wrong: list[Wrong] = []
    for line in lines(data, HEADINGS, NEEDED):
        try:
            row = _row(line, year)
            _check(row, rows, taken)
            rows[row.date] = row
        except WrongLineError as error:
            wrong.append(Wrong(line.number, error.reason))
    if rows and not wrong and all(row.is_work for row in rows.values()):
        wrong.append(Wrong(1, _("The table names no day off at all.")))
    return Plan(tuple(rows.values()), tuple(wrong))


def shipped() -> list[DayRow]:
    """The table that comes with the program, 2004-2026."""
    data = resources.files("sanwen.places").joinpath("data/calendar_cn.csv").read_bytes()
    return [_row(line, int(line["year"])) for line in lines(data, {}, NEEDED)]


def _row(line: Line, year: int) -> DayRow:
    day = _date(line["date"])
    kind = word(line["day"], DAYS, _("Write off or work in the column day."))
    name = line["name"]
    if not name or len(name) > 60:
        raise WrongLineError(_("The name of the holiday has 1 to 60 characters."))
    statutory = yes_or_no(line["statutory"], empty=False)
    return DayRow(day, kind == "work", statutory, name, year)


def _check(row: DayRow, seen: Mapping[date, DayRow], taken: Mapping[date, int]) -> None:
    if row.date in seen:
        raise WrongLineError(_("This date stands twice in the table."))
    if row.date.year != row.year and (row.date.year, row.date.month) != (row.year - 1, 12):
        raise WrongLineError(
            _("The date is not in %(year)d nor in the December before.") % {"year": row.year}
        )
    if row.is_work and row.date.weekday() < 5:
        raise WrongLineError(_("This is no weekend day, so it is worked without a notice."))
    if row.is_work and row.is_statutory:
        raise WrongLineError(_("A working day cannot be a statutory holiday."))
    if taken.get(row.date, row.year) != row.year:
        raise WrongLineError(
            _("The notice for %(year)d already settles this date.") % {"year": taken[row.date]}
        )


def _date(text: str) -> date:
    plain = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError:
        raise WrongLineError(_("Write the date as 2027-01-01.")) from None
