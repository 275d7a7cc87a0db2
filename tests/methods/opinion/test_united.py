"""What unites: the group with least support decides, and who disagrees is counted."""

import numpy as np

from sanwen.methods.opinion.tallies import tallies
from sanwen.methods.opinion.united import united


def found(groups: list[list[tuple[int, int, int]]]) -> list[tuple[int, int, float]]:
    """Groups' counts (agree, disagree, pass) of each statement."""
    counts = np.array(groups)
    totals = tallies(counts.sum(axis=0))
    return [(one.statement, one.direction, one.score) for one in united(counts, totals, at_least=5)]


def test_what_one_group_rejects_does_not_unite() -> None:
    assert found([[(90, 5, 5)], [(2, 8, 0)]]) == []


def test_what_all_disagree_with_unites_too() -> None:
    ((statement, direction, _score),) = found([[(1, 20, 0)], [(2, 30, 1)]])

    assert (statement, direction) == (0, -1)


def test_it_does_not_shrink_with_the_number_of_groups() -> None:
    two = found([[(40, 4, 6)], [(44, 3, 3)]])
    four = found([[(40, 4, 6)], [(44, 3, 3)], [(44, 3, 3)], [(40, 4, 6)]])

    assert [score for *_, score in two] == [score for *_, score in four]


def test_whoever_disagrees_counts_more_than_whoever_passes() -> None:
    (first, _, high), (second, _, low) = found([[(40, 10, 0), (40, 0, 10)]])

    assert (first, second) == (1, 0)
    assert high > low


def test_few_votes_prove_nothing() -> None:
    assert found([[(3, 0, 0)]]) == []


def test_without_groups_everybody_is_one() -> None:
    totals = tallies(np.array([[30, 2, 1]]))

    (one,) = united(np.zeros((0, 1, 3), int), totals, at_least=5)

    assert one.least == one.all
    assert one.against.value == 2 / 33
