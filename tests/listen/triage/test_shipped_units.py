"""Subjects that were there before the units get their bureau when it comes, and keep a choice."""

import pytest

from sanwen.core.actors import Machine
from sanwen.integrity.audit.models import Entry
from sanwen.listen.triage.actions import load_shipped
from sanwen.listen.triage.models import Category
from sanwen.listen.triage.shipped import rows
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, Unit, UnitKind

pytestmark = pytest.mark.django_db

BY = Machine("tests")


def bureau(code: str) -> Unit:
    return add_unit(
        by=BY, parent=None, code=code, name=code, kind=UnitKind.BUREAU, level=Level.COUNTY
    )


def test_a_bureau_that_comes_later_gets_its_subjects() -> None:
    assert load_shipped(by=BY) == len(rows())
    mine = {row.code for row in rows() if row.bureau == "water"}
    water = bureau("water")

    assert load_shipped(by=BY) == 0

    assert set(Category.objects.filter(unit=water).values_list("code", flat=True)) == mine
    assert mine


def test_what_a_body_chose_stays() -> None:
    load_shipped(by=BY)
    other = bureau("other")
    code = next(row.code for row in rows() if row.bureau == "water")
    Category.objects.filter(code=code).update(unit=other)
    bureau("water")

    load_shipped(by=BY)

    assert Category.objects.get(code=code).unit == other


def test_where_nothing_changes_nothing_is_recorded() -> None:
    load_shipped(by=BY)
    count = Entry.objects.count()

    load_shipped(by=BY)

    assert Entry.objects.count() == count
