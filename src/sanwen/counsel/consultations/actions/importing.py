"""A consultation from another system: read here and drawn here, but nobody takes part in it."""

import os
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions.counting import count
from sanwen.counsel.consultations.models import Consultation, Participant, Statement
from sanwen.counsel.consultations.polis.reading import Conversation
from sanwen.counsel.consultations.states import Stand, State
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.masking import for_everybody
from sanwen.people.models import User
from sanwen.places.models import Unit

_AT_ONCE = 5_000
_LONGEST = 1000
_COPY = """
    COPY consultations_vote (consultation_id, participant_id, statement_id, value, cast_at)
    FROM STDIN
"""


@transaction.atomic
def take_in(
    found: Conversation,
    *,
    unit: Unit,
    question: str,
    source: str,
    is_read: bool,
    by: User,
    now: datetime | None = None,
) -> Consultation:
    """What was held back there is left out, with its votes. The others are shown at once if
    whoever takes them in has read them (`is_read`); else they wait for the desk."""
    now = clock(now)
    rules.may_take_in(unit, by, question=question, source=source).require()
    made = Consultation.objects.create(
        unit=unit,
        question=question.strip(),
        summary=question.strip(),
        background=source.strip(),
        who_decides=unit.name,
        decide_by=local_day(now),
        source=source.strip(),
        seed=secrets.token_hex(12),
        state=State.PUBLISHED,
        made_at=now,
        made_by=by.actor_ref,
        published_at=now,
        published_by=by.actor_ref,
    )
    statements = _statements(made, found, by if is_read else None, now)
    votes = _votes(made, found, statements, now)
    record(
        "consultation.taken_in", on=made.trail_ref, by=by, at=now,
        statements=len(statements), votes=votes, read=is_read,
    )  # fmt: skip
    count(consultation=made, now=now)
    return made


def _statements(
    made: Consultation, found: Conversation, reader: User | None, now: datetime
) -> dict[object, int]:
    """The keys of the rows by the keys of the file; numbered from 1 in the file's order of keys."""
    sifted: dict[str, Any] = {}
    if reader is not None:
        sifted = {"stand": Stand.SHOWN, "sifted_at": now, "sifted_by": reader.actor_ref}
    kept = [one for one in found.told if not one.is_out and one.text]
    kept.sort(key=lambda one: (isinstance(one.key, str), one.key))
    rows = Statement.objects.bulk_create(
        Statement(
            consultation=made,
            number=number,
            text=for_everybody(one.text).text[:_LONGEST],
            said_at=now,
            **sifted,
        )
        for number, one in enumerate(kept, start=1)
    )
    return {one.key: row.pk for one, row in zip(kept, rows, strict=True)}


def _votes(
    made: Consultation, found: Conversation, statements: dict[object, int], now: datetime
) -> int:
    people = _participants(made, len(found.keyed.participants), now)
    rows = [statements.get(key, 0) for key in found.keyed.statements]
    votes, many = found.keyed.votes, 0
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        table = zip(votes.row.tolist(), votes.column.tolist(), votes.value.tolist(), strict=True)
        for person, statement, value in table:
            if rows[statement]:
                copy.write_row((made.pk, people[person], rows[statement], value, now))
                many += 1
    return many


def _participants(made: Consultation, many: int, now: datetime) -> Sequence[int]:
    """Nobody holds a code for these."""
    rows: list[Participant] = []
    for batch in _batches(many):
        rows += Participant.objects.bulk_create(
            Participant(consultation=made, key_hash=os.urandom(32), joined_on=local_day(now))
            for _ in range(batch)
        )
    return [row.pk for row in rows]


def _batches(many: int) -> Iterator[int]:
    while many > 0:
        yield min(many, _AT_ONCE)
        many -= _AT_ONCE
