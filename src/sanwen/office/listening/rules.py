"""Who may read what is spoken of and what comes back, and who may set a finding aside."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.office.listening.models import Recurrence
from sanwen.people.models import User
from sanwen.people.roles import Role

READERS = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
DECIDERS = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER)
LONGEST = 300


def may_read_topics(by: User) -> Ruling:
    if by.holds(*READERS):
        return ALLOWED
    return refused(
        _("This page is for the desk, heads of units, supervisors, leaders and auditors.")
    )


def may_set_aside(recurrence: Recurrence, by: User, reason: str) -> Ruling:
    return all_of(_decides(by), _is_not_set_aside(recurrence), _says_why(reason))


def _decides(by: User) -> Ruling:
    if by.holds(*DECIDERS):
        return ALLOWED
    return refused(_("Auditors read; setting a finding aside is for those who do the work."))


def _is_not_set_aside(recurrence: Recurrence) -> Ruling:
    if recurrence.set_aside_at is None:
        return ALLOWED
    return refused(_("Somebody has set this aside already."))


def _says_why(reason: str) -> Ruling:
    if not reason.strip():
        return refused(_("Say in a few words why these two do not belong together."))
    if len(reason) > LONGEST:
        return refused(_("Use at most %(most)d characters.") % {"most": LONGEST})
    return ALLOWED
