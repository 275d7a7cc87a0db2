"""Who took part is stated, and who did not."""

import pytest

from sanwen.methods.opinion import Votes, coverage, opinion_map


def test_turnout_counts_people_votes_and_places() -> None:
    events = [(person, statement, 1) for person in range(4) for statement in range(person * 5)]
    votes = Votes.of(events, participants=6, statements=20)

    found = opinion_map(votes).turnout

    assert (found.participants, found.voted, found.placed, found.needed) == (6, 3, 2, 7)
    assert found.votes == 30
    assert found.each == (5, 5, 10, 10, 15)


def test_a_part_of_the_people_that_did_not_come_is_named() -> None:
    found = coverage({"young": 2, "old": 98}, {"young": 400, "old": 600}, unknown=10)

    young, old = found.categories
    assert (young.came, young.known, young.is_missing) == (2, 0.4, True)
    assert young.gap.value == pytest.approx(-0.38)
    assert not old.is_missing
    assert found.unknown == 10
    assert found.rate is not None
    assert found.rate.value == 0.11


def test_whoever_chose_to_come_stands_for_nobody_else() -> None:
    known = {"a": 10, "b": 10}

    assert not coverage({"a": 5, "b": 5}, known).can_infer
    assert coverage({"a": 5, "b": 5}, known, drawn=True).can_infer


def test_nobody_came() -> None:
    found = coverage({}, {"a": 10})

    assert found.categories[0].share.value == 0
    assert not found.categories[0].is_missing


@pytest.mark.parametrize(("came", "known"), [({"c": 1}, {"a": 1}), ({"a": -1}, {"a": 1}), ({}, {})])
def test_senseless_counts_are_refused(came: dict[str, int], known: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"known|negative"):
        coverage(came, known)
