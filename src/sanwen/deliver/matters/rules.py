"""Who may do what to a matter, and when. Pure judgements, each fit to be read aloud."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters import procedure_rules
from sanwen.deliver.matters.models import (
    NEGATIVE,
    Answer,
    AnswerState,
    Extension,
    Joining,
    Matter,
)
from sanwen.deliver.matters.states import MOVES, OPEN, Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

# When


def may_move(matter: Matter, move: Move) -> Ruling:
    state = State(matter.state)
    if move in MOVES[state]:
        return procedure_rules.has_the_move(matter, move)
    return refused(
        _("This cannot be done now: the matter is “%(state)s”.") % {"state": state.label}
    )


def is_still_open(matter: Matter) -> Ruling:
    if matter.state in OPEN:
        return ALLOWED
    return refused(_("The matter is no longer open."))


# Who


def works_at_the_desk(matter: Matter, by: User) -> Ruling:
    if by.covers(matter.received_by, Role.INTAKE):
        return ALLOWED
    return refused(_("Only the desk that registered the matter may do this."))


def works_for_the_lead(matter: Matter, by: User) -> Ruling:
    if matter.lead_unit and by.covers(matter.lead_unit, Role.HANDLER, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("Only the lead unit may do this."))


def heads_the_lead(matter: Matter, by: User) -> Ruling:
    if matter.lead_unit and by.covers(matter.lead_unit, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("Only the head of the lead unit may do this."))


# Both


def may_accept(matter: Matter, by: User) -> Ruling:
    return all_of(works_at_the_desk(matter, by), may_move(matter, Move.ACCEPT))


def may_assign(matter: Matter, by: User) -> Ruling:
    """Assigning accepts on the way, so a newly registered matter may be assigned at once."""
    when = may_move(matter, Move.ASSIGN) or may_move(matter, Move.ACCEPT)
    return all_of(works_at_the_desk(matter, by), when)


def may_lead(matter: Matter, unit: Unit) -> Ruling:
    """A lead is a unit that still takes matters and is a public body, not its contractor."""
    if not unit.is_active:
        return refused(_("%(unit)s no longer takes matters.") % {"unit": unit.name})
    if unit.third_party:
        return refused(_("A contractor may help, but never lead a matter."))
    return ALLOWED


def has_a_reason_beyond_the_list(on_the_list: Ruling, because: str) -> Ruling:
    """A town or village leads what its duty list does not hold only for a reason written down."""
    if on_the_list or because.strip():
        return ALLOWED
    return refused(
        _("%(reason)s Choose another unit, or write why it should lead all the same.")
        % {"reason": on_the_list.reason}
    )


def may_take(matter: Matter, by: User) -> Ruling:
    return all_of(works_for_the_lead(matter, by), may_move(matter, Move.TAKE))


def may_object(matter: Matter, by: User, *, until: date | None, today: date) -> Ruling:
    return all_of(
        works_for_the_lead(matter, by),
        _was_not_designated(matter),
        _is_in_time_to_object(until, today),
        may_move(matter, Move.OBJECT),
    )


def _was_not_designated(matter: Matter) -> Ruling:
    if matter.designated:
        return refused(
            _("The unit was decided after an objection; the matter cannot be returned again.")
        )
    return ALLOWED


def _is_in_time_to_object(until: date | None, today: date) -> Ruling:
    if until is None:
        return refused(_("The matter is not returned any more; its lead unit goes on with it."))
    if today <= until:
        return ALLOWED
    return refused(
        _("A return had to be made by %(until)s (five working days).") % {"until": until}
    )


def may_ask(matter: Matter, by: User) -> Ruling:
    return all_of(works_for_the_lead(matter, by), may_move(matter, Move.ASK))


def may_write_to_resident(matter: Matter, by: User) -> Ruling:
    if by.covers(matter.received_by, Role.INTAKE):
        return ALLOWED
    return works_for_the_lead(matter, by)


def may_extend(matter: Matter, by: User, *, days: int, today: date) -> Ruling:
    return all_of(
        works_for_the_lead(matter, by),
        is_still_open(matter),
        _was_not_extended(matter),
        procedure_rules.is_within_the_limit(matter, days),
        _is_not_late(matter, today),
    )


def _was_not_extended(matter: Matter) -> Ruling:
    if matter.extensions:
        return refused(_("The matter was extended once already."))
    return ALLOWED


def _is_not_late(matter: Matter, today: date) -> Ruling:
    if today <= matter.due_on:
        return ALLOWED
    return refused(_("The date has passed; an extension has to be asked for before it."))


def is_not_being_decided(being_decided: bool) -> Ruling:
    if being_decided:
        return refused(_("More time was asked for already; the head of the unit decides."))
    return ALLOWED


def may_approve(matter: Matter, extension: Extension, by: User) -> Ruling:
    return all_of(
        heads_the_lead(matter, by),
        _is_not_the_asker(extension, by),
        _is_undecided(extension),
        is_still_open(matter),
    )


def _is_undecided(extension: Extension) -> Ruling:
    if extension.decided_at is None:
        return ALLOWED
    return refused(_("Somebody has decided this already."))


def _is_not_the_asker(extension: Extension, by: User) -> Ruling:
    if extension.asked_by == by.actor_ref:
        return refused(_("Whoever asked for more time does not approve it."))
    return ALLOWED


def may_answer(matter: Matter, by: User) -> Ruling:
    return all_of(works_for_the_lead(matter, by), may_move(matter, Move.ANSWER))


def needs_second_reader(outcome: str) -> bool:
    return outcome in NEGATIVE


def may_read(matter: Matter, answer: Answer, by: User) -> Ruling:
    if answer.state != AnswerState.READING:
        return refused(_("This answer does not wait for a second reader."))
    if answer.written_by_id == by.pk:
        return refused(_("Whoever wrote an answer is not its second reader."))
    return heads_the_lead(matter, by)


def may_redirect(matter: Matter, by: User) -> Ruling:
    who = works_at_the_desk(matter, by) or works_for_the_lead(matter, by)
    return all_of(who, may_move(matter, Move.REDIRECT))


def may_join(matter: Matter, into: Matter, by: User) -> Ruling:
    if matter.pk == into.pk:
        return refused(_("A matter cannot be joined to itself."))
    if matter.received_by_id != into.received_by_id:
        return refused(_("Matters of two desks are not joined."))
    return all_of(works_at_the_desk(matter, by), is_still_open(into), may_move(matter, Move.JOIN))


def may_part(matter: Matter, by: User) -> Ruling:
    return all_of(works_at_the_desk(matter, by), may_move(matter, Move.PART))


def may_name_needs(matter: Matter, by: User) -> Ruling:
    return all_of(works_at_the_desk(matter, by), is_still_open(matter))


def may_record_delivery(matter: Matter, by: User) -> Ruling:
    return works_at_the_desk(matter, by) or works_for_the_lead(matter, by)


def may_see_contact(matter: Matter, by: User) -> Ruling:
    """Only who talks with the resident about the matter; never a company that helps."""
    if any(unit.third_party for unit in by.units()):
        return refused(_("A company or other third party never sees who the resident is."))
    return may_write_to_resident(matter, by)


def belongs_to(matter: Matter, matter_of_voice: int) -> Ruling:
    if matter_of_voice == matter.pk:
        return ALLOWED
    return refused(_("This message belongs to another matter."))


def nobody_was_faster(matter: Matter, version: int) -> Ruling:
    """The page that was acted on must show the matter as it still is."""
    if matter.version == version:
        return ALLOWED
    return refused(
        _(
            "Somebody else changed this matter while you had it open. "
            "Look at what they did; what you wrote is still here."
        )
    )


def is_not_being_read(being_read: bool) -> Ruling:
    if being_read:
        return refused(_("An answer already waits for its second reader."))
    return ALLOWED


# The past


def may_take_over(*, asked_at: datetime, answered_at: datetime, now: datetime) -> Ruling:
    """An answer given elsewhere, before our time, must lie between its question and today."""
    if answered_at < asked_at:
        return refused(_("The answer is older than the message."))
    if answered_at > now:
        return refused(_("The answer has a date in the future."))
    return ALLOWED


# The resident, by code


def may_add(matter: Matter) -> Ruling:
    if matter.state in OPEN or matter.state == State.ANSWERED:
        return ALLOWED
    return refused(
        _("This matter has ended. If there is something new, please send a new message.")
    )


def may_withdraw(matter: Matter, joining: Joining) -> Ruling:
    if joining.withdrawn_at is not None:
        return refused(_("You have already withdrawn this."))
    return is_still_open(matter)
