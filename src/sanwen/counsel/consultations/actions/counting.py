"""Totals beside the voting, and the votes' hash on the trail when a phase of asking ends."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.consultations import ledger
from sanwen.counsel.consultations.actions.beats import lock
from sanwen.counsel.consultations.choosing import weights
from sanwen.counsel.consultations.models import (
    Consultation,
    OpinionMap,
    Phase,
    Statement,
    StatementCount,
    Vote,
)
from sanwen.counsel.consultations.phases import ASKING
from sanwen.counsel.consultations.states import State
from sanwen.integrity.audit.actions import record

COUNTER = Machine("counting")
# A vote bears the moment at which its request came; it may be written a little later.
GRACE = timedelta(seconds=10)
# A request that came on the last day of a phase is surely written by then.
AFTER_THE_LAST = timedelta(minutes=2)
_TOTALS = """
    SELECT statement.id,
           count(*) FILTER (WHERE vote.value = 1),
           count(*) FILTER (WHERE vote.value = -1),
           count(*) FILTER (WHERE vote.value = 0)
    FROM consultations_statement statement
    LEFT JOIN consultations_vote vote
        ON vote.statement_id = statement.id AND vote.consultation_id = %(one)s
    WHERE statement.consultation_id = %(one)s AND statement.stand = 'shown'
    GROUP BY statement.id
"""
_PEOPLE = """
    SELECT count(DISTINCT vote.participant_id)
    FROM consultations_vote vote
    JOIN consultations_statement statement ON statement.id = vote.statement_id
    WHERE vote.consultation_id = %s AND statement.stand = 'shown'
"""


def count_due(*, now: datetime | None = None) -> list[Consultation]:
    """Those of the published ones whose votes or statements changed since they were counted."""
    now = clock(now)
    since = F("map__counted_at") - GRACE
    voted = Vote.objects.filter(consultation=OuterRef("pk"), cast_at__gte=OuterRef("since"))
    sifted = Statement.objects.filter(consultation=OuterRef("pk"), sifted_at__gte=OuterRef("since"))
    published = Consultation.objects.filter(state=State.PUBLISHED, source="").annotate(since=since)
    due = list(published.filter(Q(map=None) | Exists(voted) | Exists(sifted)).order_by("pk"))
    for one in due:
        count(consultation=one, now=now)
    return due


@transaction.atomic
def count(*, consultation: Consultation, now: datetime | None = None) -> OpinionMap:
    """Read in one go, written without holding anybody's vote up."""
    now = clock(now)
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"one": consultation.pk})
        totals = sorted(cursor.fetchall())
        cursor.execute(_PEOPLE, [consultation.pk])
        (people,) = cursor.fetchone()
    weighed = weights((yes, no, skip) for _pk, yes, no, skip in totals)
    StatementCount.objects.bulk_create(
        [
            StatementCount(statement_id=pk, agree=yes, disagree=no, skip=skip, priority=weight)
            for (pk, yes, no, skip), weight in zip(totals, weighed, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["statement"],
        update_fields=["agree", "disagree", "skip", "priority"],
    )
    counted = {
        "counted_at": now,
        "participants": people,
        "votes": sum(sum(row[1:]) for row in totals),
    }
    made, _ = OpinionMap.objects.update_or_create(consultation=consultation, defaults=counted)
    return made


def seal_due(*, now: datetime | None = None) -> int:
    """Phases of asking that are over and whose votes were not hashed yet."""
    now = clock(now)
    today = local_day(now - AFTER_THE_LAST)
    over = Phase.objects.filter(
        kind__in=ASKING,
        closes_on__lt=today,
        sealed_at=None,
        consultation__source="",
        consultation__published_at__isnull=False,
    )
    found = list(over.select_related("consultation").order_by("pk"))
    for phase in found:
        seal(phase=phase, now=now)
    return len(found)


@transaction.atomic
def seal(*, phase: Phase, now: datetime | None = None) -> Phase:
    """How many took part, how many votes, and what they hash to, for everybody to recount."""
    now = clock(now)
    one = lock(phase.consultation)
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    if phase.sealed_at is not None:
        return phase
    counted = count(consultation=one, now=now)
    found = ledger.summed(ledger.votes(one))
    phase.sealed_at, phase.votes_hash = now, found.hash
    phase.save(update_fields=["sealed_at", "votes_hash"])
    OpinionMap.objects.filter(pk=counted.pk).update(votes_hash=found.hash)
    record(
        "consultation.votes_sealed", on=one.trail_ref, by=COUNTER, at=now, phase=phase.kind,
        participants=found.participants, votes=found.votes, hash=found.hash,
    )  # fmt: skip
    return phase
