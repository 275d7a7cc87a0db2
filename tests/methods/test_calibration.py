"""Scores become probabilities: in order, summing to one, and as right as they say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.calibration import Calibration, curve, expected_error

SCORES = st.lists(st.floats(-5, 5), min_size=2, max_size=6)


@given(SCORES, st.floats(0.1, 8))
def test_a_greater_score_never_makes_a_class_less_likely(scores: list[float], slope: float) -> None:
    row = np.array([scores])
    known, even = np.ones(row.shape, bool), np.zeros(row.shape)
    louder = row.copy()
    louder[0, 0] += 1
    calibration = Calibration(slope)

    before = calibration.probabilities(row, known, even)
    after = calibration.probabilities(louder, known, even)

    assert after[0, 0] >= before[0, 0]
    assert after.sum() == pytest.approx(1)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_fitted_is_as_right_as_it_says(seed: int) -> None:
    chance = np.random.default_rng(seed)
    true = Calibration(slope=3.0, prior=0.0, unseen=-1.0)
    scores = chance.normal(size=(3000, 3))
    known, even = np.ones(scores.shape, bool), np.zeros(scores.shape)
    p = true.probabilities(scores, known, even)
    truth = (chance.random((3000, 1)) > p.cumsum(axis=1)).sum(axis=1).clip(max=2)

    found = Calibration.fit(scores, known, truth, even)

    said = found.probabilities(scores, known, even)
    right = said.argmax(axis=1) == truth
    assert expected_error(curve(said.max(axis=1), right)) < 0.05


def test_the_curve_counts_each_guess_once() -> None:
    bins = curve([0.95, 0.91, 0.2, 1.0], [True, False, False, True])

    assert [(one.n, one.right) for one in bins] == [(1, 0.0), (3, pytest.approx(2 / 3))]


def test_of_nothing_the_error_is_nothing() -> None:
    assert expected_error(curve([], [])) == 0
