"""Who may open accounts and give roles, and which roles never meet in one person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanwen.core.actors import Actor, Machine
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.people.models import Membership, User
from sanwen.people.roles import Branch, Role, branch
from sanwen.places.models import Unit

# Auxiliary work may be contracted out, the handling itself may not (国办函〔2025〕66号, 三).
FOR_THIRD_PARTIES = frozenset({Role.INTAKE, Role.HANDLER})


def may_manage_accounts(by: Actor) -> Ruling:
    """Administrators; and the program's own commands, run by whoever has the machine."""
    if isinstance(by, Machine) or (isinstance(by, User) and by.holds(Role.ADMINISTRATOR)):
        return ALLOWED
    return refused(_("Only an administrator opens accounts and gives roles."))


def may_give(by: Actor, user: User, role: Role, unit: Unit, held: Iterable[Membership]) -> Ruling:
    """Whether the role may be given to a person who now holds the memberships in `held`."""
    return all_of(
        may_manage_accounts(by),
        is_someone_else(by, user),
        is_open(user),
        fits_unit(role, unit),
        stays_in_one_branch(role, [membership.role for membership in held]),
    )


def may_end(by: Actor, membership: Membership, other_administrators: int) -> Ruling:
    if membership.until is not None:
        return refused(_("This role has ended already."))
    return all_of(
        may_manage_accounts(by), leaves_an_administrator([membership], other_administrators)
    )


def may_reset(by: Actor, user: User) -> Ruling:
    """A new one-time password. One's own is changed on the page for it, with the old one."""
    return all_of(may_manage_accounts(by), is_someone_else(by, user), is_open(user))


def may_close(
    by: Actor, user: User, held: Iterable[Membership], other_administrators: int
) -> Ruling:
    return all_of(
        may_manage_accounts(by),
        is_someone_else(by, user),
        is_open(user),
        leaves_an_administrator(held, other_administrators),
    )


def may_reopen(by: Actor, user: User) -> Ruling:
    if user.is_active:
        return refused(_("This account is open."))
    return may_manage_accounts(by)


def stays_in_one_branch(role: str, held: Iterable[str]) -> Ruling:
    """三员分立: work, administration and audit are three people."""
    branches = {branch(each) for each in held} - {branch(role)}
    if not branches:
        return ALLOWED
    if Branch.BUSINESS in (branch(role), *branches):
        return refused(
            _("Who administers or audits the system does no other work in it. End the roles first.")
        )
    return refused(_("The administrator and the auditor are two people. End the role first."))


def fits_unit(role: str, unit: Unit) -> Ruling:
    if not unit.is_active:
        return refused(_("This unit is closed."))
    if unit.third_party and role not in FOR_THIRD_PARTIES:
        return refused(_("A third party only takes in and carries out. It decides nothing."))
    return ALLOWED


def is_someone_else(by: Actor, user: User) -> Ruling:
    if by.actor_ref == user.actor_ref:
        return refused(_("Nobody does this for their own account. Ask another administrator."))
    return ALLOWED


def is_open(user: User) -> Ruling:
    return ALLOWED if user.is_active else refused(_("This account is closed."))


def leaves_an_administrator(ending: Iterable[Membership], others: int) -> Ruling:
    if others == 0 and any(membership.role == Role.ADMINISTRATOR for membership in ending):
        return refused(_("This is the last administrator. Appoint another one first."))
    return ALLOWED
