"""Reaching out to those who were drawn: codes on paper, reminders, calls; with an end to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core import codes
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Reason
from sanwen.people.models import User
from sanwen.verdict.surveys import asking_rules, rules, seats
from sanwen.verdict.surveys.actions.beats import lock, tries
from sanwen.verdict.surveys.models import Attempt, Hold, Listed, PartOfDay, Survey
from sanwen.verdict.surveys.states import Mode


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to print: to whom, and the code that stands nowhere else."""

    number: int
    name: str
    address: str
    code: str


@transaction.atomic
def print_codes(*, survey: Survey, by: User, now: datetime | None = None) -> list[Letter]:
    """For those drawn who have none yet. Seen once by whoever prints, kept as keyed hashes."""
    now = clock(now)
    survey = lock(survey)
    rules.may_print_codes(survey, by).require()
    waiting = list(
        Listed.objects.filter(survey=survey).unfinished().filter(code_hash=None).in_turn()
    )
    made = _letters(survey, waiting, by, now)
    record("survey.codes_printed", on=survey.trail_ref, by=by, at=now, many=len(made))
    return made


@transaction.atomic
def remind(*, survey: Survey, by: User, now: datetime | None = None) -> list[Letter]:
    """New codes for those who have not answered and did not say no; the old ones end."""
    now = clock(now)
    survey = lock(survey)
    rules.may_remind(survey, by).require()
    silent = list(
        Listed.objects.filter(survey=survey).unfinished().exclude(code_hash=None).in_turn()
    )
    made = _letters(survey, silent, by, now)
    survey.reminders += 1
    survey.save(update_fields=["reminders"])
    record(
        "survey.reminded", on=survey.trail_ref, by=by, at=now,
        many=len(made), reminder=survey.reminders,
    )  # fmt: skip
    return made


def _letters(survey: Survey, lines: Sequence[Listed], by: User, now: datetime) -> list[Letter]:
    made = []
    for each in lines:
        code = seats.fresh()
        each.code_hash = seats.code_hash(code)
        name, address = _who(survey, each, by, now)
        made.append(Letter(each.number, name, address, codes.grouped(code)))
    Listed.objects.bulk_update(lines, ["code_hash"], batch_size=1000)
    return made


def _who(survey: Survey, listed: Listed, by: User, now: datetime) -> tuple[str, str]:
    """Empty where the list tells only a number: then the letter is handed over by number."""
    contact = listed.contact
    if contact is None or "address" not in contact.held:
        return "", ""
    seen = vault.reveal(
        contact=contact, by=by, unit_name=survey.unit.name, reason=Reason.ASK, now=now
    )
    return seen.name, seen.address


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom to call, for as long as the vault shows it."""

    name: str
    phone: str
    address: str


@transaction.atomic
def look_up(*, listed: Listed, by: User, now: datetime | None = None) -> Reached:
    """The look is on the trail, with its reason, as every look at a contact."""
    now = clock(now)
    survey = lock(listed.survey)
    listed = Listed.objects.select_related("contact").get(pk=listed.pk)
    last, tried = tries(listed)
    asking_rules.may_look_up(
        listed, survey, by, today=local_day(now), last=last, tried=tried,
        other=Hold.objects.of_another(listed, by, now),
    ).require()  # fmt: skip
    if listed.contact is None or not listed.contact.held:
        return Reached("", "", "")
    seen = vault.reveal(
        contact=listed.contact, by=by, unit_name=survey.unit.name, reason=Reason.ASK, now=now
    )
    return Reached(seen.name, seen.phone, seen.address)


@transaction.atomic
def note(
    *,
    listed: Listed,
    mode: Mode,
    part: PartOfDay,
    disposition: str,
    by: User,
    call_again_on: date | None = None,
    now: datetime | None = None,
) -> Attempt:
    """What came of one call or one knock; that somebody answered is noted by the answer."""
    now = clock(now)
    survey = lock(listed.survey)
    listed = survey.listed.select_for_update(of=("self",)).get(pk=listed.pk)
    last, tried = tries(listed)
    today = local_day(now)
    asking_rules.may_note(
        listed, survey, by, mode=mode, disposition=disposition,
        call_again_on=call_again_on, today=today, last=last, tried=tried,
        other=Hold.objects.of_another(listed, by, now),
    ).require()  # fmt: skip
    made = Attempt.objects.create(
        listed=listed, number=tried + 1, on=today, part=part, mode=mode,
        disposition=disposition, by=by.actor_ref,
    )  # fmt: skip
    listed.disposition, listed.call_again_on = disposition, call_again_on
    listed.save(update_fields=["disposition", "call_again_on"])
    Hold.objects.filter(listed=listed).delete()
    record(
        "survey.tried", on=survey.trail_ref, by=by, at=now,
        line=listed.number, attempt=made.number, outcome=disposition,
    )  # fmt: skip
    return made
