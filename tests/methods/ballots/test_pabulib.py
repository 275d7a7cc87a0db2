"""Reads what real files hold, writes what can be read again, refuses with the line."""

from fractions import Fraction

import pytest

from sanwen.methods.ballots import Kind, Unreadable, read, read_document, write

APPROVAL = '''META
key;value
description;A village
budget;1000,50
vote_type;approval
PROJECTS
project_id;cost;name;selected
1;300;"Lamp; and ""bench""";1
2;800.5;Well;0
VOTES
voter_id;age;vote
a;30;1,2
b;41;2,1
c;;2
d;50;
'''
POINTS = APPROVAL.replace("approval", "cumulative").replace("age;vote", "age;vote;points")
POINTS = POINTS.replace("1,2\n", "1,2;3,1\n").replace("2,1\n", "2,1;2,0.5\n")
POINTS = POINTS.replace(";2\n", ";2;4\n").replace("50;\n", "50;;\n")
RANKED = APPROVAL.replace("approval", "ordinal").replace("META", "META\nkey;value\nmax_length;3", 1)
RANKED = RANKED.replace("max_length;3\nkey;value\n", "max_length;3\n")


def test_equal_approvals_are_one_ballot_whatever_their_order() -> None:
    found = read(APPROVAL)

    assert (found.kind, found.budget, found.voters) == (Kind.APPROVAL, Fraction("1000.5"), 4)
    assert found.ballots == {((0, 1), (1, 1)): 2, ((1, 1),): 1, (): 1}
    assert found.projects[0].name == 'Lamp; and "bench"'
    assert found.projects[1].cost == Fraction("800.5")
    assert found.projects[0].fields["selected"] == "1"


def test_points_are_read_exactly() -> None:
    found = read(POINTS)

    half = Fraction(1, 2)
    assert set(found.ballots) == {((0, 3), (1, 1)), ((0, half), (1, 2)), ((1, 4),), ()}


def test_ranks_give_points_from_as_many_as_may_be_ranked() -> None:
    found = read(RANKED)

    assert set(found.ballots) == {((0, 3), (1, 2)), ((1, 3), (0, 2)), ((1, 3),), ()}


@pytest.mark.parametrize("text", [APPROVAL, POINTS, RANKED])
def test_what_is_written_is_read_again_the_same(text: str) -> None:
    document = read_document(text)

    again = read_document(write(document))

    assert again.election.ballots == document.election.ballots == read(text).ballots
    assert again.election.projects == document.election.projects
    assert again.voters == document.voters


@pytest.mark.parametrize(
    "odd",
    [
        "\ufeff" + APPROVAL,
        APPROVAL.replace("\n", "\r\n"),
        APPROVAL + "\n\n",
        APPROVAL.replace("key;value\n", ""),
        APPROVAL.replace("30;1,2", "30; 1, 2 "),
        APPROVAL.replace("PROJECTS", "projects;;"),
        APPROVAL.replace("50;", '"50";'),
        APPROVAL.replace("d;50;", "d;50"),
        APPROVAL.replace("30;1,2", "30;1,2,2"),
    ],
    ids=["mark", "windows", "blank", "headless", "spaces", "case", "quoted", "short", "twice"],
)
def test_what_real_files_hold_is_taken(odd: str) -> None:
    found = read(odd)

    assert found.ballots == read(APPROVAL).ballots
    assert found.budget == Fraction("1000.5")


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ("", 0, "META"),
        (APPROVAL.replace("VOTES", "BALLOTS"), 10, "cost"),
        (APPROVAL.replace("2;800.5", "2;dear"), 9, "dear"),
        (APPROVAL.replace("2;800.5", "1;800.5"), 9, "twice"),
        (APPROVAL.replace("c;;2", "c;;7"), 14, "7"),
        (APPROVAL.replace("approval", "yes-no"), 0, "yes-no"),
        (APPROVAL.replace("1000,50", "much"), 0, "much"),
        (APPROVAL.replace("project_id;cost", "project_id;price"), 7, "cost"),
        (POINTS.replace("3,1", "3"), 12, "Give one for each"),
        (POINTS.replace("3,1", "3,x"), 12, "x"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(
    wrong: str, line: int, said: str
) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        read(wrong)

    assert refusal.value.line == line
