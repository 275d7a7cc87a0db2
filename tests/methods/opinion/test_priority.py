"""The next statement is drawn by chance, more often the more is learned from it."""

from collections import Counter

import pytest

from sanwen.methods.opinion import Tally, choose, opinion_map, priority, reach_of
from tests.methods.opinion.crowds import camps


def test_the_priority_is_the_published_one() -> None:
    """By hand: 18 agree, 3 pass of 21, reach 1."""
    (found,) = priority([Tally(18, 0, 3)], reach=[1.0])

    importance = (1 - 4 / 23) * 2 * (19 / 23)
    assert found == pytest.approx((importance * (1 + 8 * 2 ** (-21 / 5))) ** 2)


def test_a_new_statement_comes_before_one_that_all_have_seen() -> None:
    new, old = priority([Tally(0, 0, 0), Tally(40, 40, 20)])

    assert new > old


def test_some_may_come_first() -> None:
    assert priority([Tally(1, 1, 1)], first=[0])[0] == 49


def test_what_lies_far_out_on_the_map_is_asked_more() -> None:
    votes, _camp = camps()
    found = opinion_map(votes, resamples=0)

    reach = reach_of(found)

    assert len(reach) == votes.statements
    assert (reach >= 0).all()
    assert priority(found.statements, reach=reach).shape == (30,)


def test_reach_needs_a_number_a_statement() -> None:
    with pytest.raises(ValueError, match="reach"):
        priority([Tally(1, 0, 0)], reach=[1.0, 2.0])


def test_the_choice_is_the_same_for_the_same_seed() -> None:
    assert choose([1, 2, 3], seed="7:A:0") == choose([1, 2, 3], seed="7:A:0")


def test_what_was_seen_is_not_shown_again() -> None:
    assert {choose([5, 1, 1], {0}, seed=str(turn)) for turn in range(50)} == {1, 2}
    assert choose([5, 1], {0, 1}, seed="") is None


def test_choices_go_by_priority() -> None:
    counts = Counter(choose([3, 1, 0], seed=f"x{turn}") for turn in range(2000))

    assert counts[0] / 2000 == pytest.approx(0.75, abs=0.04)
    assert counts[2] == 0


def test_where_nothing_has_priority_all_are_equal() -> None:
    assert {choose([0, 0], seed=str(turn)) for turn in range(30)} == {0, 1}


@pytest.mark.parametrize("wrong", [[-1.0], [float("nan")], [float("inf")]])
def test_what_is_no_priority_is_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="priorities"):
        choose(wrong, seed="")
