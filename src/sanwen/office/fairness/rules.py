"""Who reads the equal-treatment report."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role

READERS = (Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)


def may_read(by: User) -> Ruling:
    if by.holds(*READERS):
        return ALLOWED
    return refused(_("This page is for supervisors, leaders and auditors."))
