"""One tap: the last vote of a participant on a statement, in one statement to the database."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions.joining import take_part
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.reading import Board

VALUES = (1, -1, 0)
# What was answered before comes back with it, so that one round trip is enough.
_CAST = """
    WITH cast_now AS (
        INSERT INTO consultations_vote
            (consultation_id, participant_id, statement_id, value, cast_at)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (participant_id, statement_id)
        DO UPDATE SET value = excluded.value, cast_at = excluded.cast_at
    )
    SELECT statement_id, value FROM consultations_vote WHERE participant_id = %s
"""
_ANSWERED = "SELECT statement_id, value FROM consultations_vote WHERE participant_id = %s"


def cast(
    *, board: Board, seat: Seat, number: int, value: int, now: datetime | None = None
) -> tuple[Seat, dict[int, int]]:
    """The seat, a participant's from now on, and all its votes by statement number.

    Nothing goes on the trail: a row for each vote would tie a code to opinions for ever. What all
    votes hash to is written there when a phase ends.
    """
    now = clock(now)
    rules.may_vote(board.one, board.phases, local_day(now)).require()
    shown = board.statements.get(number)
    if shown is None or value not in VALUES:
        refused(_("This opinion cannot be voted on.")).require()
    assert shown is not None
    if seat.participant:
        return seat, _cast(board, seat, shown.pk, value, now)
    return _cast_first(board, seat, shown.pk, value, now)


@transaction.atomic
def _cast_first(
    board: Board, seat: Seat, statement: int, value: int, now: datetime
) -> tuple[Seat, dict[int, int]]:
    taken = take_part(consultation=board.one.pk, seat=seat, now=now)
    return taken, _cast(board, taken, statement, value, now)


def _cast(board: Board, seat: Seat, statement: int, value: int, now: datetime) -> dict[int, int]:
    who = seat.participant
    with connection.cursor() as cursor:
        cursor.execute(_CAST, [board.one.pk, who, statement, value, now, who])
        before = dict(cursor.fetchall())
    return _by_number(board, before | {statement: value})


def answered(board: Board, seat: Seat | None) -> dict[int, int]:
    """What this participant voted, by the number of the statement."""
    if seat is None or not seat.participant:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, [seat.participant])
        return _by_number(board, dict(cursor.fetchall()))


def _by_number(board: Board, votes: Mapping[int, int]) -> dict[int, int]:
    """Votes on what is not shown any more stay in the table and are not told."""
    return {board.numbers[pk]: value for pk, value in votes.items() if pk in board.numbers}
