"""The result with its method; and with it the list is emptied, and answers lead to nobody."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sanwen.core.actors import Machine
from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.methods.suppression import FEWEST
from sanwen.people.models import User
from sanwen.verdict.reach import answers, estimating, rules
from sanwen.verdict.reach.models import Check, Finding, FollowUp
from sanwen.verdict.surveys.actions import publishing as surveys
from sanwen.verdict.surveys.models import Tie
from sanwen.verdict.surveys.states import State

KEEPER = Machine("reach-lists")


@transaction.atomic
def publish(*, check: Check, by: User, now: datetime | None = None) -> Finding:
    now = clock(now)
    held = Check.objects.select_for_update(of=("self",)).select_related("unit", "payer", "survey")
    check = held.get(pk=check.pk)
    rules.may_publish(
        check, by, waiting=len(answers.wishing(check)), unknown=answers.without_amount(check),
        is_published=Finding.objects.filter(check_of=check).exists(),
    ).require()  # fmt: skip
    told = answers.told(check)
    made = Finding.objects.create(
        check_of=check, figures=estimating.figures(told) | _follow_ups(check),
        method=_method(check), published_at=now, published_by=by.actor_ref,
    )  # fmt: skip
    if check.asked.state != State.PUBLISHED:
        surveys.publish(survey=check.asked, by=by, now=now)
    erased = _let_go(check, now)
    record(
        "reach.published", on=check.trail_ref, by=by, at=now,
        drawn=told.drawn, answered=told.answered, erased=erased,
    )  # fmt: skip
    return made


def _follow_ups(check: Check) -> dict[str, Any]:
    opened = check.follow_ups.exclude(matter_ref="").count()
    return {"matters": None if 0 < opened < FEWEST else opened}


def _method(check: Check) -> dict[str, Any]:
    """The survey tells the rest: wording, draw, days, modes, response rates."""
    asked = check.asked
    return {
        "benefit": check.benefit,
        "ground": check.ground,
        "rule": check.rule,
        "period": check.period,
        "payer": check.payer.name,
        "through": check.through,
        "unit": check.unit.name,
        "population": asked.population,
        "kind": asked.kind,
        "survey": asked.ref,
        "list_source": asked.list_source,
        "list_hash": asked.list_hash,
        "seed_source": asked.seed_source,
        "seed": asked.seed,
        "opens_on": asked.opens_on.isoformat() if asked.opens_on else "",
        "closes_on": asked.closes_on.isoformat() if asked.closes_on else "",
    }


def _let_go(check: Check, now: datetime) -> int:
    """Nobody needs to be known any more."""
    listed = check.asked.listed
    known = list(listed.exclude(contact=None).values_list("contact", flat=True))
    FollowUp.objects.filter(check_of=check).update(listed=None)
    Tie.objects.filter(listed__survey=check.asked).delete()
    return vault.erase_due(contact_ids=known, before=now, by=KEEPER, now=now) if known else 0
