"""What sets groups apart is tested on votes that did not form them."""

import numpy as np
import pytest
from scipy import stats

from sanwen.methods.opinion import Votes, opinion_map
from sanwen.methods.opinion.apart import _tail, difference, false_share
from sanwen.methods.share import share
from tests.methods.opinion.crowds import camps


def test_what_two_camps_differ_on_is_named_with_its_direction() -> None:
    votes, camp = camps(100, 30, sure=0.95)
    found = opinion_map(votes, resamples=0)

    for group in found.groups:
        members = found.group == group.number
        for one in group.characteristic:
            own = votes.value[(votes.column == one.statement) & members[votes.row]]
            assert (own == one.direction).mean() > 0.5
            assert one.effect.low <= one.effect.value <= one.effect.high
            assert one.q <= 0.05


def test_statements_nobody_differs_on_are_seldom_named() -> None:
    votes, _camp = camps(120, 30, sure=0.9)
    chance = np.random.default_rng(4)
    row, column = np.indices((120, 60)).reshape(2, -1)
    idle = np.where(chance.random(len(row)) < 0.5, 1, -1)
    both = Votes.of_arrays(
        np.concatenate([votes.row, row]),
        np.concatenate([votes.column, column + 30]),
        np.concatenate([votes.value, idle]),
    )

    found = opinion_map(both, resamples=0)

    named = [one.statement for group in found.groups for one in group.characteristic]
    assert found.k == 2
    assert sum(statement >= 30 for statement in named) <= max(3, 0.15 * len(named))


def test_a_pass_is_no_disagreement() -> None:
    """One camp agrees, the other passes: the other is not said to disagree."""
    votes, camp = camps(100, 30, sure=0.95)
    row = np.arange(100)
    more = Votes.of_arrays(
        np.concatenate([votes.row, row]),
        np.concatenate([votes.column, np.full(100, 30)]),
        np.concatenate([votes.value, np.where(camp == 0, 1, 0)]),
    )

    found = opinion_map(more, resamples=0)

    directions = {
        one.direction
        for group in found.groups
        for one in group.characteristic
        if one.statement == 30
    }
    assert directions == {1}
    assert any(one.statement == 30 and not one.opposed for one in found.dividing)


def test_false_shares_are_those_of_benjamini_and_hochberg() -> None:
    p = np.array([[0.01, np.nan, 0.04], [0.03, 0.005, 0.9]])

    q = false_share(p)

    expected = stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.9])
    assert q.ravel()[[0, 2, 3, 4, 5]] == pytest.approx(expected)
    assert np.isnan(q[0, 1])


def test_few_votes_are_counted_exactly_and_many_nearly_so() -> None:
    few = _tail(*(np.array([each]) for each in (4, 12, 5, 5)))
    many = _tail(*(np.array([each]) for each in (640, 2000, 1200, 1000)))

    assert few[0] == pytest.approx(stats.hypergeom.sf(3, 12, 5, 5))
    assert many[0] == pytest.approx(stats.hypergeom.sf(639, 2000, 1200, 1000), rel=0.05)


def test_the_interval_of_a_difference_is_newcombes() -> None:
    """His example: 56 of 70 against 48 of 80."""
    found = difference(share(56, 70), share(48, 80))

    assert (found.low, found.high) == (
        pytest.approx(0.0524, abs=1e-4),
        pytest.approx(0.3339, abs=1e-4),
    )
