"""Votes in any order become one table in which the last vote stands."""

import pytest

from sanwen.methods.opinion import Votes, keyed


def table(votes: Votes) -> dict[tuple[int, int], int]:
    cells = zip(votes.row.tolist(), votes.column.tolist(), votes.value.tolist(), strict=True)
    return {(row, column): value for row, column, value in cells}


def test_the_last_vote_stands() -> None:
    votes = Votes.of([(0, 0, 1), (1, 1, -1), (0, 0, -1), (0, 1, 0)])

    assert table(votes) == {(0, 0): -1, (0, 1): 0, (1, 1): -1}
    assert (votes.participants, votes.statements) == (2, 2)


def test_who_did_not_vote_counts_too() -> None:
    votes = Votes.of([(1, 0, 1)], participants=5, statements=3)

    assert (votes.participants, votes.statements, len(votes)) == (5, 3, 1)


def test_nothing_is_a_table_too() -> None:
    votes = Votes.of([])

    assert (votes.participants, votes.statements, len(votes)) == (0, 0, 0)


@pytest.mark.parametrize("event", [(0, 0, 2), (-1, 0, 1), (0, -1, 1), (0.5, 0, 1), ("a", 0, 1)])
def test_what_is_no_vote_is_refused(event: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"vote|number|whole"):
        Votes.of([event])


def test_a_number_beyond_what_was_said_is_refused() -> None:
    with pytest.raises(ValueError, match="participant"):
        Votes.of([(3, 0, 1)], participants=3)


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one entry a vote"):
        Votes.of_arrays([0, 1], [0], [1])


def test_statements_are_left_out_without_new_numbers() -> None:
    votes = Votes.of([(0, 0, 1), (0, 1, 1), (0, 2, -1)]).without([1])

    assert table(votes) == {(0, 0): 1, (0, 2): -1}
    assert votes.statements == 3


def test_a_statement_that_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(ValueError, match="out of range"):
        Votes.of([(0, 0, 1)]).without([7])


def test_keys_stay_with_their_numbers() -> None:
    found = keyed([("b", 7, 1), ("a", 9, -1), ("b", 7, 0)], statements=[9])

    assert found.participants == ("b", "a")
    assert found.statements == (9, 7)
    assert table(found.votes) == {(0, 1): 0, (1, 0): -1}
