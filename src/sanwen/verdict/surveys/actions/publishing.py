"""Publishing a result with its method, and correcting it by a next version, never silently."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.surveys import figuring, rules
from sanwen.verdict.surveys.actions.beats import lock, move
from sanwen.verdict.surveys.figuring import weighing
from sanwen.verdict.surveys.models import Result, Survey
from sanwen.verdict.surveys.states import Move


@transaction.atomic
def publish(*, survey: Survey, by: User, now: datetime | None = None) -> Result:
    now = clock(now)
    survey = lock(survey)
    rules.may_publish(survey, by).require()
    made = _result(survey, "", by, now)
    move(survey, Move.PUBLISH, by=by, now=now, told=made.figures["responses"])
    return made


@transaction.atomic
def correct(*, survey: Survey, because: str, by: User, now: datetime | None = None) -> Result:
    """Counted again from the same answers, as after a mended figure of the population."""
    now = clock(now)
    survey = lock(survey)
    rules.may_correct(survey, because, by).require()
    made = _result(survey, because.strip(), by, now)
    record("survey.corrected", on=survey.trail_ref, by=by, at=now, version=made.version)
    return made


def _result(survey: Survey, because: str, by: User, now: datetime) -> Result:
    for why in weighing.problems(survey).values():
        refused(why).require()
    found = figuring.whole(survey)
    last = survey.results.aggregate(last=Max("version"))["last"] or 0
    return Result.objects.create(
        survey=survey,
        version=last + 1,
        figures=found.figures,
        method=found.method,
        because=because,
        published_at=now,
        published_by=by.actor_ref,
    )
