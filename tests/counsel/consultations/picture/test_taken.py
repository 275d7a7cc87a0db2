"""Votes come out of the database as they were cast, by statement number, the shown ones alone."""

import pytest

from sanwen.counsel.consultations.models import Statement
from sanwen.counsel.consultations.picture.taken import votes_of
from tests.factories.consultations import consultation, statements, voters

pytestmark = pytest.mark.django_db


def table(taken) -> list[tuple[int, int, int]]:
    votes = taken.votes
    return list(zip(votes.row.tolist(), votes.column.tolist(), votes.value.tolist(), strict=True))


def test_every_vote_is_there_with_its_sign():
    made = consultation()
    statements(made, ["一", "二", "三"])
    voters(made, [[1, -1, None], [None, 0, 1]])

    taken = votes_of(made)

    assert table(taken) == [(0, 0, 1), (0, 1, -1), (1, 1, 0), (1, 2, 1)]
    assert taken.statements == (1, 2, 3)


def test_what_was_held_back_and_other_consultations_are_not_counted():
    made, other = consultation(), consultation()
    for one in (made, other):
        statements(one, ["一", "二"])
        voters(one, [[1, 1]])
    Statement.objects.filter(consultation=made, number=1).update(stand="held", reason="insult")

    taken = votes_of(made)

    assert taken.statements == (2,)
    assert table(taken) == [(0, 0, 1)]


def test_without_votes_there_are_none():
    made = consultation()
    statements(made, ["一"])

    taken = votes_of(made)

    assert len(taken.votes) == 0
    assert taken.votes.statements == 1
