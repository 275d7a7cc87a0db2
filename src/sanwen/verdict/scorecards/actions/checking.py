"""Field checks: a list is fixed, a lot is drawn from a seed nobody chose, a third unit looks."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Assignment, Matter
from sanwen.integrity.audit.actions import record
from sanwen.methods import draw as lots
from sanwen.people.models import User
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import rules
from sanwen.verdict.scorecards.models import Fact, FieldCheck, FieldDraw, Finding


def listed(of: Unit, *, since: date, until: date) -> list[int]:
    """Matters said to be solved and closed in the period, of those that this desk registered."""
    facts = Fact.objects.filter(ratable=True, solved="yes", ended_on__gte=since, ended_on__lt=until)
    desks = Unit.objects.below(of)
    found = Matter.objects.filter(pk__in=facts.values("matter"), received_by__in=desks)
    return list(found.order_by("pk").values_list("pk", flat=True))


def list_text(members: list[int]) -> str:
    return "".join(f"M-{number}\n" for number in members)


@transaction.atomic
def announce(
    *,
    of: Unit,
    since: date,
    until: date,
    size: int,
    seed_source: str,
    by: User,
    now: datetime | None = None,
) -> FieldDraw:
    """The list and its hash are fixed, and where the seed will come from is said, before the seed
    is there."""
    now = clock(now)
    members = listed(of, since=since, until=until)
    rules.may_announce(by, of, size=size, listed=len(members), seed_source=seed_source).require()
    draw = FieldDraw.objects.create(
        of=of,
        since=since,
        until=until,
        size=size,
        members=members,
        list_hash=hashlib.sha256(list_text(members).encode()).hexdigest(),
        seed_source=seed_source.strip(),
        announced_at=now,
        announced_by=by,
    )
    details = {"listed": len(members), "size": size, "list": draw.list_hash}
    record("fieldcheck.announced", on=draw.trail_ref, by=by, at=now, **details)
    return draw


@transaction.atomic
def draw_lots(*, draw: FieldDraw, seed: str, by: User, now: datetime | None = None) -> FieldDraw:
    """SHA-256(seed:M-12) in order; anybody can repeat it from the list (`sanwen draw`)."""
    now = clock(now)
    draw = FieldDraw.objects.select_for_update().get(pk=draw.pk)
    rules.may_draw(draw, by, seed=seed).require()
    entries = [lots.Entry(f"M-{number}") for number in draw.members]
    [stratum] = lots.draw(entries, seed=seed.strip(), size=draw.size)
    FieldCheck.objects.bulk_create(
        [
            FieldCheck(draw=draw, matter_id=int(one.entry.id[2:]), place=place, ticket=one.number)
            for place, one in enumerate(stratum.drawn, start=1)
        ]
    )
    draw.seed, draw.drawn_at, draw.drawn_by = seed.strip(), now, by
    draw.save(update_fields=["seed", "drawn_at", "drawn_by"])
    drawn = [one.entry.id for one in stratum.drawn]
    record("fieldcheck.drawn", on=draw.trail_ref, by=by, at=now, seed=draw.seed, drawn=drawn)
    return draw


@transaction.atomic
def give(*, check: FieldCheck, unit: Unit, by: User, now: datetime | None = None) -> FieldCheck:
    now = clock(now)
    check = _lock(check)
    part = Assignment.objects.filter(matter=check.matter_id, unit=unit).exists()
    rules.may_give(check, unit, by, has_a_part=part).require()
    check.unit = unit
    check.save(update_fields=["unit"])
    details = {"matter": f"M-{check.matter_id}", "unit": unit.code}
    record("fieldcheck.given", on=check.draw.trail_ref, by=by, at=now, **details)
    return check


@transaction.atomic
def find(
    *, check: FieldCheck, finding: Finding, words: str, by: User, now: datetime | None = None
) -> FieldCheck:
    """What the third unit saw, or that the resident does not wish a visit: that ends it as well."""
    now = clock(now)
    check = _lock(check)
    rules.may_find(check, by, words=words).require()
    check.finding, check.words, check.found_on = finding, words.strip(), local_day(now)
    check.recorded_at, check.recorded_by = now, by
    check.save(update_fields=["finding", "words", "found_on", "recorded_at", "recorded_by"])
    beats.tell(
        check.matter,
        "checked",
        by=by,
        now=now,
        unit=check.unit,
        words=str(finding.label),
        finding=str(finding),
    )
    return check


def _lock(check: FieldCheck) -> FieldCheck:
    return (
        FieldCheck.objects.select_for_update(of=("self",))
        .select_related("draw__of", "matter__lead_unit", "unit")
        .get(pk=check.pk)
    )
