"""Versions are learned from corrections, judged on new ones, and chosen by a person."""

from datetime import timedelta
from itertools import cycle, islice

import pytest

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.listen.triage import knowing
from sanwen.listen.triage.actions import load_shipped
from sanwen.listen.triage.models import Category, ModelVersion, Target
from sanwen.listen.triage.versions.actions import fit, use
from sanwen.listen.triage.versions.trial import Example
from sanwen.people.roles import Role
from tests.factories.matters import Cast, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db

BY = Machine("tests")
# Words that no rule knows, so that only corrections can teach them.
SAID = {
    "020101": ("{}的老洋槐挡光太黑", "{}夜里摸黑走道", "{}一到天黑伸手不见五指"),
    "060101": ("{}的活干完了钱不给", "在{}卖力气没拿到钱", "{}的头儿说没钱给大伙"),
}
PLACES = ("石桥村", "幸福里", "南门口", "河东街", "学府路", "北坪镇", "小王庄")


def examples(count: int, *, day: int = 0, wrong: bool = False) -> list[Example]:
    found = [
        (said.format(place), code)
        for place in PLACES
        for code, texts in SAID.items()
        for said in texts
    ]
    other = dict(zip(SAID, reversed(SAID), strict=True))
    return [
        Example(text, other[code] if wrong else code, "", MORNING + timedelta(days=day, minutes=at))
        for at, (text, code) in enumerate(islice(cycle(found), count))
    ]


@pytest.fixture(autouse=True)
def tree() -> None:
    load_shipped(by=BY)
    knowing.forget()


def current() -> ModelVersion | None:
    return ModelVersion.objects.filter(is_current=True).first()


def test_a_version_that_is_not_worse_suggests_from_then_on() -> None:
    (made,) = fit(examples=examples(120), by=BY, now=MORNING)
    knowing.forget()

    voice = taken_in(Cast(), text="西山坳的活干完了钱不给").voice

    said = voice.suggestion
    assert said.version == made
    assert said.category is not None
    assert said.category.code == "060101"
    assert said.because


def test_too_few_corrections_make_no_version() -> None:
    assert fit(examples=examples(40), by=BY, now=MORNING) == []
    assert current() is None


def test_the_figures_are_of_corrections_it_had_not_seen() -> None:
    (made,) = fit(examples=examples(120), by=BY, now=MORNING)

    assert made.is_current
    assert made.examples == 120
    assert made.figures["new"]["n"] == 30
    assert made.figures["new"]["accuracy"] >= made.figures["rules"]["accuracy"]
    assert Entry.objects.filter(verb="model.learned").count() == 1


def test_only_corrections_after_the_last_version_judge_the_next() -> None:
    fit(examples=examples(120), by=BY, now=MORNING)

    assert fit(examples=examples(120), by=BY, now=MORNING) == []
    assert ModelVersion.objects.count() == 1


def test_a_worse_one_is_kept_but_does_not_suggest() -> None:
    (first,) = fit(examples=examples(120), by=BY, now=MORNING)
    spoilt = [*examples(120, wrong=True), *examples(40, day=2)]

    (second,) = fit(examples=spoilt, by=BY, now=MORNING)

    assert second.figures["new"]["accuracy"] < second.figures["now"]["accuracy"]
    assert not second.is_current
    assert current() == first


def test_the_desk_goes_back_to_the_rules_and_it_is_on_the_trail() -> None:
    (made,) = fit(examples=examples(120), by=BY, now=MORNING)
    clerk = Cast().clerk

    use(target=Target.CATEGORY, version=None, by=clerk, now=MORNING)
    assert current() is None
    use(target=Target.CATEGORY, version=made, by=clerk, now=MORNING)

    assert current() == made
    chosen = Entry.objects.filter(verb="model.chosen").order_by("id")
    assert [row.subject for row in chosen] == ["model:category-rules", "model:category-1"]


@pytest.mark.parametrize("role", [Role.HANDLER, Role.SUPERVISOR, Role.AUDITOR])
def test_others_are_refused_and_nothing_changes(role: Role) -> None:
    (made,) = fit(examples=examples(120), by=BY, now=MORNING)

    with pytest.raises(NotAllowed):
        use(target=Target.CATEGORY, version=None, by=Cast().who(role), now=MORNING)

    assert current() == made


def test_what_cannot_be_read_any_more_leaves_the_rules() -> None:
    (made,) = fit(examples=examples(120), by=BY, now=MORNING)
    ModelVersion.objects.filter(pk=made.pk).update(data=b"of another time")
    knowing.forget()

    assert knowing.known().learned == {}


def test_a_subject_that_is_gone_is_suggested_no_more() -> None:
    fit(examples=examples(120), by=BY, now=MORNING)
    Category.objects.filter(code="060101").update(is_active=False)
    knowing.forget()

    learned = knowing.known().learned[Target.CATEGORY]

    assert learned.ids[learned.model.names.index("060101")] is None
