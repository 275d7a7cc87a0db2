"""Who reads the procedures, who publishes a version, and from when it may count."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.people.models import User
from sanwen.people.roles import Role


def may_read(by: User) -> Ruling:
    if by.holds(*Role):
        return ALLOWED
    return refused(_("The procedures are read by staff who have a role."))


def may_publish(by: User) -> Ruling:
    if by.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only an administrator publishes a version of a procedure."))


def may_begin(on: date, *, today: date, last: date | None) -> Ruling:
    """Never backwards: what was promised yesterday was promised by yesterday's version."""
    if on < today:
        return refused(_("A version begins today or later."))
    if last is not None and on < last:
        return refused(_("A version does not begin before the one it follows."))
    return ALLOWED


def is_sound(faults: Sequence[str]) -> Ruling:
    return refused(" ".join(faults)) if faults else ALLOWED


def says_why(because: str) -> Ruling:
    if because.strip():
        return ALLOWED
    return refused(_("Say why, for those who read it later."))
