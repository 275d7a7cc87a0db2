"""Writes src/sanwen/places/data/calendar_cn.csv from chinesecalendar (MIT), 2004-2026.

Run it after a new release of chinesecalendar: `python tools/calendar_table.py`. The package says
which days are off and which weekend days are worked; which of the days off are 法定休假日 follows
from the regulation on national holidays (全国年节及纪念日放假办法) as amended in 2007, 2013, 2024.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

TARGET = Path(__file__).parent.parent / "src/sanwen/places/data/calendar_cn.csv"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
# Days of the lunar calendar, which the package does not tell: month and day in each year.
SPRING = (
    "0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201"
    " 0122 0210 0129 0217"
)
DRAGON_BOAT = (
    "0608 0528 0616 0606 0623 0612 0602 0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619"
)
MID_AUTUMN = (
    "0914 1003 0922 0912 0930 0919 0908 0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925"
)


def lunar(year: int, table: str, first: int) -> date:
    text = table.split()[year - first]
    return date(year, int(text[:2]), int(text[2:]))


def spring_festival(year: int) -> list[date]:
    """New Year's Eve counted from 2008 to 2013 and counts again, as a fourth day, since 2025."""
    new_year = lunar(year, SPRING, 2004)
    first = -1 if 2008 <= year <= 2013 or year >= 2025 else 0
    return [new_year + timedelta(days=first + n) for n in range(4 if year >= 2025 else 3)]


def statutory(year: int) -> Iterator[date]:
    yield date(year, 1, 1)
    yield from spring_festival(year)
    labour_days = 3 if year < 2008 else 1 if year < 2025 else 2
    yield from (date(year, 5, 1 + n) for n in range(labour_days))
    yield from (date(year, 10, 1 + n) for n in range(3))
    if year >= 2008:
        yield date(year, 4, 4 if year % 4 < 2 else 5)  # Qingming, true until 2043
        yield lunar(year, DRAGON_BOAT, 2008)
        yield lunar(year, MID_AUTUMN, 2008)


def notice_year(day: date, name: str) -> int:
    """Days at the end of December that go with New Year stand in the next year's notice."""
    return day.year + 1 if day.month == 12 and name == "New Year's Day" else day.year


def rows() -> Iterator[tuple[int, str, str, str, str]]:
    everything = dict(holidays) | dict(workdays)
    years = {notice_year(day, name) for day, name in everything.items()}
    fixed = {day for year in years for day in statutory(year)}
    if wrong := sorted(day for day in fixed - holidays.keys() if day.weekday() < 5):
        raise SystemExit(f"statutory days that are worked: {wrong}")
    # The package leaves out a Saturday that is a holiday by law: Dragon Boat Festival 2012.
    everything |= dict.fromkeys(fixed - everything.keys(), "Dragon Boat Festival")
    for day, name in sorted(everything.items()):
        kind = "work" if day in workdays else "off"
        yield (
            notice_year(day, name),
            day.isoformat(),
            kind,
            "yes" if day in fixed else "no",
            NAMES[name],
        )


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("year", "date", "day", "statutory", "name"))
        table.writerows(rows())


if __name__ == "__main__":
    main()
