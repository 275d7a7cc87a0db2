"""The verbs of an inspection: findings, receipt, objection, decision, proposals and replies."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Assignment, Matter
from sanwen.deliver.matters.periods import period
from sanwen.deliver.papers import actions as papers
from sanwen.deliver.papers import sources
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.papers.models import Paper
from sanwen.integrity.audit.actions import record
from sanwen.office.inspection import notices, rules
from sanwen.office.inspection.models import (
    Inspection,
    InspectionObjection,
    Proposal,
)
from sanwen.office.inspection.states import MOVES, Move, State
from sanwen.people.models import User
from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class Findings:
    facts: str
    conclusion: str
    demands: str


@transaction.atomic
def inspect(
    *, matter: Matter, unit: Unit, findings: Findings, by: User, now: datetime | None = None
) -> Inspection:
    now = beats.clock(now)
    matter = beats.lock(matter)
    has_a_part = Assignment.objects.filter(matter=matter, unit=unit).exists()
    rules.may_inspect(matter, unit, by, has_a_part=has_a_part).require()
    made = Inspection.objects.create(
        matter=matter,
        unit=unit,
        facts=findings.facts.strip(),
        conclusion=findings.conclusion.strip(),
        demands=findings.demands.strip(),
        issued_at=now,
        issued_by=by,
    )
    record("findings.issued", on=made.trail_ref, by=by, at=now, matter=matter.ref, unit=unit.code)
    beats.tell(matter, "inspect", by=by, now=now, unit=unit)
    notices.issued(made, now=now)
    return made


@transaction.atomic
def receive(*, inspection: Inspection, by: User, now: datetime | None = None) -> Inspection:
    """The unit has it: its 30 days to object run."""
    now = beats.clock(now)
    inspection = _lock(inspection)
    rules.may_receive(inspection, by).require()
    _move(
        inspection, Move.DELIVER, by=by, now=now, delivered_at=now, delivered_by=by.actor_ref,
        object_until=period("inspection.object", now).on,
    )  # fmt: skip
    return inspection


@transaction.atomic
def object_to(
    *, inspection: Inspection, reason: str, by: User, now: datetime | None = None
) -> InspectionObjection:
    now = beats.clock(now)
    inspection = _lock(inspection)
    rules.may_object(inspection, by, today=local_day(now)).require()
    made = InspectionObjection.objects.create(
        inspection=inspection,
        reason=reason.strip(),
        raised_at=now,
        raised_by=by,
        decide_by=period("inspection.decide", now).on,
    )
    _move(inspection, Move.OBJECT, by=by, now=now)
    notices.objected(inspection, now=now)
    return made


@transaction.atomic
def decide(
    *, inspection: Inspection, move: Move, words: str, by: User, now: datetime | None = None
) -> Inspection:
    """Upheld, changed or lifted, with reasons, by somebody else than the issuer."""
    now = beats.clock(now)
    inspection = _lock(inspection)
    objection = InspectionObjection.objects.filter(inspection=inspection).first()
    rules.may_move(inspection, move).require()
    assert objection is not None, "an objection stands behind this state"
    rules.may_decide(inspection, objection, by).require()
    objection.decided_at, objection.decided_by, objection.decision = now, by, words.strip()
    objection.save(update_fields=["decided_at", "decided_by", "decision"])
    _move(inspection, move, by=by, now=now)
    notices.decided(inspection, now=now)
    return inspection


@transaction.atomic
def propose(
    *,
    inspection: Inspection,
    kind: str,
    to: Unit,
    words: str,
    reply_by: date,
    by: User,
    now: datetime | None = None,
) -> Proposal:
    """改进工作 · 完善政策 · 追究责任: sent with a day for the written reply."""
    now = beats.clock(now)
    inspection = _lock(inspection)
    rules.may_propose(inspection, kind, to, by).require()
    rules.is_ahead(reply_by, local_day(now)).require()
    made = Proposal.objects.create(
        inspection=inspection, kind=kind, to=to, words=words.strip(), made_at=now, made_by=by,
        reply_by=reply_by,
    )  # fmt: skip
    record("findings.proposed", on=inspection.trail_ref, by=by, at=now, kind=kind, to=to.code)
    notices.proposed(made, now=now)
    return made


@transaction.atomic
def reply(
    *, proposal: Proposal, adoption: str, words: str, by: User, now: datetime | None = None
) -> Proposal:
    """Art. 40: in writing, whether it is adopted; if not, why."""
    now = beats.clock(now)
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related(
        "inspection", "to"
    ).get(pk=proposal.pk)  # fmt: skip
    rules.may_reply(proposal, by).require()
    proposal.adoption, proposal.reply = adoption, words.strip()
    proposal.replied_at, proposal.replied_by = now, by.actor_ref
    proposal.save(update_fields=["adoption", "reply", "replied_at", "replied_by"])
    record("findings.replied", on=proposal.inspection.trail_ref, by=by, at=now, adoption=adoption)
    notices.replied(proposal, now=now)
    return proposal


@transaction.atomic
def draft_urging(*, inspection: Inspection, by: User, now: datetime | None = None) -> Paper:
    """督办通知单, filled from the findings; a person reads and issues it."""
    now = beats.clock(now)
    inspection = _lock(inspection)
    rules.supervises(inspection, by).require()
    known = {
        "recipient": inspection.unit.name,
        "problem": f"{inspection.facts}\n{inspection.conclusion}",
        "demand": inspection.demands,
    }
    inspection.paper = _draft(inspection, "urging", known, by=by, now=now)
    inspection.save(update_fields=["paper"])
    return inspection.paper


@transaction.atomic
def draft_proposal(*, proposal: Proposal, by: User, now: datetime | None = None) -> Paper:
    now = beats.clock(now)
    inspection = _lock(proposal.inspection)
    rules.supervises(inspection, by).require()
    known = {
        "body_to": proposal.to.name,
        "problem": inspection.conclusion,
        "evidence": inspection.facts,
        "proposal": proposal.words,
        "reply_by": proposal.reply_by.isoformat(),
    }
    proposal.paper = _draft(inspection, proposal.kind, known, by=by, now=now)
    proposal.save(update_fields=["paper"])
    return proposal.paper


def _draft(
    inspection: Inspection, kind: str, known: dict[str, str], *, by: User, now: datetime
) -> Paper:
    matter, of_kind = inspection.matter, kinds()[kind]
    facts = sources.facts(matter, matter.received_by, None, today=local_day(now))
    filled = sources.filled(of_kind, facts) | known
    return papers.draft(matter=matter, kind=of_kind, filled=filled, by=by, now=now)


def _lock(inspection: Inspection) -> Inspection:
    held = Inspection.objects.select_for_update(of=("self",)).select_related(
        "matter__received_by", "matter__lead_unit", "unit"
    )
    return held.get(pk=inspection.pk)


def _move(
    inspection: Inspection, move: Move, *, by: User, now: datetime, **changes: object
) -> None:
    inspection.state = MOVES[State(inspection.state)][move]
    for name, value in changes.items():
        setattr(inspection, name, value)
    inspection.save(update_fields=["state", *changes])
    record(f"findings.{move}", on=inspection.trail_ref, by=by, at=now)
