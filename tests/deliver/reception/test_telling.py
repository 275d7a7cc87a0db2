"""The whole list is told once; what it lacked is a fact about the list."""

import pytest

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception.actions import lists, telling
from sanwen.deliver.reception.actions.lists import ListDraft
from sanwen.deliver.reception.models import Checklist, ListGap, Told
from sanwen.deliver.reception.sheets import sheet
from sanwen.deliver.reception.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING
from tests.factories.reception import counter, shipped_list, visit
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_paper_shows_the_whole_list_with_what_is_missing(cast: Cast) -> None:
    talk, wages = visit(cast, counter(cast), State.IN_TALK), shipped_list()

    told = telling.tell(visit=talk, checklist=wages, missing=[1, 3], by=cast.clerk, now=MORNING)

    paper = sheet(wages, "zh-hans", told.missing)
    assert [item.words for item in paper.items] == wages.items
    assert [place for place, item in enumerate(paper.items) if item.is_missing] == [1, 3]


def test_a_list_is_told_once_and_nothing_changes(cast: Cast) -> None:
    talk, wages = visit(cast, counter(cast), State.IN_TALK), shipped_list()
    telling.tell(visit=talk, checklist=wages, missing=[], by=cast.clerk, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.tell(visit=talk, checklist=wages, missing=[0], by=cast.clerk, now=MORNING)


def test_a_new_version_does_not_let_anybody_be_told_twice(cast: Cast) -> None:
    talk, wages = visit(cast, counter(cast), State.IN_TALK), shipped_list()
    telling.tell(visit=talk, checklist=wages, missing=[], by=cast.clerk, now=MORNING)
    newer = lists.change_list(code="wages", draft=A_LIST, by=admin(cast), now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.tell(visit=talk, checklist=newer, missing=[], by=cast.clerk, now=MORNING)


A_LIST = ListDraft(name="拖欠工资", items=["身份证"], where="大厅", by_when="随时", takes="十分钟")


def admin(cast: Cast):
    return cast.who(Role.ADMINISTRATOR, cast.units.county)


def test_papers_keep_the_version_they_were_given_with(cast: Cast) -> None:
    talk, wages = visit(cast, counter(cast), State.IN_TALK), shipped_list()
    told = telling.tell(visit=talk, checklist=wages, missing=[0], by=cast.clerk, now=MORNING)

    lists.change_list(code="wages", draft=A_LIST, by=admin(cast), now=MORNING)

    told = Told.objects.select_related("checklist").get(pk=told.pk)
    assert told.checklist.items == wages.items
    assert Checklist.objects.current().get(code="wages").version == 2


def test_what_the_list_names_is_no_gap_and_nothing_changes(cast: Cast) -> None:
    one, wages = counter(cast), shipped_list()

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.note_gap(
            counter=one, checklist=wages, asked_for=wages.items[0], by=cast.clerk, now=MORNING
        )


def test_a_gap_is_a_fact_about_the_list_and_names_nobody(cast: Cast) -> None:
    one, wages = counter(cast), shipped_list()

    telling.note_gap(
        counter=one,
        checklist=wages,
        asked_for="居住证原件，13800138000",
        by=cast.clerk,
        now=MORNING,
    )

    gap = ListGap.objects.get()
    assert gap.asked_for.startswith("居住证原件")
    assert "13800138000" not in gap.asked_for
    people = {"visit", "by", "clerk", "staff", "contact", "noted_by"}
    assert not {field.name for field in ListGap._meta.concrete_fields} & people


@pytest.mark.parametrize("role", [Role.INTAKE, Role.UNIT_LEAD, Role.ADMINISTRATOR, Role.LEADER])
def test_only_supervisors_settle_a_gap_and_nothing_changes(cast: Cast, role: Role) -> None:
    gap = telling.note_gap(
        counter=counter(cast), checklist=shipped_list(), asked_for="居住证", by=cast.clerk,
        now=MORNING,
    )  # fmt: skip
    by = cast.who(role)

    with nothing_changes(), pytest.raises(NotAllowed):
        telling.settle_gap(gap=gap, by=by, now=MORNING)


def test_what_is_shipped_is_loaded_once_and_what_was_changed_stays(cast: Cast) -> None:
    shipped_list()
    lists.change_list(code="wages", draft=A_LIST, by=admin(cast), now=MORNING)

    assert lists.load_shipped(by=Machine("tests"), now=MORNING) == 0
    assert Checklist.objects.current().get(code="wages").items == ["身份证"]


def test_shipped_lists_say_where_by_when_and_how_long_in_both_languages() -> None:
    shipped_list()

    for one in Checklist.objects.all():
        for language in ("zh-hans", "en"):
            paper = sheet(one, language)
            assert all((paper.name, paper.where, paper.by_when, paper.takes))
            assert all(item.words for item in paper.items)


def test_what_was_told_is_on_the_trail_with_how_much(cast: Cast) -> None:
    talk, wages = visit(cast, counter(cast), State.IN_TALK), shipped_list()

    telling.tell(visit=talk, checklist=wages, missing=[1], by=cast.clerk, now=MORNING)

    entry = Entry.objects.get(verb="visit.told")
    assert f'"items":{len(wages.items)}' in entry.details
