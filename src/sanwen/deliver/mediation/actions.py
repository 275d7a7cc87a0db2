"""The verbs of a mediation. None of them writes to the matter, its clocks or its answers."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.periods import period
from sanwen.deliver.mediation import notices, rules
from sanwen.deliver.mediation.drafts import Meeting, Terms
from sanwen.deliver.mediation.models import (
    Agreement,
    How,
    Mediation,
    Party,
    Recusal,
    Session,
)
from sanwen.deliver.mediation.states import MOVES, Move, State
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def open_file(
    *, matter: Matter, unit: Unit, about: str, by: User, now: datetime | None = None
) -> Mediation:
    now = clock(now)
    rules.may_open(matter, unit, by).require()
    made = Mediation.objects.create(matter=matter, unit=unit, about=about.strip(), opened_at=now)
    record(
        "mediation_file.opened", on=made.trail_ref, by=by, at=now, matter=matter.ref, unit=unit.code
    )
    return made


@transaction.atomic
def add_party(
    *,
    mediation: Mediation,
    stands_for: str,
    contact: ContactDraft,
    by: User,
    now: datetime | None = None,
) -> Party:
    """A new side has agreed to nothing yet, so that all have to agree again together."""
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_add_party(mediation, by).require()
    kept = vault.keep_many([contact], now=now)[0]
    party = Party.objects.create(mediation=mediation, contact=kept, stands_for=stands_for.strip())
    Mediation.objects.filter(pk=mediation.pk).update(state=State.ASKED)
    record("mediation_file.party_added", on=mediation.trail_ref, by=by, at=now, party=kept.ref)
    return party


@transaction.atomic
def note_consent(
    *,
    party: Party,
    how: How,
    wants: User | None = None,
    by: User,
    now: datetime | None = None,
) -> Party:
    """Yes of one side, with the mediator it would like; the last yes lets it begin."""
    now = clock(now)
    mediation = _lock(party.mediation)
    party = Party.objects.select_related("contact").get(pk=party.pk)
    rules.may_note_consent(mediation, party, by).require()
    party.consented_at, party.consented_how, party.wants_mediator = now, how, wants
    party.save(update_fields=["consented_at", "consented_how", "wants_mediator"])
    record(
        "mediation_file.consent", on=mediation.trail_ref, by=by, at=now,
        party=party.contact.ref, how=str(how),
    )  # fmt: skip
    if rules.all_have_agreed(_parties(mediation)) and mediation.state == State.ASKED:
        _move(mediation, Move.CONSENT, by=by, now=now)
    return party


@transaction.atomic
def name_mediator(*, party: Party, wants: User, by: User, now: datetime | None = None) -> Party:
    """A side chooses, or chooses anew, whom it would like."""
    now = clock(now)
    mediation = _lock(party.mediation)
    rules.keeps_the_file(mediation, by).require()
    rules.may_move(mediation, Move.BEGIN).require()
    party = Party.objects.select_related("contact").get(pk=party.pk)
    party.wants_mediator = wants
    party.save(update_fields=["wants_mediator"])
    record(
        "mediation_file.mediator_named", on=mediation.trail_ref, by=by, at=now,
        party=party.contact.ref, mediator=wants.actor_ref,
    )  # fmt: skip
    return party


@transaction.atomic
def note_withdrawal(*, party: Party, by: User, now: datetime | None = None) -> Mediation:
    """One side wants no more: the mediation ends at once, without a reason (Art. 17)."""
    now = clock(now)
    mediation = _lock(party.mediation)
    party = Party.objects.select_related("contact").get(pk=party.pk)
    rules.may_note_withdrawal(mediation, party, by).require()
    Party.objects.filter(pk=party.pk).update(withdrawn_at=now)
    _move(
        mediation, Move.WITHDRAW, by=by, now=now,
        ended_at=now, ended_because=str(notices.WITHDRAWN),
    )  # fmt: skip
    _tell(mediation, now)
    return mediation


@transaction.atomic
def begin(
    *, mediation: Mediation, mediator: User, by: User, now: datetime | None = None
) -> Mediation:
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_choose_mediator(mediation, _parties(mediation), mediator, by).require()
    recused = list(mediation.recusals.values_list("mediator", flat=True))
    rules.was_not_recused(recused, mediator).require()
    end = mediation.conclude_by or period("mediation.conclude", now).on
    _move(
        mediation, Move.BEGIN, by=by, now=now,
        mediator=mediator, mediator_unit=mediator.units()[0], conclude_by=end,
    )  # fmt: skip
    transaction.on_commit(partial(notices.chosen, mediation, now=now))
    return mediation


@transaction.atomic
def step_aside(
    *, mediation: Mediation, asked_by: str, because: str, by: User, now: datetime | None = None
) -> Mediation:
    """A side asked, or the mediator did. Nobody judges whether the ground is good enough."""
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_step_aside(mediation, by).require()
    assert mediation.mediator is not None
    Recusal.objects.create(
        mediation=mediation, mediator=mediation.mediator, asked_by=asked_by.strip(),
        because=because.strip(), at=now,
    )  # fmt: skip
    mediation.parties.update(wants_mediator=None)
    _move(mediation, Move.STEP_ASIDE, by=by, now=now, mediator=None, mediator_unit=None)
    return mediation


@transaction.atomic
def hold_session(
    *, mediation: Mediation, meeting: Meeting, by: User, now: datetime | None = None
) -> Session:
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_hold_session(mediation, by).require()
    made = Session.objects.create(
        mediation=mediation, held_at=meeting.held_at, place=meeting.place,
        is_open=meeting.is_open, took_part=meeting.took_part, minutes=meeting.minutes,
        written_at=now,
    )  # fmt: skip
    record("mediation_file.session", on=mediation.trail_ref, by=by, at=now, open=made.is_open)
    return made


@transaction.atomic
def prolong(
    *, mediation: Mediation, until: date, because: str, by: User, now: datetime | None = None
) -> Mediation:
    """Both sides agreed to go on: the caller says how they did."""
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_prolong(mediation, by).require()
    Mediation.objects.filter(pk=mediation.pk).update(conclude_by=until, longer_because=because)
    record("mediation_file.prolonged", on=mediation.trail_ref, by=by, at=now, until=until)
    mediation.refresh_from_db()
    return mediation


@transaction.atomic
def sign(*, mediation: Mediation, terms: Terms, by: User, now: datetime | None = None) -> Agreement:
    """Binding (Art. 31). Within thirty days of taking effect both may ask the court (Art. 33)."""
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_sign(
        mediation, _parties(mediation), by, signed_on=terms.signed_on, today=local_day(now)
    ).require()
    last = period("mediation.confirm", terms.effective_on)
    made = Agreement.objects.create(
        mediation=mediation, facts=terms.facts, terms=terms.terms, performance=terms.performance,
        is_oral=terms.is_oral, signed_on=terms.signed_on, effective_on=terms.effective_on,
        confirm_by=last.on, confirm_by_is_provisional=last.provisional,
    )  # fmt: skip
    _move(mediation, Move.SIGN, by=by, now=now, ended_at=now, follow_up_on=terms.follow_up_on)
    _tell(mediation, now)
    return made


@transaction.atomic
def fail(
    *,
    mediation: Mediation,
    because: str,
    routes: Sequence[str],
    by: User,
    now: datetime | None = None,
) -> Mediation:
    """No agreement: the sides are told which other ways they have (Art. 26)."""
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_fail(mediation, routes, by).require()
    _move(
        mediation, Move.FAIL, by=by, now=now,
        ended_at=now, ended_because=because.strip(), routes_told=list(routes),
    )  # fmt: skip
    _tell(mediation, now)
    return mediation


@transaction.atomic
def note_confirmation(
    *,
    agreement: Agreement,
    asked_on: date,
    confirmed_on: date | None,
    by: User,
    now: datetime | None = None,
) -> Agreement:
    now = clock(now)
    _lock(agreement.mediation)
    agreement = Agreement.objects.select_related("mediation__unit").get(pk=agreement.pk)
    rules.may_note_confirmation(agreement, by, asked_on=asked_on, today=local_day(now)).require()
    agreement.confirmation_asked_on, agreement.confirmed_on = asked_on, confirmed_on
    agreement.save(update_fields=["confirmation_asked_on", "confirmed_on"])
    record(
        "mediation_file.confirmation",
        on=agreement.mediation.trail_ref,
        by=by,
        at=now,
        asked=asked_on,
    )
    return agreement


@transaction.atomic
def follow_up(
    *, mediation: Mediation, result: str, by: User, now: datetime | None = None
) -> Mediation:
    now = clock(now)
    mediation = _lock(mediation)
    rules.may_follow_up(mediation, by).require()
    _move(
        mediation, Move.FOLLOW_UP, by=by, now=now,
        followed_up_at=now, follow_up_result=result.strip(),
    )  # fmt: skip
    return mediation


def remind(*, now: datetime | None = None) -> int:
    """The last days to ask the court, and follow-ups that are due: the keeper is told once."""
    now = clock(now)
    return notices.remind(now=now)


def _lock(mediation: Mediation) -> Mediation:
    held = Mediation.objects.select_for_update(of=("self",)).select_related(
        "unit", "matter__lead_unit", "mediator"
    )
    return held.get(pk=mediation.pk)


def _parties(mediation: Mediation) -> list[Party]:
    return list(mediation.parties.all())


def _move(mediation: Mediation, move: Move, *, by: User, now: datetime, **changes: object) -> None:
    """Write the new state and its row on the trail. The rule was asked before."""
    mediation.state = MOVES[State(mediation.state)][move]
    for name, value in changes.items():
        setattr(mediation, name, value)
    mediation.save(update_fields=["state", *changes])
    record(f"mediation_file.{move}", on=mediation.trail_ref, by=by, at=now)


def _tell(mediation: Mediation, now: datetime) -> None:
    transaction.on_commit(partial(notices.news, mediation, now=now))
