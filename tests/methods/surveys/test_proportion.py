"""Exact intervals of plain shares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.surveys import Method, interval


def test_twelve_of_twelve_is_not_everybody() -> None:
    found = interval(12, 12)

    assert (round(found.low, 3), found.high) == (0.735, 1)


def test_in_a_small_village_the_same_answers_tell_more() -> None:
    village, endless = interval(30, 30, 120), interval(30, 30)

    assert village.low == 0.9
    assert endless.low == pytest.approx(0.8843, abs=1e-4)
    assert village.method is Method.FINITE


def test_a_village_that_answered_as_a_whole_is_known() -> None:
    found = interval(90, 120, 120)

    assert (found.low, found.high, found.method) == (0.75, 0.75, Method.CENSUS)


def test_a_village_asked_as_a_whole_is_not_known_while_some_are_silent() -> None:
    found = interval(48, 48, 120, asked=120)

    assert found.bounds == (0.4, 1.0)
    assert found.low < 1


@pytest.mark.parametrize(("hits", "ends"), [(119, (118 / 120 + 1 / 120, 1)), (0, (0, 1 / 120))])
def test_one_who_was_not_asked_keeps_it_open(hits: int, ends: tuple[float, float]) -> None:
    found = interval(hits, 119, 120)

    assert (found.low, found.high) == pytest.approx(ends)


def test_of_nobody_everything_is_possible() -> None:
    found = interval(0, 0, 50)

    assert (found.value, found.low, found.high, found.bounds) == (None, 0, 1, (0, 1))


@pytest.mark.parametrize(
    ("hits", "n", "population", "asked"), [(3, 2, None, None), (1, 9, 8, None), (1, 5, 9, 4)]
)
def test_counts_that_do_not_fit_are_refused(
    hits: int, n: int, population: int | None, asked: int | None
) -> None:
    with pytest.raises(ValueError, match="answers of"):
        interval(hits, n, population, asked=asked)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_it_holds_its_share_and_never_collapses_before_all_answered(data: st.DataObject) -> None:
    population = data.draw(st.integers(2, 300))
    n = data.draw(st.integers(1, population - 1))
    hits = data.draw(st.integers(0, n))

    found = interval(hits, n, population)

    assert 0 <= found.low <= hits / n <= found.high <= 1
    assert found.low < found.high
    assert found.low * population >= hits - 1e-9
    mirror = interval(n - hits, n, population)
    assert (1 - mirror.high, 1 - mirror.low) == pytest.approx((found.low, found.high))


@given(st.integers(2, 60), st.data())
@settings(max_examples=50, deadline=None)
def test_one_more_yes_never_lowers_it(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n - 1))
    population = data.draw(st.one_of(st.none(), st.integers(n + 1, 200)))

    less, more = interval(hits, n, population), interval(hits + 1, n, population)

    assert less.low <= more.low
    assert less.high <= more.high


@pytest.mark.parametrize(("population", "n"), [(20, 5), (60, 30), (120, 100)])
def test_it_holds_at_least_as_often_as_it_says(population: int, n: int) -> None:
    chance = np.random.default_rng(2)
    found = [interval(hits, n, population) for hits in range(n + 1)]

    for yes in range(0, population + 1, 4):
        drawn = chance.hypergeometric(yes, population - yes, n, 2_000)
        truth = yes / population
        ends = [(found[x].low - 1e-9, found[x].high + 1e-9) for x in drawn]
        held = np.mean([low <= truth <= high for low, high in ends])
        assert held >= 0.935, yes


def test_a_million_people_take_no_longer() -> None:
    found = interval(20_000, 50_000, 1_000_000)

    assert 0.395 < found.low < 0.4 < found.high < 0.405
