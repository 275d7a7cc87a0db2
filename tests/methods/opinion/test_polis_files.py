"""Exports of Polis are read by the names of their columns."""

import pytest

from sanwen.methods.opinion.polis_files import (
    Unreadable,
    is_of_votes,
    participants_of,
    statements_of,
    votes_of,
)

HEAD = ["timestamp", "datetime", "comment-id", "voter-id", "vote"]


def cells(found) -> dict[tuple[object, object], int]:
    votes = found.votes
    return {
        (found.participants[row], found.statements[column]): int(value)
        for row, column, value in zip(votes.row, votes.column, votes.value, strict=True)
    }


def test_the_latest_vote_stands_wherever_it_is_in_the_file() -> None:
    rows = [["30", "", "4", "9", "-1"], ["10", "", "4", "9", "1"], ["20", "", "12", "9", "0"]]

    assert cells(votes_of([HEAD, *rows])) == {(9, 4): -1, (9, 12): 0}
    assert cells(votes_of([HEAD, *rows[::-1]])) == {(9, 4): -1, (9, 12): 0}


def test_without_timestamps_the_later_row_stands() -> None:
    rows = [["vote", "voter-id", "comment-id"], ["1", "a", "1"], ["-1", "a", "1"]]

    assert cells(votes_of(rows)) == {("a", 1): -1}


def test_keys_are_in_their_own_order() -> None:
    rows = [["comment-id", "voter-id", "vote"], ["10", "b", "1"], ["9", "2", "1"], ["9", "a", "1"]]

    found = votes_of(rows)

    assert found.statements == (9, 10)
    assert found.participants == (2, "a", "b")


def test_a_table_of_participants_is_the_same() -> None:
    rows = [
        ["participant", "group-id", "n-votes", "12", "4"],
        ["9", "0", "2", "0", "-1"],
        ["7", "", "0", "", ""],
    ]

    found = participants_of(rows)

    assert cells(found) == {(9, 4): -1, (9, 12): 0}
    assert found.participants == (7, 9)


def test_statements_tell_what_is_moderated_out() -> None:
    rows = [["comment-id", "moderated", "comment-body"], ["4", "-1", "no"], ["12", "0", " yes "]]

    told = statements_of(rows)

    assert [(one.key, one.text, one.is_out) for one in told] == [
        (4, "no", True),
        (12, "yes", False),
    ]


def test_the_kind_of_file_is_seen_from_its_first_row() -> None:
    assert is_of_votes(["\ufeffVote", "voter-id"])
    assert not is_of_votes(["participant", "0", "1"])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "empty"),
        ([["a", "b"]], "comment-id"),
        ([HEAD, ["1", "", "1", "1", "agree"]], "“agree” is no vote"),
        ([HEAD, ["1", "", "1"]], "Line 2"),
        ([HEAD, ["1", "", "", "1", "1"]], "no number"),
    ],
)
def test_what_is_wrong_with_votes_is_said(rows: list[list[str]], told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        votes_of(rows)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["participant", "n-votes"]], "No column"),
        ([["participant", "1"], ["7", "5"]], "Line 2: “5”"),
        ([["participant", "1"], ["7", "1"], ["7", "1"]], "two rows"),
        ([["participant", "1", "2"], ["7", "1"]], "Line 2"),
    ],
)
def test_what_is_wrong_with_participants_is_said(rows: list[list[str]], told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        participants_of(rows)
