"""The shipped table and the reading of a new notice."""

from datetime import date

import pytest

from sanwen.places.calendar_import import plan, shipped
from sanwen.places.tables import UnreadableError

GOOD = """日期,休班,法定,名称
2027-01-01,休,是,元旦
2027-01-02,休,否,元旦
2026-12-27,班,否,元旦
2027年2月6日,off,yes,春节
"""


def errors(
    text: str, year: int = 2027, taken: dict[date, int] | None = None
) -> list[tuple[int, str]]:
    found = plan(text.encode(), year=year, taken=taken or {})
    return [(wrong.line, str(wrong.reason)) for wrong in found.wrong]


def test_the_shipped_table_covers_2004_to_2026():
    assert {row.year for row in shipped()} == set(range(2004, 2027))


def test_the_shipped_2026_is_the_notice_of_the_state_council():
    rows = {row.date: row for row in shipped() if row.year == 2026}
    worked = sorted(day for day, row in rows.items() if row.is_work)

    assert [f"{day:%m-%d}" for day in worked] == [
        "01-04", "02-14", "02-28", "05-09", "09-20", "10-10",
    ]  # fmt: skip
    assert sum(row.is_statutory for row in rows.values()) == 13
    assert len(rows) - len(worked) == 33


def test_every_worked_day_is_on_a_weekend():
    assert all(row.date.weekday() >= 5 for row in shipped() if row.is_work)


def test_statutory_days_follow_the_regulation_of_their_time():
    counts = {
        year: sum(row.is_statutory for row in shipped() if row.year == year)
        for year in (2007, 2008, 2024, 2025)
    }

    assert counts == {2007: 10, 2008: 11, 2024: 11, 2025: 13}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_notice_is_read_in_any_usual_encoding(encoding):
    found = plan(GOOD.encode(encoding), year=2027, taken={})

    assert not found.wrong
    assert [row.date for row in found.rows][-1] == date(2027, 2, 6)
    assert found.rows[2].is_work
    assert found.rows[0].is_statutory


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2027-13-01,off,no,x", "2027-01-01"),
        ("2027-01-01,maybe,no,x", "off or work"),
        ("2027-01-01,off,no,", "1 to 60"),
        ("2027-01-04,work,no,x", "no weekend day"),
        ("2027-01-02,work,yes,x", "statutory"),
        ("2026-11-30,off,no,x", "December before"),
        ("2027-01-01,off,perhaps,x", "yes or no"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(line, words):
    with_wrong = f"date,day,statutory,name\n2027-01-01,off,yes,x\n\n{line}\n"

    found = errors(with_wrong.replace("2027-01-01,off,yes,x", "2027-05-01,off,yes,y"))

    assert [number for number, _ in found] == [4]
    assert words in found[0][1]


def test_a_date_stands_once_and_belongs_to_one_notice():
    twice = "date,day,name\n2027-01-01,off,x\n2027-01-01,off,x\n"

    assert [line for line, _ in errors(twice)] == [3]
    assert "2026" in errors(twice, taken={date(2027, 1, 1): 2026})[0][1]


def test_a_notice_without_a_day_off_is_no_notice():
    assert "no day off" in errors("date,day,name\n2027-01-02,work,x\n")[0][1]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"\x89PNG\r\n", b"\xff\xff\xff\xff", b"", b"a,b\n1,2\n"]
)
def test_what_is_no_table_is_refused_in_words(data):
    with pytest.raises(UnreadableError):
        plan(data, year=2027, taken={})
