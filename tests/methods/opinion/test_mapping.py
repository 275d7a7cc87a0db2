"""Groups where there are groups, none where there are none, and something to say of anything."""

import numpy as np
import pytest

from sanwen.methods.opinion import Votes, opinion_map
from tests.methods.opinion.crowds import agreement, camps, field, noise


@pytest.mark.parametrize("sides", [2, 3, 4])
def test_camps_are_found(sides: int) -> None:
    votes, camp = camps(150, 40, sides=sides)

    found = opinion_map(votes, resamples=2)

    assert found.k == sides
    assert agreement(found.group, camp) > 0.95
    assert found.explained
    assert not found.is_continuum


def test_three_camps_are_found_where_each_has_seen_a_tenth() -> None:
    votes, camp = camps(2000, 200, sides=3, sure=0.87, seen=0.1)

    found = opinion_map(votes, resamples=0)

    kept = found.group >= 0
    assert found.k == 3
    assert agreement(found.group[kept], camp[kept]) >= 0.9


def test_votes_dealt_by_chance_have_no_groups() -> None:
    ks = [opinion_map(noise(seed=seed), resamples=0).k for seed in range(20)]

    assert ks.count(1) >= 19


def test_without_groups_nobody_is_in_one_and_what_unites_is_told() -> None:
    votes = Votes.of_arrays(*_with_agreement(noise()))

    found = opinion_map(votes)

    assert (found.k, found.groups, found.dividing) == (1, (), ())
    assert set(found.group) == {-1}
    assert found.p_no_groups > 0.01
    assert any(one.statement == 25 for one in found.consensus)


def _with_agreement(votes: Votes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """With one statement more, that all but the first agree with."""
    people = np.arange(1, votes.participants)
    return (
        np.concatenate([votes.row, people, [0]]),
        np.concatenate([votes.column, np.full(len(people), 25), [25]]),
        np.concatenate([votes.value, np.ones(len(people), int), [-1]]),
    )


def test_a_field_without_sides_is_not_explained_by_groups() -> None:
    found = opinion_map(field())

    assert not found.explained
    assert found.is_continuum == (found.stability.overall < 0.8)


def test_no_group_is_smaller_than_asked() -> None:
    votes, _camp = camps(9, 20)

    found = opinion_map(votes)

    assert found.k == 1
    assert found.p_no_groups <= 0.05


def test_ten_people_of_two_minds_are_two_groups() -> None:
    votes, camp = camps(10, 20, sure=0.95)

    found = opinion_map(votes)

    assert found.k == 2
    assert agreement(found.group, camp) == 1.0


@pytest.mark.parametrize(
    "events",
    [
        [],
        [(0, 0, 1)],
        [(0, 0, 1), (1, 0, -1)],
        [(person, 0, person % 3 - 1) for person in range(30)],
        [(person, statement, 1) for person in range(12) for statement in range(8)],
        [(person, statement, 0) for person in range(12) for statement in range(8)],
        [(0, statement, 1) for statement in range(40)],
        [(person, person, 1) for person in range(20)],
    ],
    ids=["nobody", "one", "two", "one-statement", "all-agree", "all-pass", "one-person", "apart"],
)
def test_anything_can_be_told_of(events: list[tuple[int, int, int]]) -> None:
    votes = Votes.of(events)

    found = opinion_map(votes)

    assert (found.k, found.groups) == (1, ())
    assert len(found.positions) == len(found.group) == votes.participants
    assert len(found.statements) == len(found.statement_map) == votes.statements
    assert found.turnout.votes == len(votes)


def test_who_voted_on_little_has_no_place() -> None:
    votes, _camp = camps(40, 20)
    more = Votes.of_arrays(
        np.append(votes.row, [40, 40]),
        np.append(votes.column, [0, 1]),
        np.append(votes.value, [1, 1]),
    )

    found = opinion_map(more, resamples=0)

    assert np.isnan(found.positions[40]).all()
    assert found.group[40] == -1
    assert (found.turnout.voted, found.turnout.placed) == (41, 40)


def test_whoever_voted_on_less_is_less_sure() -> None:
    votes, _camp = camps(60, 40, seed=3)
    few = votes.row >= 30
    cut = ~few | (votes.column < 10)
    less = Votes.of_arrays(votes.row[cut], votes.column[cut], votes.value[cut])

    found = opinion_map(less, resamples=0)

    assert np.median(found.spread[30:, 0]) > np.median(found.spread[:30, 0])


def test_what_is_moderated_out_counts_nowhere() -> None:
    votes, _camp = camps(40, 20)

    found = opinion_map(votes, moderated_out=[3], resamples=0)

    assert found.statements[3].seen == 0
    assert np.isnan(found.statement_map[3]).all()
    assert all(one.statement != 3 for one in found.consensus)


@pytest.mark.parametrize("wrong", [{"permutations": 5}, {"resamples": -1}, {"at_least": 0}])
def test_senseless_numbers_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="permutations from 19"):
        opinion_map(noise(), **wrong)
