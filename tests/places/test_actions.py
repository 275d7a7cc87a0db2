"""Storing areas, units, duties and notices: whole, recorded, or not at all."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from sanwen.core.actors import Machine, Resident
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.methods.clock import Rule, due
from sanwen.places import (
    actions,
    area_import,
    calendar,
    calendar_import,
    duty_import,
    unit_import,
)
from sanwen.places.calendar import working_calendar
from sanwen.places.models import Area, Duty, Notice, SpecialDay, Unit
from tests.factories.places import TESTS, units

pytestmark = pytest.mark.django_db
NOTICE = (
    b"date,day,statutory,name\n2027-01-01,off,yes,A\n2027-01-03,work,no,A\n2027-02-08,off,no,B\n"
)
UNITS = b"""code,name,kind,level,parent
county,C,hall,2,
town,T,town,3,county
village,V,village,4,town
"""


@pytest.fixture(autouse=True)
def _count_by_this_tests_tables():
    calendar.forget()
    yield
    calendar.forget()


def store(text: bytes) -> int:
    known = frozenset(Unit.objects.values_list("code", flat=True))
    return actions.import_units(by=TESTS, rows=unit_import.plan(text, known=known, areas=()).rows)


def paths() -> dict[str, str]:
    return {unit.code: unit.path for unit in Unit.objects.all()}


def notice(text: bytes = NOTICE) -> Notice:
    rows = calendar_import.plan(text, year=2027, taken={}).rows
    return actions.import_notice(by=TESTS, year=2027, title="2027", source="", rows=rows)


def test_a_unit_knows_what_lies_below_it():
    found = units()

    assert set(Unit.objects.below(found.town)) == {found.town, found.village}
    assert found.county.contains(found.village)
    assert not found.village.contains(found.county)
    assert not found.water.contains(found.roads)


def test_a_path_that_is_not_its_own_is_refused_by_the_database():
    with (
        pytest.raises(IntegrityError, match="unit_path_ends_with_its_own_id"),
        transaction.atomic(),
    ):
        Unit.objects.filter(pk=units().town.pk).update(path="/1/2/3333333/")


def test_an_imported_tree_hangs_together():
    store(UNITS)

    found = paths()
    assert found["village"].startswith(found["town"])
    assert found["town"].startswith(found["county"])


def test_a_moved_unit_takes_everything_below_along():
    store(UNITS)

    store(b"code,name,kind,level,parent\nother,O,hall,2,\ntown,T2,town,3,other\n")

    found = paths()
    assert found["village"].startswith(found["town"])
    assert found["town"].startswith(found["other"])
    assert Unit.objects.get(code="town").name == "T2"


def test_a_unit_moved_below_itself_is_refused_and_nothing_changes():
    store(UNITS)
    before = paths()

    with pytest.raises(NotAllowed, match="below itself"):
        store(b"code,name,kind,level,parent\ncounty,C,hall,2,village\n")

    assert paths() == before


def test_areas_of_two_years_stand_side_by_side():
    rows = area_import.plan(b"code,name\n330000,P\n330100,C\n", known={}).rows

    actions.import_areas(by=TESTS, year=2025, rows=rows)
    actions.import_areas(by=TESTS, year=2026, rows=rows)
    actions.import_areas(by=TESTS, year=2026, rows=rows)

    assert Area.objects.count() == 4
    child = Area.objects.get(code="330100", year=2026)
    assert child.parent == Area.objects.get(code="330000", year=2026)
    assert child.path == "/330000/330100/"


def test_a_units_duty_list_is_replaced_whole_and_others_are_left():
    units()
    first = (
        b"unit,category_code,item,kind\ntown,roads,a,basic\ntown,water,b,basic\nvillage,x,y,basic\n"
    )
    codes = {"town", "village"}
    actions.import_duties(by=TESTS, rows=duty_import.plan(first, units=codes).rows)

    second = b"unit,category_code,item,kind\ntown,roads,c,assisting\n"
    actions.import_duties(by=TESTS, rows=duty_import.plan(second, units=codes).rows)

    stored = Duty.objects.values_list("unit__code", "item")
    assert set(stored) == {("town", "c"), ("village", "y")}


def test_a_new_notice_makes_dates_firm_and_asks_for_a_recount(django_capture_on_commit_callbacks):
    Notice.objects.all().delete()
    actions.load_shipped(by=TESTS)
    rule = Rule("x", 5, "workday")
    before = due(rule, date(2027, 2, 4), working_calendar(fresh=True))

    with django_capture_on_commit_callbacks(execute=True):
        notice()

    after = due(rule, date(2027, 2, 4), working_calendar())
    assert (before.on, before.provisional) == (date(2027, 2, 11), True)
    assert (after.on, after.provisional) == (date(2027, 2, 12), False)
    assert ProcrastinateJob.objects.filter(task_name=actions.RECOMPUTE).exists()


def test_a_corrected_notice_replaces_the_first():
    notice()
    notice(b"date,day,name\n2027-01-01,off,A\n")

    assert Notice.objects.filter(year=2027).count() == 1
    assert SpecialDay.objects.filter(year=2027).count() == 1


def test_the_shipped_years_are_stored_once_and_never_over_an_imported_one():
    Notice.objects.all().delete()
    SpecialDay.objects.all().delete()
    rows = calendar_import.plan(b"date,day,name\n2026-01-01,off,A\n", year=2026, taken={}).rows
    actions.import_notice(by=TESTS, year=2026, title="ours", source="", rows=rows)

    assert actions.load_shipped(by=TESTS) == list(range(2004, 2026))
    assert actions.load_shipped(by=TESTS) == []
    assert SpecialDay.objects.filter(year=2026).count() == 1


def test_without_any_table_the_shipped_one_counts():
    Notice.objects.all().delete()

    found = due(Rule("x", 5, "workday"), date(2026, 2, 12), working_calendar(fresh=True))

    assert found == (date(2026, 2, 26), False, None)


def test_asking_again_costs_no_query(django_assert_num_queries):
    working_calendar()

    with django_assert_num_queries(0):
        working_calendar()
    with django_assert_num_queries(1):
        working_calendar(fresh=True)


def test_who_may_not_changes_nothing_and_leaves_no_trace():
    with pytest.raises(NotAllowed):
        actions.add_unit(by=Resident("A7K3"), code="x", name="X", kind="town", level=3)
    with pytest.raises(NotAllowed):
        actions.import_notice(by=Resident("A7K3"), year=2030, title="", source="", rows=())

    assert not Unit.objects.filter(code="x").exists()
    assert not Notice.objects.filter(year=2030).exists()
    assert not Entry.objects.filter(actor="resident:A7K3").exists()


def test_what_was_done_is_in_the_trail():
    actions.add_unit(by=Machine("demo"), code="x", name="X", kind="town", level=3)

    row = Entry.objects.get(subject="unit:x")
    assert (row.verb, row.actor) == ("unit.added", "machine:demo")


def test_notices_since_a_moment_can_be_asked_for():
    made = notice()

    assert list(Notice.objects.imported_since(made.imported_at)) == []
    assert list(Notice.objects.imported_since(made.imported_at - timedelta(seconds=1))) == [made]
