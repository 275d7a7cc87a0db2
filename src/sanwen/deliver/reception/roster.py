"""Duty rosters: reading them from a table, and finding when nobody is on duty. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext_lazy as _

from sanwen.places.tables import Line, Plan, Wrong, WrongLineError, lines, yes_or_no

HEADINGS = {
    "单位代码": "unit",
    "日期": "date",
    "开始": "from",
    "结束": "to",
    "岗位": "duty",
    "姓名": "name",
    "值班电话": "phone",
    "公开姓名": "publish",
}
NEEDED = frozenset({"unit", "date", "from", "to", "duty"})
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class ShiftRow:
    line: int
    unit: str
    begins_at: datetime
    ends_at: datetime
    duty: str
    name: str
    phone: str
    name_is_public: bool


def plan(data: bytes, *, units: Collection[str], zone: tzinfo) -> Plan[ShiftRow]:
    """What the file would store; a line whose end is not after its beginning runs into the night.

    Raises `UnreadableError` when it is no table at all.
    """
    rows: dict[tuple[str, datetime, str, str], ShiftRow] = {}
    wrong: list[Wrong] = []
    for line in lines(data, HEADINGS, NEEDED):
        try:
            row = _row(line, units, zone)
            key = (row.unit, row.begins_at, row.duty, row.name)
            if key in rows:
                raise WrongLineError(_("This shift stands twice in the file."))
            rows[key] = row
        except WrongLineError as error:
            wrong.append(Wrong(line.number, error.reason))
    return Plan(tuple(rows.values()), tuple(wrong))


def gaps(shifts: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    """The stretches between `since` and `until` that no shift covers, in order."""
    found: list[Span] = []
    covered = since
    for begins, ends in sorted(shifts):
        if begins > covered and covered < until:
            found.append((covered, min(begins, until)))
        covered = max(covered, ends)
    if covered < until:
        found.append((covered, until))
    return found


def _row(line: Line, units: Collection[str], zone: tzinfo) -> ShiftRow:
    if line["unit"] not in units:
        raise WrongLineError(
            _("There is no unit with the code %(code)s that you may keep a roster for.")
            % {"code": line["unit"]}
        )
    day, begins, ends = _day(line["date"]), _time(line["from"]), _time(line["to"])
    last = day if ends > begins else day + timedelta(days=1)
    for column, most in (("duty", 60), ("name", 60), ("phone", 60)):
        if len(line[column]) > most or (column == "duty" and not line[column]):
            raise WrongLineError(_("The duty has 1 to 60 characters, name and telephone up to 60."))
    return ShiftRow(
        line=line.number,
        unit=line["unit"],
        begins_at=datetime.combine(day, begins, zone),
        ends_at=datetime.combine(last, ends, zone),
        duty=line["duty"],
        name=line["name"],
        phone=line["phone"],
        name_is_public=yes_or_no(line["publish"], empty=False),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise WrongLineError(_("Write the date as 2026-03-10.")) from None


def _time(text: str) -> time:
    plain = text.replace("：", ":").zfill(5)
    try:
        # Midnight at the end of a day is the beginning of the next.
        found = time.fromisoformat("00:00" if plain == "24:00" else plain)
    except ValueError:
        raise WrongLineError(_("Write the time as 08:30.")) from None
    if found.tzinfo is not None:
        raise WrongLineError(_("Write the time as 08:30."))
    return found
