"""Which body reviews a unit's answers, where the tree does not say it."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.deliver.matters.actions import beats
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.places.models import Unit
from sanwen.verdict.reviews import rules
from sanwen.verdict.reviews.models import ReviewBody


@transaction.atomic
def name_body(
    *,
    unit: Unit,
    body: Unit | None = None,
    outside: str = "",
    by: User,
    now: datetime | None = None,
) -> ReviewBody | None:
    """One of our units or one outside; neither of them: the unit above, as without a row."""
    now = beats.clock(now)
    rules.may_name_bodies(by).require()
    rules.is_another(unit, body).require()
    _record(unit, body, by=by, now=now)
    if body is None and not outside.strip():
        ReviewBody.objects.filter(unit=unit).delete()
        return None
    values = {"body": body, "outside": "" if body else outside.strip()}
    return ReviewBody.objects.update_or_create(unit=unit, defaults=values)[0]


def _record(unit: Unit, body: Unit | None, *, by: Actor, now: datetime) -> None:
    code = body.code if body else ""
    record("review.body_named", on=f"unit:{unit.code}", by=by, at=now, body=code)
