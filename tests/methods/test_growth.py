"""How much faster something comes than its place and season bring, and how sure that is."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.growth import discovered, growth, rising

COUNTS = st.lists(st.integers(0, 30), min_size=8, max_size=40)


def test_as_many_as_ever_is_no_rise() -> None:
    found = growth([3] * 28, recent=7)

    assert found.ratio == pytest.approx(1, abs=0.05)
    assert found.low < 1 < found.high
    assert (found.expected, found.seen, found.is_rising) == (21, 21, False)


def test_a_burst_is_a_rise_with_an_interval_above_one() -> None:
    found = growth([1] * 21 + [9] * 7, recent=7)

    assert found.is_rising
    assert 1 < found.low < found.ratio < found.high


def test_a_season_that_brings_as_much_everywhere_explains_the_burst() -> None:
    found = growth([1] * 21 + [9] * 7, recent=7, season=[10] * 21 + [90] * 7)

    assert not found.is_rising
    assert found.expected == 63


def test_what_always_came_in_bouts_needs_more_to_be_a_rise() -> None:
    steady = growth([4] * 28 + [8] * 4, recent=4)
    bouts = growth([0, 0, 0, 0, 8, 8, 8, 8] * 3 + [0] * 4 + [8] * 4, recent=4)

    assert steady.is_rising
    assert not bouts.is_rising


def test_where_nothing_came_before_the_upper_end_is_open() -> None:
    found = growth([0] * 21 + [5] * 7, recent=7)

    assert found.high == math.inf
    assert math.isfinite(found.ratio)
    assert found.is_rising


def test_where_nothing_is_known_of_the_season_nothing_is_claimed() -> None:
    assert not growth([0, 0, 5], recent=1, season=[0, 0, 9]).is_rising
    assert not growth([1, 1, 0], recent=1, season=[1, 1, 0]).is_rising
    assert not growth([0] * 9, recent=3).is_rising


@pytest.mark.parametrize(
    ("days", "recent", "season"),
    [([1, 2], 2, None), ([1, 2], 0, None), ([1, -1, 2], 1, None), ([1, 2, 3], 1, [1, 2])],
)
def test_what_makes_no_sense_is_refused(
    days: list[int], recent: int, season: list[int] | None
) -> None:
    with pytest.raises(ValueError, match="recent|counts|season"):
        growth(days, recent=recent, season=season)


@given(COUNTS, st.integers(1, 7))
def test_the_ratio_lies_in_its_interval(days: list[int], recent: int) -> None:
    found = growth(days, recent=recent)

    assert 0 <= found.low <= found.high
    assert 0 <= found.p <= 1
    if found.seen and sum(days[:-recent]):
        assert found.low < found.seen / found.expected < found.high
        assert found.low <= found.ratio <= found.high


@given(COUNTS, st.integers(1, 7))
def test_one_more_lately_never_makes_it_less_of_a_rise(days: list[int], recent: int) -> None:
    more = [*days[:-1], days[-1] + 1]

    assert growth(more, recent=recent).low >= growth(days, recent=recent).low


@given(COUNTS, st.integers(1, 7))
def test_a_season_that_is_the_same_every_day_is_no_season(days: list[int], recent: int) -> None:
    flat, plain = growth(days, recent=recent, season=[7] * len(days)), growth(days, recent=recent)

    assert (flat.low, flat.expected) == pytest.approx((plain.low, plain.expected))


def test_few_false_alarms_where_nothing_rises() -> None:
    dice = random.Random(1)
    alarms = 0
    for _ in range(500):
        days = [0] * 60
        for _ in range(25):
            days[dice.randrange(60)] += 1
        alarms += growth(days, recent=14).is_rising

    assert alarms <= 25


def test_among_many_topics_the_risen_ones_are_found() -> None:
    flat, burst = [2] * 28, [2] * 21 + [9] * 7

    assert rising([flat, burst, flat], recent=7) == [False, True, False]
    assert rising([], recent=7) == []


def test_chances_are_judged_together() -> None:
    assert discovered([0.01, 0.04, 0.6]) == [True, False, False]
    assert discovered([0.01, 0.03, 0.04], alpha=0.05) == [True, True, True]
