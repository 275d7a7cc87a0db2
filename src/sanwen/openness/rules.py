"""Who may do what on the open side: reading needs nobody's leave."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role


def may_give_out(person: User | AnonymousUser) -> Ruling:
    """The clock gives out by itself; an administrator need not wait for it."""
    if isinstance(person, User) and person.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Data is given out by the clock, or by an administrator."))
