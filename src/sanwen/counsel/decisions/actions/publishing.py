"""Showing a draft, deciding, amending. Each of them leaves a version that is never changed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core.moment import clock
from sanwen.counsel.consultations.actions.publishing import begin
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.phases import ASKING, Kind
from sanwen.counsel.decisions import covering, notices, rules
from sanwen.counsel.decisions.actions.beats import in_hand, lock, move
from sanwen.counsel.decisions.models import Decision, Point, Promise, Version
from sanwen.counsel.decisions.states import Move, State
from sanwen.people.models import User


@transaction.atomic
def show(*, decision: Decision, by: User, now: datetime | None = None) -> Version:
    """For discussion, with what it takes from which opinions so far."""
    now = clock(now)
    decision = lock(decision)
    rules.may_move(decision, Move.SHOW).require()
    version = in_hand(decision)
    rules.may_show(decision, version, by).require()
    _publish(version, by, now, is_decided=False)
    told = notices.published(version, now=now)
    left = covering.uncovered(version).count()
    move(decision, Move.SHOW, by=by, now=now, version=version.number, told=told, unanswered=left)
    return version


@transaction.atomic
def decide(*, decision: Decision, by: User, now: datetime | None = None) -> Version:
    now = clock(now)
    decision = lock(decision)
    rules.may_move(decision, Move.DECIDE).require()
    version, asked = in_hand(decision), decision.consultation
    rules.may_decide(
        decision,
        version,
        by,
        uncovered=covering.uncovered(version).count(),
        asked_until=_asked_until(asked),
        owes_a_draft=_owes_a_draft(decision),
        today=timezone.localdate(now),
    ).require()
    _publish(version, by, now, is_decided=True)
    if decision.state != State.AMENDING:
        # An amendment is decided later; the question was decided on the day of the first one.
        begin(consultation=asked, kind=Kind.DECIDED, on=timezone.localdate(now), by=by, now=now)
    told = notices.published(version, now=now)
    move(decision, Move.DECIDE, by=by, now=now, version=version.number, told=told)
    return version


@transaction.atomic
def revise(*, decision: Decision, by: User, now: datetime | None = None) -> Version:
    """After the discussion: the draft that was shown stays, a copy is written on."""
    now = clock(now)
    decision = lock(decision)
    rules.may_revise(decision, by).require()
    made = _copy(decision)
    move(decision, Move.REVISE, by=by, now=now, version=made.number)
    return made


@transaction.atomic
def amend(*, decision: Decision, by: User, now: datetime | None = None) -> Version:
    """The decision stands until the amendment is published."""
    now = clock(now)
    decision = lock(decision)
    rules.may_amend(decision, by).require()
    made = _copy(decision)
    move(decision, Move.AMEND, by=by, now=now, version=made.number)
    return made


@transaction.atomic
def leave(*, decision: Decision, by: User, now: datetime | None = None) -> Decision:
    """The amendment is not made; nobody but the unit has read it."""
    now = clock(now)
    decision = lock(decision)
    rules.may_leave(decision, by).require()
    version = in_hand(decision)
    version.delete()
    move(decision, Move.LEAVE, by=by, now=now, version=version.number)
    return decision


def _publish(version: Version, by: User, now: datetime, *, is_decided: bool) -> None:
    version.is_decided = is_decided
    version.published_at, version.published_by = now, by.actor_ref
    version.save(update_fields=["is_decided", "published_at", "published_by"])


def _asked_until(consultation: Consultation) -> date | None:
    """The last day of asking; the last of all days where no end is set yet."""
    phases = consultation.phases.filter(kind__in=ASKING)
    return max((phase.closes_on or rules.NO_END for phase in phases), default=None)


def _owes_a_draft(decision: Decision) -> bool:
    announced = decision.consultation.phases.filter(kind=Kind.DISCUSS).exists()
    return announced and not Version.objects.published().filter(decision=decision).exists()


def _copy(decision: Decision) -> Version:
    """The newest version once more, to be written on; promises keep their numbers."""
    old = decision.versions.order_by("number").last()
    assert old is not None
    made = Version.objects.create(
        decision=decision, number=old.number + 1, gist=old.gist, text=old.text, ground=old.ground,
        decided_by=old.decided_by,
        # An amendment is decided on a day of its own.
        decided_on=None if old.is_decided else old.decided_on,
    )  # fmt: skip
    for point in old.points.all():
        twin = Point.objects.create(
            version=made, number=point.number, title=point.title, adopted=point.adopted,
            reason=point.reason, instead=point.instead, group=point.group,
        )  # fmt: skip
        twin.statements.set(point.statements.all())
        twin.opinions.set(point.opinions.all())
    Promise.objects.bulk_create(
        Promise(
            version=made, number=one.number, words=one.words, unit_id=one.unit_id,
            due_on=one.due_on, residents_part=one.residents_part,
        )
        for one in old.promises.all()
    )  # fmt: skip
    return made
