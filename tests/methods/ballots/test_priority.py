"""What is wanted most, with equals in the same place."""

from fractions import Fraction

from sanwen.methods.ballots import Kind, Project, election, priority

NEEDS = [Project(name, Fraction(0)) for name in "abc"]


def test_equals_share_a_place_and_the_next_comes_after_them() -> None:
    found = priority(election(NEEDS, 0, [["a", "b"], ["b", "a"], ["c"]]))

    assert [(one.id, one.place, one.points) for one in found] == [
        ("a", 1, 2),
        ("b", 1, 2),
        ("c", 3, 1),
    ]
    assert found[2].voters == 1
    assert found[2].named.low < 1 / 3 < found[2].named.high


def test_ranks_count_by_borda() -> None:
    votes = [["a", "b", "c"], ["b", "c"], ["b"]]

    found = priority(election(NEEDS, 0, votes, kind=Kind.RANKED))

    assert [(one.id, one.points) for one in found] == [("b", 8), ("a", 3), ("c", 3)]
