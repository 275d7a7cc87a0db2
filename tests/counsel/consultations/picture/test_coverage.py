"""Who did not speak is said; a small count is not, nor what would give it away."""

import pytest
from django.utils.translation import override

from sanwen.counsel.consultations.models import Margin, MarginPart
from sanwen.counsel.consultations.picture.coverage import coverage
from tests.factories.consultations import consultation

pytestmark = pytest.mark.django_db


def told(*parts: tuple[str, int, int]) -> list[tuple[str, str, str]]:
    margin = Margin.objects.create(consultation=consultation(), name="镇", source="2025 年统计公报")
    rows = [
        MarginPart.objects.create(margin=margin, name=name, population=population, took_part=took)
        for name, population, took in parts
    ]
    with override("en"):
        found = coverage(rows)
    return [(one.name, one.took_part, one.words) for margin in found for one in margin.parts]


def test_who_came_too_seldom_is_named():
    assert [words for _, _, words in told(("柳溪镇", 500, 90), ("石桥镇", 500, 10))] == [
        "more than live there",
        "fewer than live there",
    ]


def test_a_count_below_five_hides_itself_and_a_neighbour():
    rows = told(("甲", 300, 3), ("乙", 300, 40), ("丙", 300, 60))

    assert [took for _, took, _ in rows][:2] == ["not shown: too few"] * 2
    assert rows[2][1].startswith("58%")


def test_before_five_people_told_nothing_is_shown():
    assert {took for _, took, _ in told(("甲", 300, 0), ("乙", 300, 4))} == {"not shown: too few"}


def test_where_nobody_lives_there_is_nothing_to_compare():
    assert told(("甲", 0, 6)) == []
