"""Writing a decision: its words, what becomes of each opinion, what is promised."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sanwen.core.moment import clock
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.decisions import covering, rules
from sanwen.counsel.decisions.actions.beats import in_hand, lock
from sanwen.counsel.decisions.drafts import PointDraft, PromiseDraft, Wording
from sanwen.counsel.decisions.models import Decision, Point, Promise, Version
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User


@transaction.atomic
def begin(*, consultation: Consultation, by: User, now: datetime | None = None) -> Decision:
    now = clock(now)
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=consultation.pk)
    )
    has_one = Decision.objects.filter(consultation=consultation).exists()
    rules.may_begin(consultation, has_one, by).require()
    made = Decision.objects.create(consultation=consultation, begun_at=now, begun_by=by.actor_ref)
    Version.objects.create(decision=made, number=1, decided_by=consultation.who_decides)
    record("decision.begun", on=made.trail_ref, by=by, at=now)
    return made


@transaction.atomic
def write(
    *, decision: Decision, wording: Wording, by: User, now: datetime | None = None
) -> Version:
    now = clock(now)
    decision = lock(decision)
    rules.may_write(decision, by).require()
    version = in_hand(decision)
    version.gist, version.text = wording.gist.strip(), wording.text.strip()
    version.ground, version.decided_by = wording.ground.strip(), wording.decided_by.strip()
    version.decided_on, version.because = wording.decided_on, wording.because.strip()
    version.save()
    record("decision.written", on=decision.trail_ref, by=by, at=now, version=version.number)
    return version


@transaction.atomic
def answer(
    *,
    decision: Decision,
    draft: PointDraft,
    point: Point | None = None,
    by: User,
    now: datetime | None = None,
) -> Point:
    """A new point, or another wording of one that is being written."""
    now = clock(now)
    decision = lock(decision)
    rules.may_answer(draft, decision, by).require()
    version = in_hand(decision)
    fields = {
        "title": draft.title.strip(), "adopted": draft.adopted, "reason": draft.reason.strip(),
        "instead": draft.instead.strip(), "group": draft.group,
    }  # fmt: skip
    number = point.number if point else _next(version)
    made, _new = Point.objects.update_or_create(version=version, number=number, defaults=fields)
    made.statements.set(covering.to_answer(version).filter(pk__in=draft.statements))
    made.opinions.set(covering.opinions(version).filter(pk__in=draft.opinions))
    record(
        "decision.answered", on=decision.trail_ref, by=by, at=now,
        version=version.number, point=number, adopted=str(draft.adopted),
        opinions=sorted(made.statements.values_list("number", flat=True))[:50],
    )  # fmt: skip
    return made


@transaction.atomic
def take_back(*, point: Point, by: User, now: datetime | None = None) -> Decision:
    """Its opinions are without an answer again."""
    now = clock(now)
    decision = lock(point.version.decision)
    rules.may_write(decision, by).require()
    held = in_hand(decision).points.get(pk=point.pk)
    held.delete()
    record(
        "decision.answer_taken_back", on=decision.trail_ref, by=by, at=now, point=point.number
    )  # fmt: skip
    return decision


@transaction.atomic
def promise(
    *,
    decision: Decision,
    draft: PromiseDraft,
    changed: Promise | None = None,
    by: User,
    now: datetime | None = None,
) -> Promise:
    now = clock(now)
    decision = lock(decision)
    rules.may_promise(draft, decision, by, today=timezone.localdate(now)).require()
    number = changed.number if changed else _next_promise(decision)
    fields = {
        "words": draft.words.strip(), "unit": draft.unit, "due_on": draft.due_on,
        "residents_part": draft.residents_part.strip(),
    }  # fmt: skip
    made, _new = Promise.objects.update_or_create(
        version=in_hand(decision), number=number, defaults=fields
    )
    record(
        "decision.promised", on=decision.trail_ref, by=by, at=now,
        promise=number, unit=draft.unit.code, due=draft.due_on,
    )  # fmt: skip
    return made


@transaction.atomic
def drop_promise(*, promise: Promise, by: User, now: datetime | None = None) -> Decision:
    now = clock(now)
    decision = lock(promise.version.decision)
    rules.may_write(decision, by).require()
    in_hand(decision).promises.get(pk=promise.pk).delete()
    record(
        "decision.promise_dropped", on=decision.trail_ref, by=by, at=now, promise=promise.number
    )  # fmt: skip
    return decision


def _next(version: Version) -> int:
    return (version.points.aggregate(last=Max("number"))["last"] or 0) + 1


def _next_promise(decision: Decision) -> int:
    """Over all versions: a number once given is never another promise's."""
    of_all = Promise.objects.filter(version__decision=decision)
    return (of_all.aggregate(last=Max("number"))["last"] or 0) + 1
