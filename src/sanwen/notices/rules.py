"""Who looks after what could not be sent."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role


def may_look_after_the_outbox(by: User) -> Ruling:
    if by.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only an administrator looks after messages that could not be sent."))
