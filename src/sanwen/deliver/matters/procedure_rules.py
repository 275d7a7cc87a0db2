"""What the procedure of a matter allows: its moves, its outcomes, more time, another procedure."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.house import CHOOSABLE, procedure_of
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.periods import rule_of
from sanwen.deliver.matters.states import OPEN, Move, State
from sanwen.deliver.procedures.declared import Declared
from sanwen.people.models import User
from sanwen.people.roles import Role

LONGEST_REASON = 300


def has_the_move(matter: Matter, move: Move) -> Ruling:
    """What belongs to everybody no procedure takes away, whatever it declares."""
    if move not in CHOOSABLE:
        return ALLOWED
    one = procedure_of(matter)
    if one.allows(matter.state, move):
        return ALLOWED
    return refused(
        _("The procedure “%(name)s” does not have this step here.")
        % {"name": one.name_in(get_language() or "")}
    )


def offers(matter: Matter, outcome: str) -> Ruling:
    if outcome in procedure_of(matter).outcomes:
        return ALLOWED
    return refused(_("This procedure does not end like that."))


def is_within_the_limit(matter: Matter, days: int) -> Ruling:
    one = procedure_of(matter)
    extension = rule_of(one.promise.rule, one).extension
    if extension is None:
        return refused(_("This procedure allows no more time."))
    if 1 <= days <= extension.length:
        return ALLOWED
    words = {"most": extension.length}
    if extension.unit == "workday":
        return refused(_("An extension is 1 to %(most)d working days.") % words)
    return refused(_("An extension is 1 to %(most)d days.") % words)


def may_sort(matter: Matter, by: User, *, being_read: bool) -> Ruling:
    """The desk decides by which procedure a matter goes on, as long as nothing was said to it."""
    return all_of(
        _registered_it(matter, by), _is_in_hand(matter), _has_no_answer_waiting(being_read)
    )


def _registered_it(matter: Matter, by: User) -> Ruling:
    if by.covers(matter.received_by, Role.INTAKE):
        return ALLOWED
    return refused(_("Only the desk that registered the matter may do this."))


def _is_in_hand(matter: Matter) -> Ruling:
    if matter.state in OPEN - {State.RETURNED}:
        return ALLOWED
    return refused(_("It is decided how a matter is handled while it is open, not afterwards."))


def _has_no_answer_waiting(being_read: bool) -> Ruling:
    if being_read:
        return refused(_("An answer waits for its second reader; decide on it first."))
    return ALLOWED


def is_another(matter: Matter, to: Declared) -> Ruling:
    """A matter keeps its version: it is sorted to another procedure, never to a newer one."""
    if to.kept_in:
        return refused(_("This is kept in a place of its own, not on a matter."))
    if to.code == matter.procedure:
        return refused(_("The matter is handled by this procedure already."))
    return ALLOWED


def says_why(because: str) -> Ruling:
    if because.strip():
        return ALLOWED
    return refused(_("Say why, so that the resident can understand it."))
