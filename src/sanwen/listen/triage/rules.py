"""Who may see how right the suggestions were, and who decides what suggests."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role

READERS = (Role.INTAKE, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR)
CHOOSERS = (Role.INTAKE, Role.ADMINISTRATOR)


def may_read(by: User) -> Ruling:
    if by.holds(*READERS):
        return ALLOWED
    return refused(_("This page is for the desk, supervisors, leaders, auditors, administrators."))


def may_choose(by: User) -> Ruling:
    if by.holds(*CHOOSERS):
        return ALLOWED
    return refused(_("Only the desk and administrators choose what suggests."))
