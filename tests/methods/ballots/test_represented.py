"""Who has something of what was funded, counted without names."""

from fractions import Fraction

from sanwen.methods.ballots import by_group, read_document, represented
from tests.methods.ballots.made import village


def test_voters_are_counted_by_how_many_of_theirs_are_funded() -> None:
    election = village(["ab", "ac", "c", ""], a=60, b=40, c=30)

    found = represented(election, ("a", "b"))

    assert found.with_so_many == {0: 2, 1: 1, 2: 1}
    assert found.nothing.value == 0.5
    assert found.for_each == Fraction(100 + 60, 400)


def test_a_group_of_fewer_than_five_is_left_out() -> None:
    text = "META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\na;9\nb;9\n"
    text += "VOTES\nvoter_id;vote;district\n" + "1;a;East\n" * 5 + "2;b;West\n" * 4
    document = read_document(text)

    found = by_group(document.election, document.voters, "district", ("a",))

    assert list(found) == ["East"]
    assert found["East"].with_so_many == {1: 5}
