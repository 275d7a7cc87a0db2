"""Small units borrow from all; their intervals hold and never collapse."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.rates import pooled, wilson

PAIRS = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=12)


@given(PAIRS)
@settings(max_examples=40, deadline=None)
def test_an_interval_holds_its_estimate_and_has_width(pairs: list[tuple[int, int]]) -> None:
    found = pooled([min(pair) for pair in pairs], [max(pair) for pair in pairs])

    assert (found.low <= found.values).all()
    assert (found.values <= found.high).all()
    assert (found.high - found.low > 0).all()
    assert np.isfinite(found.values).all()


def test_a_small_unit_moves_towards_the_others_more_than_a_large_one() -> None:
    found = pooled([5, 500, 40, 30, 60, 20], [5, 500, 50, 50, 100, 40])

    assert found.values[0] < 0.95
    assert found.values[1] > 0.98
    assert found.differ


def test_units_that_are_alike_are_said_to_be() -> None:
    chance = np.random.default_rng(4)
    of = np.full(60, 40)

    found = pooled(chance.binomial(of, 0.7), of)

    assert not found.differ
    assert found.strength > 100


def test_the_fit_finds_the_prior_that_the_units_came_from() -> None:
    chance = np.random.default_rng(1)
    of = chance.integers(1, 400, 5_000)

    found = pooled(chance.binomial(of, chance.beta(16, 4, 5_000)), of)

    assert found.mean == pytest.approx(0.8, abs=0.01)
    assert found.strength == pytest.approx(20, rel=0.1)


@pytest.mark.parametrize("units", [1, 2])
def test_with_one_or_two_units_there_is_nobody_to_borrow_from(units: int) -> None:
    found = pooled([7] * units, [10] * units)

    assert found.alone
    assert found.low == pytest.approx(wilson([7] * units, [10] * units)[0])


@pytest.mark.parametrize("strength", [8, 40, math.inf])
@pytest.mark.parametrize("units", [5, 40])
def test_the_intervals_hold_in_ninety_five_of_a_hundred(units: int, strength: float) -> None:
    chance = np.random.default_rng(7)
    held = []
    for _ in range(100):
        alike = np.full(units, 0.8)
        shares = (
            alike if math.isinf(strength) else chance.beta(0.8 * strength, 0.2 * strength, units)
        )
        of = chance.integers(5, 60, units)
        found = pooled(chance.binomial(of, shares), of)
        held.append(((found.low <= shares) & (shares <= found.high)).mean())

    assert np.mean(held) >= 0.94


def test_the_order_of_units_changes_nothing() -> None:
    hits, of = np.array([3, 20, 9, 0]), np.array([5, 30, 40, 8])

    assert pooled(hits[::-1], of[::-1]).values == pytest.approx(pooled(hits, of).values[::-1])
