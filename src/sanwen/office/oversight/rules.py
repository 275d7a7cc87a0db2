"""Who may see how the work stands."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role

WATCHERS = (Role.SUPERVISOR, Role.LEADER)
OVERSEERS = (Role.UNIT_LEAD, *WATCHERS)


def may_oversee(by: User) -> Ruling:
    if by.holds(*OVERSEERS):
        return ALLOWED
    return refused(_("This page is for heads of units, supervisors and leaders."))
