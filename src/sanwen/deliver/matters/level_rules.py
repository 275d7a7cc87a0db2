"""Between the levels: who hands a matter on, who helps with it, who decides whose it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.models import Assignment, Matter, Objection, Part
from sanwen.deliver.matters.states import Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Level, Unit

# A unit is at work on it, so it can be handed on or helped with.
HELD = (State.ASSIGNED, State.IN_HAND, State.WAITING, State.REOPENED)


@dataclass(frozen=True, slots=True)
class Before:
    """What happened to a matter before it is handed on."""

    # The unit it should go to had the lead already.
    led: bool = False
    # It was handed on once and its sender took it back.
    came_back: bool = False


# Handing on


def may_hand_on(matter: Matter, by: User) -> Ruling:
    """Whether at all; where to is judged by the two below."""
    return all_of(rules.heads_the_lead(matter, by), rules.may_move(matter, Move.HAND_DOWN))


def may_hand_down(
    matter: Matter, by: User, to: Unit, *, before: Before, listed: Ruling, because: str = ""
) -> Ruling:
    return all_of(
        may_hand_on(matter, by),
        _is_below(matter.lead_unit, to),
        does_not_ping_pong(before, to),
        rules.may_lead(matter, to),
        keeps_to_its_list(to, listed, because),
    )


def may_hand_up(matter: Matter, by: User, to: Unit, *, before: Before) -> Ruling:
    return all_of(
        may_hand_on(matter, by),
        _is_the_level_above(matter.lead_unit, to),
        _was_not_designated(matter),
        does_not_ping_pong(before, to),
        rules.may_lead(matter, to),
    )


def _is_below(lead: Unit | None, to: Unit) -> Ruling:
    if lead and lead.contains(to) and lead != to:
        return ALLOWED
    return refused(_("A matter is handed down only to a unit below; nobody hands it on sideways."))


def _is_the_level_above(lead: Unit | None, to: Unit) -> Ruling:
    if lead and lead.parent_id == to.pk:
        return ALLOWED
    return refused(_("A matter is handed up only to the level above."))


def _was_not_designated(matter: Matter) -> Ruling:
    if matter.designated:
        return refused(_("The arbiter named this unit; it does not hand the matter back."))
    return ALLOWED


def does_not_ping_pong(before: Before, to: Unit) -> Ruling:
    if before.came_back:
        return refused(_("It was handed on once and came back. Put it to the arbiter instead."))
    if before.led:
        return refused(
            _("%(unit)s had it already. A matter does not go back and forth.") % {"unit": to.name}
        )
    return ALLOWED


def keeps_to_its_list(unit: Unit, listed: Ruling, because: str) -> Ruling:
    """A village or community never leads beyond its list, whatever the reason (Beijing Art. 17)."""
    if unit.level < Level.VILLAGE:
        return rules.has_a_reason_beyond_the_list(listed, because)
    if listed:
        return ALLOWED
    return refused(
        _("%(reason)s A village or community never leads what is not on its list; it may help.")
        % {"reason": listed.reason}
    )


# Helping


def may_bring_in(matter: Matter, by: User, unit: Unit, *, has_part: bool) -> Ruling:
    return all_of(
        rules.heads_the_lead(matter, by), is_at_work(matter), _is_free(unit, has_part=has_part)
    )


def _is_free(unit: Unit, *, has_part: bool) -> Ruling:
    if has_part:
        return refused(_("%(unit)s has a part in it already.") % {"unit": unit.name})
    if not unit.is_active:
        return refused(_("%(unit)s no longer takes matters.") % {"unit": unit.name})
    return ALLOWED


def may_contribute(matter: Matter, by: User, part: Assignment | None) -> Ruling:
    if part is None or part.part != Part.ASSIST or part.ended_at is not None:
        return refused(_("Only a unit that assists may do this."))
    if not by.covers(part.unit, Role.HANDLER, Role.UNIT_LEAD):
        return refused(_("Only a unit that assists may do this."))
    return is_at_work(matter)


def is_at_work(matter: Matter) -> Ruling:
    if matter.state in HELD:
        return ALLOWED
    return refused(_("No unit is at work on the matter now."))


# Deciding whose it is


def may_put_to_arbiter(matter: Matter, by: User, *, before: Before) -> Ruling:
    return all_of(
        rules.heads_the_lead(matter, by),
        _came_back(before),
        _was_not_designated(matter),
        rules.may_move(matter, Move.OBJECT),
    )


def _came_back(before: Before) -> Ruling:
    if before.came_back:
        return ALLOWED
    return refused(_("Only a matter that was handed on and came back goes to the arbiter."))


def may_decide(matter: Matter, objection: Objection, by: User) -> Ruling:
    """The sender decides the first time, desk or unit; afterwards the named arbiter does."""
    if objection.arbiter_id is not None:
        if objection.arbiter_id == by.pk:
            return ALLOWED
        return refused(_("This dispute is decided by the named arbiter."))
    sender = objection.assignment.sender if objection.assignment_id else None
    if sender is None:
        return rules.works_at_the_desk(matter, by)
    if by.covers(sender, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("The head of the unit that handed it over decides this."))


def may_designate(matter: Matter, by: User) -> Ruling:
    """Without an objection: a matter that nobody owned in time."""
    if matter.owner_by is None:
        return refused(_("The desk still looks for the unit; the arbiter does not decide yet."))
    if matter.arbiter_id != by.pk:
        return refused(_("This dispute is decided by the named arbiter."))
    # Whatever the procedure declares: a matter without a unit is decided.
    if matter.state in (State.REGISTERED, State.ACCEPTED):
        return ALLOWED
    return refused(_("A unit has the matter already."))
