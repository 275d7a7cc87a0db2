"""A topic's weeks, area, subject and growth, from plain rows."""

from datetime import timedelta

import pytest

from sanwen.listen.topics.gathering import Heard, Kept
from sanwen.listen.topics.measures import (
    RECENT,
    Past,
    Places,
    commonest,
    grown,
    risen,
    weekly,
)
from tests.factories.moments import MORNING

UNTIL = MORNING
WEEKS = 26
# 1 holds 2 and 3, and 3 holds 4.
PARENTS = {1: None, 2: 1, 3: 1, 4: 3}


def heard(days_ago: float, area: int | None = 2) -> Heard:
    kept = Kept(1, 1, 1, None)
    return Heard(1, UNTIL - timedelta(days=days_ago), "", area, "", kept)


def test_weeks_are_counted_back_from_the_end():
    counts = weekly([heard(0.5), heard(6.9), heard(7.1), heard(181)], until=UNTIL, weeks=WEEKS)

    assert counts[-2:] == [1, 2]
    assert counts[0] == 1
    assert sum(counts) == 4


@pytest.mark.parametrize(
    ("areas", "found"),
    [((2, 2, 2, 3), 2), ((2, 3, 4, None), 1), ((4, 4, 4, 3), 4), ((None, None, 2), None)],
)
def test_the_area_of_a_topic_is_the_smallest_that_holds_most_of_it(areas, found):
    inside = [heard(1, area) for area in areas]

    assert Places(inside, PARENTS, until=UNTIL, weeks=WEEKS).area_of(inside) == found


def test_a_loop_among_areas_does_not_turn_for_ever():
    inside = [heard(1, 5)]

    assert Places(inside, {5: 6, 6: 5}, until=UNTIL, weeks=WEEKS).area_of(inside) in (5, 6)


@pytest.mark.parametrize(
    ("numbers", "found"), [([7, 7, None], 7), ([7, None, None], None), ([], None), ([7, 8], 7)]
)
def test_a_subject_is_a_topics_where_half_of_it_agrees(numbers, found):
    assert commonest(numbers) == found


def test_growth_is_held_against_what_the_place_brings_in_all():
    """Three times as many everywhere is no growth of the topic."""
    own = [2] * (WEEKS - RECENT) + [6] * RECENT
    rest = [100] * (WEEKS - RECENT) + [300] * RECENT

    (flat,) = grown([own], [[1000] * WEEKS])
    (held,) = grown([own], [rest])

    assert flat is not None
    assert held is not None
    assert flat.is_rising
    assert not held.is_rising
    assert held.ratio == pytest.approx(1, abs=0.1)


def test_where_nothing_came_before_nothing_is_claimed():
    found = grown([[0] * 22 + [3] * 4], [[0] * 22 + [5] * 4])

    assert found == [None]
    assert risen(found) == [False]


def test_the_topics_own_messages_are_no_part_of_what_is_normal():
    everyone = [heard(day, 2) for day in range(180)]
    places = Places(everyone, PARENTS, until=UNTIL, weeks=WEEKS)
    own = weekly(everyone, until=UNTIL, weeks=WEEKS)

    assert places.normal(2, own, None) == [0] * WEEKS


def test_a_season_is_known_only_from_enough_messages_of_earlier_years():
    assert Past().factors("0202", WEEKS) is None
    assert Past({("0202", 3): 5}, {3: 5}).factors("0202", WEEKS) is None
    assert Past({}, dict.fromkeys(range(52), 50)).factors("0202", WEEKS) is None


def test_a_season_lifts_what_is_normal_in_its_weeks():
    """Ten of a hundred messages were about floods in the last weeks of other years, else none."""
    lately = range(4)
    past = Past({("0202", week): 10 for week in lately}, dict.fromkeys(range(52), 100))

    factors = past.factors("0202", WEEKS)

    assert factors is not None
    assert factors[-1] > 2 > 1 > factors[0]
