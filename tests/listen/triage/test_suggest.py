"""What is suggested of a voice, on the first day and after corrections."""

import pytest

from sanwen.core.actors import Machine
from sanwen.listen.triage import knowing
from sanwen.listen.triage.actions import load_shipped
from sanwen.listen.triage.models import Category, Suggestion
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, UnitKind
from tests.factories.matters import Cast, taken_in

pytestmark = pytest.mark.django_db

BY = Machine("tests")


@pytest.fixture
def cast() -> Cast:
    add_unit(
        by=BY, parent=None, code="urban", name="城管局", kind=UnitKind.BUREAU, level=Level.COUNTY
    )
    load_shipped(by=BY)
    knowing.forget()
    return Cast()


def suggestion(cast: Cast, text: str) -> Suggestion:
    return Suggestion.objects.get(voice=taken_in(cast, text=text).voice)


def test_the_rules_name_subject_unit_and_words_and_say_how_sure(cast: Cast) -> None:
    found = suggestion(cast, "村口的路灯不亮了，路灯坏了半个月。")

    lamps = Category.objects.get(code="020101")
    assert found.category == lamps
    assert found.unit is not None
    assert found.unit.code == "urban"
    assert found.likely[0] == {"id": lamps.pk, "p": found.likely[0]["p"]}
    assert found.likely[0]["p"] > 0.8
    assert found.likely_units[0]["id"] == found.unit_id
    assert found.is_settled
    assert "路灯" in found.because
    assert found.version is None


def test_who_hears_nothing_suggests_nothing_and_is_unsure(cast: Cast) -> None:
    found = suggestion(cast, "嗯嗯，呵呵。")

    assert (found.category, found.unit, found.likely, found.inside) == (None, None, [], [])
    assert found.unsure
    assert not found.is_settled


def test_urgency_is_of_the_event_with_its_words(cast: Cast) -> None:
    calm = suggestion(cast, "强烈要求马上修路灯！！！太气愤了！！！")
    danger = suggestion(cast, "小区电梯今天又把人困在里面，现在还没救出来。")

    assert not calm.urgent
    assert danger.urgent
    assert danger.urgency_p > calm.urgency_p
    assert danger.urgency_because
    assert "urgent" in danger.needs["kinds"]


def test_without_a_tree_nothing_is_suggested() -> None:
    knowing.forget()

    found = suggestion(Cast(), "路灯坏了。")

    assert found.category is None
    assert found.unsure
