"""The votes of a consultation as the methods want them: read in one piece, a million a second."""

from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from sanwen.counsel.consultations.models import Consultation
from sanwen.methods.opinion.votes import Votes

# What a binary COPY has before its rows, after them, and in each: the number of columns, then
# each column behind its length.
_HEAD, _TAIL = 19, 2
_ROW = np.dtype(
    [
        ("columns", ">i2"),
        ("_1", ">i4"),
        ("participant", ">i8"),
        ("_2", ">i4"),
        ("statement", ">i4"),
        ("_3", ">i4"),
        ("value", ">i2"),
    ]
)
# Only what everybody may read is counted: a vote on what was held back later says nothing.
_SHOWN = """
    COPY (
        SELECT vote.participant_id, statement.number, vote.value
        FROM consultations_vote vote
        JOIN consultations_statement statement ON statement.id = vote.statement_id
        WHERE vote.consultation_id = {consultation} AND statement.stand = 'shown'
    ) TO STDOUT (FORMAT binary)
"""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Votes numbered from 0, and what the numbers stand for: participants' keys, statements' own
    numbers."""

    votes: Votes
    participants: NDArray[np.int64]
    statements: tuple[int, ...]


def votes_of(consultation: Consultation) -> Taken:
    numbers = tuple(consultation.statements.shown().numbered().values_list("number", flat=True))
    rows = np.frombuffer(_copied(consultation.pk), dtype=_ROW)
    people, row = np.unique(rows["participant"].astype(np.int64), return_inverse=True)
    known = np.array(numbers, dtype=np.int64)
    # A statement shown since the numbers were read waits for the next picture.
    inside = np.isin(rows["statement"], known)
    votes = Votes.of_arrays(
        row[inside],
        np.searchsorted(known, rows["statement"].astype(np.int64)[inside]),
        rows["value"][inside],
        participants=len(people),
        statements=len(numbers),
    )
    return Taken(votes, people, numbers)


def _copied(consultation: int) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(_SHOWN.format(consultation=int(consultation))) as copy,
    ):
        whole = b"".join(bytes(part) for part in copy)
    return whole[_HEAD:-_TAIL]
