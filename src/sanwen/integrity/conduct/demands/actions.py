"""Recording a demand, and deciding it by a second person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.integrity.conduct.demands import rules
from sanwen.integrity.conduct.demands.models import LegalRequest, Ruled, Wanted
from sanwen.people.models import User


@dataclass(frozen=True, slots=True)
class Demand:
    body: str
    wanted: Wanted
    basis: str
    paper: str
    received_on: date
    people: int = 1


@transaction.atomic
def note(*, demand: Demand, by: User, now: datetime | None = None) -> LegalRequest:
    rules.may_record_demand(by).require()
    now = clock(now)
    kept = LegalRequest.objects.create(
        body=demand.body,
        wanted=demand.wanted,
        basis=demand.basis,
        paper=demand.paper,
        people=demand.people,
        received_on=demand.received_on,
        recorded_by=by,
        recorded_at=now,
    )
    record("demand.recorded", on=kept.ref, by=by, at=now, wanted=str(demand.wanted))
    return kept


@transaction.atomic
def decide(
    *, demand: LegalRequest, ruled: Ruled, words: str, by: User, now: datetime | None = None
) -> LegalRequest:
    demand = LegalRequest.objects.select_for_update().get(pk=demand.pk)
    rules.may_decide_demand(demand, by).require()
    now = clock(now)
    demand.ruled, demand.words, demand.decided_by, demand.decided_at = ruled, words, by, now
    demand.save(update_fields=["ruled", "words", "decided_by", "decided_at"])
    record("demand.decided", on=demand.ref, by=by, at=now, ruled=str(ruled))
    return demand
