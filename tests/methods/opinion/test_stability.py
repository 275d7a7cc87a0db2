"""Clear camps stand again without a tenth; a field does not."""

import numpy as np
import pytest

from sanwen.methods.opinion import opinion_map
from sanwen.methods.opinion.agreement import Compared
from tests.methods.opinion.crowds import camps


def test_clear_camps_are_stable_and_nearly_all_core() -> None:
    votes, _camp = camps(100, 40, sure=0.95)

    found = opinion_map(votes)

    assert found.stability.is_stable
    assert found.stability.overall > 0.95
    assert found.core.mean() > 0.9
    assert all(group.core <= group.size for group in found.groups)


def test_unclear_camps_are_drawn_as_a_field() -> None:
    votes, _camp = camps(60, 14, sides=2, sure=0.62, seed=12)

    found = opinion_map(votes, permutations=19)

    assert found.groups == () or found.is_continuum


def test_stability_need_not_be_asked() -> None:
    votes, _camp = camps()

    found = opinion_map(votes, resamples=0)

    assert found.stability.resamples == 0
    assert not found.is_continuum
    assert not found.core.any()


def test_agreement_is_the_adjusted_rand_index() -> None:
    """Hubert and Arabie's index, by hand: pairs together in both, 1 of 3 and 4 of 10."""
    one, other = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1])

    found = Compared.of(one, other, 2)

    assert found.rand() == pytest.approx((2 - 1.6) / (4 - 1.6))
    assert found.matched().tolist() == [0, 1]
    assert found.overlaps() == pytest.approx([2 / 3, 2 / 3])


def test_the_names_of_groups_do_not_matter() -> None:
    one, other = np.array([0, 0, 1, 1, 2]), np.array([2, 2, 0, 0, 1])

    found = Compared.of(one, other, 3)

    assert found.rand() == 1.0
    assert found.matched()[other].tolist() == one.tolist()
