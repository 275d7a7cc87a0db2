"""The same votes are the same table, however people and statements are numbered."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.opinion import OpinionMap, Votes, opinion_map
from sanwen.methods.opinion.table import placed
from tests.methods.opinion.crowds import camps

VOTE = st.sampled_from([None, None, 1, 0, -1])
TABLES = st.integers(2, 9).flatmap(
    lambda wide: st.lists(st.lists(VOTE, min_size=wide, max_size=wide), min_size=2, max_size=12)
)


def votes_of(table: list[list[int | None]], people: list[int], statements: list[int]) -> Votes:
    """The person in row i has the number people[i]."""
    events = [
        (people[row], statements[column], vote)
        for row, line in enumerate(table)
        for column, vote in enumerate(line)
        if vote is not None
    ]
    return Votes.of(events, participants=len(people), statements=len(statements))


@settings(max_examples=150, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_table_is_the_same_whatever_the_numbers(table, random) -> None:
    people, statements = list(range(len(table))), list(range(len(table[0])))
    one = placed(votes_of(table, people, statements)).table
    random.shuffle(people)
    random.shuffle(statements)
    other = placed(votes_of(table, people, statements)).table

    for part in ("start", "column", "value"):
        assert np.array_equal(getattr(one, part), getattr(other, part))


def moved(votes: Votes, seed: int) -> tuple[Votes, np.ndarray, np.ndarray]:
    """The same votes with other numbers, told in another order."""
    chance = np.random.default_rng(seed)
    people, statements = (
        chance.permutation(votes.participants),
        chance.permutation(votes.statements),
    )
    told = chance.permutation(len(votes))
    other = Votes.of_arrays(
        people[votes.row][told],
        statements[votes.column][told],
        votes.value[told],
        participants=votes.participants,
        statements=votes.statements,
    )
    return other, people, statements


def sets_apart(found: OpinionMap, number_of: np.ndarray) -> list[list[tuple[object, ...]]]:
    return [
        sorted(
            (int(number_of[one.statement]), one.direction, one.p, one.q, one.effect.value)
            for one in group.characteristic
        )
        for group in found.groups
    ]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([2, 3]))
def test_the_map_is_the_same_bit_for_bit(seed: int, sides: int) -> None:
    votes, _camp = camps(60, 20, sides=sides, sure=0.8, seen=0.7, seed=seed)
    other, people, statements = moved(votes, seed)

    one = opinion_map(votes, permutations=99, resamples=2)
    two = opinion_map(other, permutations=99, resamples=2)

    assert np.array_equal(one.positions, two.positions[people], equal_nan=True)
    assert np.array_equal(one.spread, two.spread[people], equal_nan=True)
    assert np.array_equal(one.group, two.group[people])
    assert np.array_equal(one.core, two.core[people])
    assert np.array_equal(one.statement_map, two.statement_map[statements], equal_nan=True)
    assert (one.p_no_groups, one.stability) == (two.p_no_groups, two.stability)
    assert sets_apart(one, statements) == sets_apart(two, np.arange(votes.statements))


def test_the_seed_of_the_day_moves_nobody() -> None:
    votes, _camp = camps(80, 20, sides=3, sure=0.75, seen=0.6)

    one, two = (opinion_map(votes, seed=seed, resamples=1) for seed in (0, 20261122))

    assert np.array_equal(one.positions, two.positions, equal_nan=True)
    assert np.array_equal(one.group, two.group)
    assert (one.k, one.p_no_groups) == (two.k, two.p_no_groups)


def test_whoever_votes_alike_stands_alike() -> None:
    votes, _camp = camps(30, 12)
    twice = Votes.of_arrays(
        np.concatenate([votes.row, votes.row + 30]),
        np.tile(votes.column, 2),
        np.tile(votes.value, 2),
    )

    found = opinion_map(twice, resamples=0)

    assert np.array_equal(found.positions[:30], found.positions[30:])
    assert np.array_equal(found.group[:30], found.group[30:])
