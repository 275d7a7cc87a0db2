"""Who may do what to a mediation, and when. It is voluntary and free, and it blocks nothing."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.mediation.models import KEEPERS, Agreement, Mediation, Party
from sanwen.deliver.mediation.states import MOVES, OPEN, Move, State
from sanwen.people.models import User
from sanwen.places.models import Unit

SIDES = 2


def may_move(mediation: Mediation, move: Move) -> Ruling:
    state = State(mediation.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the mediation is “%(state)s”.") % {"state": state.label}
    )


def is_open(mediation: Mediation) -> Ruling:
    if mediation.state in OPEN:
        return ALLOWED
    return refused(_("This mediation is over. Both sides may ask for a new one."))


def keeps_the_file(mediation: Mediation, by: User) -> Ruling:
    if by.covers(mediation.unit, *KEEPERS):
        return ALLOWED
    return refused(_("Only the unit that keeps the file may do this."))


def mediates(mediation: Mediation, by: User) -> Ruling:
    if mediation.mediator_id == by.pk:
        return ALLOWED
    return keeps_the_file(mediation, by)


def may_open(matter: Matter, unit: Unit, by: User) -> Ruling:
    if not by.covers(unit, *KEEPERS):
        return refused(_("A file is opened by staff of the unit that will keep it."))
    if not matter.is_open:
        return refused(_("The matter is no longer open."))
    if unit.third_party:
        return refused(_("A contractor keeps no mediation file."))
    return ALLOWED


def may_add_party(mediation: Mediation, by: User) -> Ruling:
    """Before the first meeting: later another side would change what the others agreed to."""
    if mediation.state not in (State.ASKED, State.AGREED_TO):
        return may_move(mediation, Move.CONSENT)
    return keeps_the_file(mediation, by)


def may_note_consent(mediation: Mediation, party: Party, by: User) -> Ruling:
    if party.withdrawn_at is not None:
        return refused(_("This side has withdrawn; a new mediation needs a new yes."))
    if party.consented_at is not None:
        return refused(_("The consent of this side is noted already."))
    return all_of(keeps_the_file(mediation, by), is_open(mediation))


def may_note_withdrawal(mediation: Mediation, party: Party, by: User) -> Ruling:
    """At any time and without a reason (Art. 17, 23): nobody is kept at the table."""
    if party.withdrawn_at is not None:
        return refused(_("That this side has withdrawn is noted already."))
    return all_of(mediates(mediation, by), may_move(mediation, Move.WITHDRAW))


def all_have_agreed(parties: Sequence[Party]) -> Ruling:
    if len(parties) < SIDES:
        return refused(_("A mediation has two sides at least."))
    if any(party.consented_at is None or party.withdrawn_at for party in parties):
        return refused(_("Every side has to agree first; mediation is voluntary (Art. 3)."))
    return ALLOWED


def may_choose_mediator(
    mediation: Mediation, parties: Sequence[Party], mediator: User, by: User
) -> Ruling:
    """The mediator that every side named, with nothing of their own in the matter."""
    return all_of(
        keeps_the_file(mediation, by),
        all_have_agreed(parties),
        may_move(mediation, Move.BEGIN),
        is_wanted(parties, mediator),
        has_no_part_in_it(mediation, mediator),
    )


def is_wanted(parties: Sequence[Party], mediator: User) -> Ruling:
    if all(party.wants_mediator_id == mediator.pk for party in parties):
        return ALLOWED
    return refused(_("The sides choose the mediator; not every side has named this one (Art. 23)."))


def has_no_part_in_it(mediation: Mediation, mediator: User) -> Ruling:
    """Who handles the matter, or stands in the unit that it is with, does not stand between."""
    matter = mediation.matter
    if matter.handler_id == mediator.pk:
        return refused(_("Whoever handles the matter does not mediate it."))
    lead = matter.lead_unit
    if lead is not None and any(lead.contains(unit) for unit in mediator.units()):
        return refused(_("Nobody of the unit that the matter is with mediates it."))
    return ALLOWED


def may_step_aside(mediation: Mediation, by: User) -> Ruling:
    return all_of(mediates(mediation, by), may_move(mediation, Move.STEP_ASIDE))


def was_not_recused(recused: Sequence[int], mediator: User) -> Ruling:
    if mediator.pk in recused:
        return refused(_("This mediator stepped aside before. The sides choose another one."))
    return ALLOWED


def may_hold_session(mediation: Mediation, by: User) -> Ruling:
    if mediation.state != State.UNDER_WAY:
        return may_move(mediation, Move.SIGN)
    return mediates(mediation, by)


def may_prolong(mediation: Mediation, by: User) -> Ruling:
    return may_hold_session(mediation, by)


def may_sign(
    mediation: Mediation, parties: Sequence[Party], by: User, *, signed_on: date, today: date
) -> Ruling:
    if signed_on > today:
        return refused(_("This lies in the future."))
    return all_of(mediates(mediation, by), may_move(mediation, Move.SIGN), all_have_agreed(parties))


def may_fail(mediation: Mediation, routes: Sequence[str], by: User) -> Ruling:
    if not routes:
        return refused(_("Name the other ways that the sides have (Art. 26)."))
    return all_of(mediates(mediation, by), may_move(mediation, Move.FAIL))


def may_note_confirmation(agreement: Agreement, by: User, *, asked_on: date, today: date) -> Ruling:
    """Whether the court still takes it is the court's to say: a late day is noted all the same."""
    if asked_on > today or asked_on < agreement.effective_on:
        return refused(_("The day lies between the agreement and today."))
    return mediates(agreement.mediation, by)


def may_follow_up(mediation: Mediation, by: User) -> Ruling:
    return all_of(mediates(mediation, by), may_move(mediation, Move.FOLLOW_UP))


def may_read_minutes(mediation: Mediation, by: User) -> Ruling:
    """Art. 15: a mediator who lets out what was said is answerable for it."""
    return mediates(mediation, by)
