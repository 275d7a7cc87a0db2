"""Who checks whether a benefit reached people: never those who pay it out or pass it on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.reach.drafts import CheckDraft
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys import rules as surveys
from sanwen.verdict.surveys.models import INSIDE
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import Move, State


def may_look_inside(by: User) -> Ruling:
    if by.holds(*INSIDE):
        return ALLOWED
    return refused(_("Reach checks are prepared and read by those who answer for a unit."))


def may_prepare(draft: CheckDraft, by: User) -> Ruling:
    return all_of(surveys.prepares_for(draft.unit, by), _is_another(draft))


def _is_another(draft: CheckDraft) -> Ruling:
    """Not a matter of giving a reason: a payer's own figure on this would be worth nothing."""
    if surveys.is_about_itself(draft.unit, draft.payer):
        return refused(
            _("Whoever pays it out does not check whether it arrived. Let another unit ask.")
        )
    if draft.unit.third_party:
        return refused(_("An outside company does not check whether public money arrived."))
    return ALLOWED


def may_take_list(check: Check, rows: Sequence[Row], by: User) -> Ruling:
    return all_of(surveys.may_take_list(check.asked, by), surveys.has_amounts(check.asked, rows))


def works_for_payer(check: Check, by: User) -> bool:
    return any(unit.path.startswith(check.payer.path) for unit in by.units())


def may_follow_up(check: Check, by: User, *, wishes: bool, is_done: bool) -> Ruling:
    """Only where the person said yes, by the desk of the unit that asks."""
    if check.asked.state not in (State.OPEN, State.CLOSED):
        return refused(_("This is done until the result is published; then nobody is known."))
    if not wishes:
        return refused(_("The person did not wish that a matter is opened."))
    if is_done:
        return refused(_("That was done already."))
    if works_for_payer(check, by):
        return refused(_("Whoever works for the payer does not learn who answered."))
    if by.covers(check.unit, Role.INTAKE):
        return ALLOWED
    return refused(_("The registration desk of the unit that asks does this."))


def may_publish(
    check: Check, by: User, *, waiting: int, unknown: int, is_published: bool
) -> Ruling:
    """With the result the list is emptied: wishes have to be met before."""
    return all_of(
        surveys.prepares_for(check.unit, by),
        _asking_is_over(check, is_published),
        _nobody_waits(waiting),
        _amounts_are_known(unknown),
    )


def _asking_is_over(check: Check, is_published: bool) -> Ruling:
    """The survey may have been published by itself, before."""
    if is_published:
        return refused(_("The result of this check is published, and stands."))
    if check.asked.state == State.PUBLISHED:
        return ALLOWED
    return surveys.may_move(check.asked, Move.PUBLISH)


def _amounts_are_known(unknown: int) -> Ruling:
    if not unknown:
        return ALLOWED
    return refused(_("The list does not tell what was meant for each; nothing can be estimated."))


def _nobody_waits(waiting: int) -> Ruling:
    if not waiting:
        return ALLOWED
    return refused(
        ngettext(
            "%(count)d person still waits for the matter that they wished.",
            "%(count)d people still wait for the matter that they wished.",
            waiting,
        )
        % {"count": waiting}
    )
