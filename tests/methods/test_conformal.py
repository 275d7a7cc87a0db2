"""Sets hold the truth as often as promised, over whatever model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.conformal import judged, members, threshold


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.8, 0.9, 0.95]))
def test_exchangeable_examples_are_covered_as_promised(seed: int, cover: float) -> None:
    chance = np.random.default_rng(seed)
    p = chance.dirichlet(np.full(5, 0.4), size=6000)
    truth = (chance.random((6000, 1)) > p.cumsum(axis=1)).sum(axis=1).clip(max=4)
    first, rest = slice(0, 3000), slice(3000, None)

    at_least = threshold(p[first][np.arange(3000), truth[first]], cover)

    # Three standard errors of both halves together.
    error = 3 * np.sqrt(2 * cover * (1 - cover) / 3000)
    assert judged(members(p[rest], at_least), truth[rest]).covered >= cover - error


def test_too_few_examples_promise_nothing_less_than_every_class() -> None:
    assert threshold([0.9] * 18, 0.95) == 0
    assert threshold([0.9] * 19, 0.95) == 0.9


def test_the_likeliest_is_always_in_the_set() -> None:
    inside = members(np.array([[0.4, 0.3, 0.3]]), 0.9)

    assert inside.tolist() == [[True, False, False]]


def test_sets_are_judged_by_cover_and_size() -> None:
    found = judged(np.array([[True, True], [True, False]]), np.array([1, 1]))

    assert (found.n, found.covered, found.size) == (2, 0.5, 1.5)


def test_nothing_is_judged_by_nothing() -> None:
    assert judged(np.zeros((0, 2), bool), np.zeros(0, int)).covered == pytest.approx(0)
