"""Names numbered in the order in which they first come."""

from sanwen.methods.coding import coded


def test_the_first_name_is_nought_and_the_same_name_the_same_number() -> None:
    known, at = coded(["水务", "住建", "水务", ("a", 1), "住建"])

    assert known == ["水务", "住建", ("a", 1)]
    assert at.tolist() == [0, 1, 0, 2, 1]


def test_of_nobody_there_is_nothing() -> None:
    known, at = coded([])

    assert (known, at.tolist()) == ([], [])
