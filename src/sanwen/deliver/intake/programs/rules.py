"""Who gives keys to programs, and whom a key may speak for."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.intake.models import ApiKey
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


def may_manage_keys(by: User) -> Ruling:
    if by.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only an administrator makes and ends keys."))


def may_make_key(unit: Unit, by: User) -> Ruling:
    if not by.covers(unit, Role.ADMINISTRATOR):
        return refused(_("Only an administrator of this unit makes keys for it."))
    if not unit.is_active:
        return refused(_("%(unit)s no longer takes matters.") % {"unit": unit.name})
    return ALLOWED


def may_end_key(key: ApiKey, by: User) -> Ruling:
    return all_of(_covers(key, by), _is_live(key))


def _covers(key: ApiKey, by: User) -> Ruling:
    if by.covers(key.unit, Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only an administrator of this unit ends its keys."))


def _is_live(key: ApiKey) -> Ruling:
    if key.ended_at is None:
        return ALLOWED
    return refused(_("This key has ended already."))
