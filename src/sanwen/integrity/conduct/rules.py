"""What a sealed report may be, and who may come to the list of them."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role

LONGEST = 5000


def may_seal(text: str) -> Ruling:
    if not text.strip():
        return refused(_("Write in your own words what happened."))
    if len(text) > LONGEST:
        return refused(_("Use at most %(most)d characters.") % {"most": LONGEST})
    return ALLOWED


def may_list(user: User) -> Ruling:
    if user.holds(Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Sealed reports are read by supervisors only."))
