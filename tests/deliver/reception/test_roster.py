"""Duty rosters: read from a table, checked line by line, and their gaps found."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception import roster, shown
from sanwen.deliver.reception.actions import duty
from sanwen.deliver.reception.models import Shift
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, SHANGHAI, later
from tests.factories.unchanged import nothing_changes

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "unit,date,from,to,duty,name,phone,publish\n"
NIGHT = (
    HEAD
    + "desk,2026-03-10,08:30,18:00,白班,王芳,,no\n"
    + "desk,2026-03-10,18:00,08:30,夜班,李伟,5550123,yes\n"
)
START = datetime(2026, 3, 10, tzinfo=UTC)


def planned(text: str) -> roster.Plan[roster.ShiftRow]:
    return roster.plan(text.encode(), units={"desk"}, zone=ZONE)


def test_a_shift_that_ends_before_it_begins_runs_into_the_next_day() -> None:
    night = planned(NIGHT).rows[1]

    assert night.begins_at == datetime(2026, 3, 10, 18, tzinfo=SHANGHAI)
    assert night.ends_at == datetime(2026, 3, 11, 8, 30, tzinfo=SHANGHAI)
    assert night.name_is_public


def test_midnight_may_be_written_as_twenty_four() -> None:
    row = planned(HEAD + "desk,2026/03/10,8:00,24:00,值班,,,\n").rows[0]

    assert row.ends_at == datetime(2026, 3, 11, tzinfo=SHANGHAI)


def test_chinese_headings_are_read() -> None:
    text = "单位代码,日期,开始,结束,岗位\ndesk,2026-03-10,08:30,18:00,值班\n"

    assert planned(text).is_sound


@pytest.mark.parametrize(
    "line",
    [
        "elsewhere,2026-03-10,08:30,18:00,值班,,,",
        "desk,10.3.2026,08:30,18:00,值班,,,",
        "desk,2026-03-10,morning,18:00,值班,,,",
        "desk,2026-03-10,08:30,18:00,,,,",
        "desk,2026-03-10,08:30,18:00,值班,,,maybe",
    ],
)
def test_a_wrong_line_is_named_with_its_number(line: str) -> None:
    plan = planned(HEAD + line + "\n")

    assert not plan.is_sound
    assert [wrong.line for wrong in plan.wrong] == [2]


def test_the_same_shift_twice_is_noticed() -> None:
    line = "desk,2026-03-10,08:30,18:00,值班,,,\n"

    assert [wrong.line for wrong in planned(HEAD + line + line).wrong] == [3]


spans = st.lists(
    st.tuples(st.integers(-10, 200), st.integers(1, 60)).map(
        lambda pair: (
            START + timedelta(hours=pair[0]),
            START + timedelta(hours=pair[0] + pair[1]),
        )
    ),
    max_size=8,
)


@given(shifts=spans)
def test_every_hour_is_on_duty_or_in_a_gap_and_never_both(
    shifts: list[tuple[datetime, datetime]],
) -> None:
    until = START + timedelta(hours=168)

    found = roster.gaps(shifts, START, until)

    for hour in range(168):
        middle = START + timedelta(hours=hour, minutes=30)
        covered = any(begins <= middle < ends for begins, ends in shifts)
        assert covered != any(begins <= middle < ends for begins, ends in found)
    assert all(one[1] < two[0] for one, two in zip(found, found[1:], strict=False))


@pytest.mark.django_db
class TestStored:
    def test_a_file_replaces_what_it_covers_and_nothing_else(self) -> None:
        cast = Cast()
        duty.import_roster(rows=planned(NIGHT).rows, by=cast.who(Role.UNIT_LEAD), now=MORNING)
        before = HEAD + "desk,2026-03-09,08:30,18:00,白班,,,\n"
        duty.import_roster(rows=planned(before).rows, by=cast.who(Role.UNIT_LEAD), now=MORNING)

        duty.import_roster(rows=planned(NIGHT).rows, by=cast.who(Role.UNIT_LEAD), now=MORNING)

        assert Shift.objects.count() == 3

    def test_outside_names_are_shown_only_where_the_roster_publishes_them(self) -> None:
        cast = Cast()
        duty.import_roster(rows=planned(NIGHT).rows, by=cast.who(Role.UNIT_LEAD), now=MORNING)
        units, evening = [cast.units.desk], later(hours=10)

        day = shown.on_duty(units, MORNING, "zh-hans", staff=False)
        night = shown.on_duty(units, evening, "zh-hans", staff=False)

        assert [(one.name, one.phone) for one in day] == [("", "")]
        assert [(one.name, one.phone) for one in night] == [("李伟", "5550123")]
        assert shown.on_duty(units, MORNING, "zh-hans", staff=True)[0].name == "王芳"

    def test_gaps_of_the_next_days_are_told_for_units_that_keep_a_roster(self) -> None:
        cast = Cast()
        duty.import_roster(rows=planned(NIGHT).rows, by=cast.who(Role.UNIT_LEAD), now=MORNING)

        gaps = shown.roster_gaps([cast.units.desk, cast.units.roads], MORNING, "zh-hans")

        assert [gap.unit for gap in gaps] == [cast.units.desk.name]

    @pytest.mark.parametrize("role", [Role.INTAKE, Role.HANDLER, Role.SUPERVISOR, Role.AUDITOR])
    def test_others_keep_no_roster_and_nothing_changes(self, role: Role) -> None:
        cast = Cast()
        by = cast.who(role)

        with nothing_changes(), pytest.raises(NotAllowed):
            duty.import_roster(rows=planned(NIGHT).rows, by=by, now=MORNING)
