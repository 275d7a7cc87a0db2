"""The votes as everybody may have them, and their hash: who recounts the export finds the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection

from sanwen.counsel.consultations.models import Consultation

# Numbered in the order of the keyed hashes of their codes, which says nothing of who came when.
# Votes on what nobody can read (held back, counted with another one) are not among them.
_VOTES = """
    SELECT dense_rank() OVER (ORDER BY participant.key_hash), statement.number, vote.value
    FROM consultations_vote vote
    JOIN consultations_participant participant ON participant.id = vote.participant_id
    JOIN consultations_statement statement ON statement.id = vote.statement_id
    WHERE vote.consultation_id = %s AND statement.stand = 'shown'
    ORDER BY participant.key_hash, statement.number
"""
_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Summed:
    participants: int
    votes: int
    hash: str


def votes(consultation: Consultation) -> Iterator[tuple[int, int, int]]:
    """Participant's number, statement's number, value: by participant, then by statement."""
    with connection.cursor() as cursor:
        cursor.execute(_VOTES, [consultation.pk])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def summed(rows: Iterable[tuple[int, int, int]]) -> Summed:
    """SHA-256 over one line "participant,statement,value" a vote, each with its line feed."""
    whole, people, many = sha256(), 0, 0
    for participant, statement, value in rows:
        whole.update(f"{participant},{statement},{value}\n".encode())
        people, many = max(people, participant), many + 1
    return Summed(people, many, whole.hexdigest())
