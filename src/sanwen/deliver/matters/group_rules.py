"""Who decides on a group of matters that a night proposed, and on which of them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.matters.models import Group, GroupState
from sanwen.people.models import User
from sanwen.people.roles import Role


def may_decide_group(group: Group, by: User) -> Ruling:
    if not by.covers(group.received_by, Role.INTAKE):
        return refused(_("Only the desk that registered the matters may join them."))
    if group.state != GroupState.OPEN:
        return refused(_("Somebody has decided this already."))
    return ALLOWED


def belong_to_group(group: Group, numbers: Collection[int]) -> Ruling:
    """Only what was proposed together is joined by one press."""
    if set(numbers) <= {matter.pk for matter in group.matters.all()}:
        return ALLOWED
    return refused(_("One of these matters is not in this group."))


def names_another(others: int) -> Ruling:
    if others:
        return ALLOWED
    return refused(_("Choose at least two matters that are the same."))
