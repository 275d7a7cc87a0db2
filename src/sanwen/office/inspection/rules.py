"""Who inspects, who may object and until when, and that another person than the issuer decides."""

from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.models import Matter
from sanwen.office.inspection.models import (
    WATCHERS,
    Inspection,
    InspectionObjection,
    Kind,
    Proposal,
)
from sanwen.office.inspection.states import MOVES, Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


def may_move(inspection: Inspection, move: Move) -> Ruling:
    state = State(inspection.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the findings are “%(state)s”.") % {"state": state.label}
    )


def may_inspect(matter: Matter, unit: Unit, by: User, *, has_a_part: bool) -> Ruling:
    """A supervisor of the desk, about a unit that has or had a part in the matter."""
    if not by.covers(matter.received_by, Role.SUPERVISOR):
        return refused(
            _("Only the supervisors of the desk that registered the matter may do this.")
        )
    if not has_a_part:
        return refused(_("%(unit)s had no part in this matter.") % {"unit": unit.name})
    return ALLOWED


def supervises(inspection: Inspection, by: User) -> Ruling:
    if by.covers(inspection.matter.received_by, Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Only the supervisors of the desk that registered the matter may do this."))


def heads_the_unit(inspection: Inspection, by: User) -> Ruling:
    if by.covers(inspection.unit, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("Only the head of the unit may do this."))


def may_receive(inspection: Inspection, by: User) -> Ruling:
    """The unit's head says that it is there; or a supervisor handed it over."""
    who = heads_the_unit(inspection, by) or supervises(inspection, by)
    return all_of(who, may_move(inspection, Move.DELIVER))


def may_object(inspection: Inspection, by: User, *, today: date) -> Ruling:
    return all_of(
        heads_the_unit(inspection, by), may_move(inspection, Move.OBJECT),
        _is_in_time(inspection.object_until, today),
    )  # fmt: skip


def _is_in_time(until: date | None, today: date) -> Ruling:
    if until is not None and today <= until:
        return ALLOWED
    day = day_words(until) if until else ""
    return refused(_("An objection had to be made by %(day)s (30 days).") % {"day": day})


def may_decide(inspection: Inspection, objection: InspectionObjection, by: User) -> Ruling:
    """Another supervisor or a leader: never whoever issued the findings, nor the unit's own."""
    if by.pk == inspection.issued_by_id:
        return refused(_("Whoever issued the findings does not decide on the objection."))
    if by.pk == objection.raised_by_id or _works_in(inspection.unit, by):
        return refused(_("Nobody of the unit itself decides on its objection."))
    if not by.covers(inspection.matter.received_by, *WATCHERS):
        return refused(_("Another supervisor or a leader decides this."))
    return may_move(inspection, Move.UPHOLD)


def _works_in(unit: Unit, by: User) -> bool:
    return any(unit.contains(own) for own in by.units())


def may_propose(inspection: Inspection, kind: str, to: Unit, by: User) -> Ruling:
    if kind == Kind.ACCOUNTABILITY and inspection.unit.contains(to):
        return refused(_("A proposal to hold to account does not go to whom it is about."))
    return supervises(inspection, by)


def is_ahead(reply_by: date, today: date) -> Ruling:
    if reply_by > today:
        return ALLOWED
    return refused(_("The day for the reply lies ahead."))


def may_reply(proposal: Proposal, by: User) -> Ruling:
    if proposal.replied_at is not None:
        return refused(_("There is a reply already."))
    if by.covers(proposal.to, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("Only the head of the body that it was sent to replies."))


def may_see_list(by: User) -> Ruling:
    if by.holds(*WATCHERS, Role.UNIT_LEAD, Role.HANDLER):
        return ALLOWED
    return refused(_("Inspections are for supervisors, leaders and the units."))
