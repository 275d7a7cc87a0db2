"""Adding and taking back what shows that people were asked at one of the five gates."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core.moment import clock
from sanwen.counsel.decisions import rules
from sanwen.counsel.decisions.actions.beats import lock
from sanwen.counsel.decisions.drafts import EvidenceDraft
from sanwen.counsel.decisions.models import Decision, GateEvidence
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def add_evidence(
    *, decision: Decision, draft: EvidenceDraft, by: User, now: datetime | None = None
) -> GateEvidence:
    now = clock(now)
    decision = lock(decision)
    rules.may_add_evidence(draft, decision, by, today=timezone.localdate(now)).require()
    made = GateEvidence.objects.create(
        decision=decision, gate=draft.gate, kind=draft.kind, ref=draft.ref.strip().upper(),
        words=draft.words.strip(), on=draft.on, added_at=now, added_by=by.actor_ref,
    )  # fmt: skip
    record(
        "decision.evidence_added", on=decision.trail_ref, by=by, at=now,
        gate=made.gate, kind=made.kind, ref=made.ref, day=made.on,
    )  # fmt: skip
    return made


@transaction.atomic
def remove_evidence(*, evidence: GateEvidence, by: User, now: datetime | None = None) -> Decision:
    now = clock(now)
    decision = lock(evidence.decision)
    rules.may_remove_evidence(decision, by).require()
    evidence.delete()
    record(
        "decision.evidence_removed", on=decision.trail_ref, by=by, at=now,
        gate=evidence.gate, kind=evidence.kind, ref=evidence.ref, day=evidence.on,
    )  # fmt: skip
    return decision
