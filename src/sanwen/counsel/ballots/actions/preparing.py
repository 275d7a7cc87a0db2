"""Preparing a ballot: what it is about, what can be chosen, codes to hand out."""

import secrets
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanwen.core import codes
from sanwen.core.moment import clock
from sanwen.counsel.ballots import rules, seats
from sanwen.counsel.ballots.actions.beats import lock
from sanwen.counsel.ballots.drafts import BallotDraft, OptionDraft
from sanwen.counsel.ballots.models import Ballot, Option, Voter
from sanwen.counsel.consultations.models import Consultation
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def prepare(draft: BallotDraft, *, unit: Unit, by: User, now: datetime | None = None) -> Ballot:
    now = clock(now)
    rules.may_prepare(unit, by).require()
    _belongs(draft, by)
    made = Ballot.objects.create(unit=unit, made_at=now, made_by=by.actor_ref, **asdict(draft))
    record("ballot.prepared", on=made.trail_ref, by=by, at=now, unit=unit.code, kind=made.kind)
    return made


@transaction.atomic
def change(*, ballot: Ballot, draft: BallotDraft, by: User, now: datetime | None = None) -> Ballot:
    now = clock(now)
    one = lock(ballot)
    rules.may_change(one, by).require()
    if draft.consultation_id != one.consultation_id:
        _belongs(draft, by)
    for name, value in asdict(draft).items():
        setattr(one, name, value)
    one.save()
    record("ballot.changed", on=one.trail_ref, by=by, at=now)
    return one


def _belongs(draft: BallotDraft, by: User) -> None:
    wanted = draft.consultation_id
    known = Consultation.objects.select_related("unit")
    asked = None if wanted is None else known.filter(pk=wanted).first()
    rules.belongs(asked, wanted, by).require()


@transaction.atomic
def add_option(
    *, ballot: Ballot, draft: OptionDraft, by: User, now: datetime | None = None
) -> Option:
    now = clock(now)
    one = lock(ballot)
    rules.may_add_option(one, one.options.count(), by).require()
    number = (one.options.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Option.objects.create(ballot=one, number=number, name=f"{number:02}", **asdict(draft))
    record("ballot.option_added", on=one.trail_ref, by=by, at=now, option=made.name)
    return made


@transaction.atomic
def drop_option(*, option: Option, by: User, now: datetime | None = None) -> None:
    """Only before the list stands."""
    now = clock(now)
    one = lock(option.ballot)
    rules.may_change(one, by).require()
    record("ballot.option_dropped", on=one.trail_ref, by=by, at=now, option=option.name)
    option.delete()


@transaction.atomic
def hand_out(*, ballot: Ballot, many: int, by: User, now: datetime | None = None) -> list[str]:
    """Codes, seen once by whoever prints them and kept as keyed hashes only."""
    now = clock(now)
    one = lock(ballot)
    rules.may_hand_out(one, many, by).require()
    made = [codes.make(secrets.token_bytes(20)) for _ in range(many)]
    Voter.objects.bulk_create(
        (Voter(ballot=one, code_hash=seats.code_hash(one.pk, code)) for code in sorted(made)),
        batch_size=2000,
    )
    record("ballot.codes_made", on=one.trail_ref, by=by, at=now, many=many)
    return made
