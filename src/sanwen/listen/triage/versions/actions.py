"""A new version is learned from the desk's corrections; which one suggests can be chosen."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.integrity.audit.actions import record
from sanwen.listen.triage import knowing
from sanwen.listen.triage.models import ModelVersion, Target
from sanwen.listen.triage.rules import may_choose
from sanwen.listen.triage.versions.trial import Example, Trial, trial
from sanwen.methods.kept import to_bytes
from sanwen.methods.training import TooFew
from sanwen.people.models import User

# Each weighs some megabytes; of older ones only the figures would still be of use.
KEPT = 10


def fit(
    *, examples: Iterable[Example], by: Actor, now: datetime | None = None
) -> list[ModelVersion]:
    """One new version for each target that has enough new corrections. It suggests from now on
    where it was not worse on those held out than what suggested before; else it is only kept."""
    now = timezone.now() if now is None else now
    given = list(examples)
    known = knowing.read()
    made = [_fit(given, Target(target), known, by=by, now=now) for target in Target.values]
    return [version for version in made if version is not None]


def _fit(
    examples: list[Example], target: Target, known: knowing.Known, *, by: Actor, now: datetime
) -> ModelVersion | None:
    current = ModelVersion.objects.filter(target=target, is_current=True).defer("data").first()
    try:
        tried = trial(examples, target, known, since=current.learned_until if current else None)
    except TooFew:
        return None
    until = max(example.at for example in examples)
    return _keep(tried, target, until=until, by=by, now=now)


@transaction.atomic
def _keep(
    tried: Trial, target: Target, *, until: datetime, by: Actor, now: datetime
) -> ModelVersion:
    last = ModelVersion.objects.select_for_update().filter(target=target).defer("data").first()
    version = ModelVersion(
        target=target,
        number=last.number + 1 if last else 1,
        made_at=now,
        made_by=by.actor_ref,
        examples=tried.examples,
        classes=int(tried.model.seen.sum()),
        learned_until=until,
        figures=tried.as_json(),
        data=to_bytes(tried.model),
        is_current=tried.is_better,
    )
    if tried.is_better:
        ModelVersion.objects.filter(target=target, is_current=True).update(is_current=False)
    version.save(force_insert=True)
    record(
        "model.learned",
        on=version.trail_ref,
        by=by,
        at=now,
        examples=version.examples,
        accuracy=tried.new.accuracy,
        before=(tried.now or tried.rules).accuracy,
        suggests=tried.is_better,
    )
    _let_go(target)
    transaction.on_commit(knowing.changed)
    return version


def _let_go(target: Target) -> None:
    kept = ModelVersion.objects.filter(target=target).values_list("pk", flat=True)[:KEPT]
    old = ModelVersion.objects.filter(target=target, is_current=False)
    old.exclude(pk__in=list(kept)).delete()


@transaction.atomic
def use(
    *, target: Target, version: ModelVersion | None, by: User, now: datetime | None = None
) -> None:
    """From now on this version suggests; without one the rules alone do."""
    may_choose(by).require()
    now = timezone.now() if now is None else now
    versions = ModelVersion.objects.select_for_update().filter(target=target)
    list(versions.values_list("pk", flat=True))
    versions.filter(is_current=True).update(is_current=False)
    if version is not None:
        versions.filter(pk=version.pk).update(is_current=True)
    chosen = version.trail_ref if version else f"model:{target}-rules"
    record("model.chosen", on=chosen, by=by, at=now)
    transaction.on_commit(knowing.changed)
