"""Rights over accounts, as a table; and which roles never meet in one person."""

import inspect
from itertools import product

import pytest

from sanwen.core.actors import Machine, Resident
from sanwen.people import rules
from sanwen.people.models import Membership, User
from sanwen.people.roles import BUSINESS, Branch, Role, branch
from sanwen.places.models import Unit

UNIT, CLOSED, THIRD = Unit(is_active=True), Unit(is_active=False), Unit(third_party=True)


def holder(role: Role, username: str = "by") -> User:
    user = User(username=username)
    user.__dict__["memberships_now"] = [Membership(role=role, unit=UNIT)]
    return user


ADMINISTRATOR, MACHINE, RESIDENT = holder(Role.ADMINISTRATOR), Machine("cli"), Resident("A7K3")
SOMEONE, GONE = User(username="someone"), User(username="gone", is_active=False)
NOTHING: list[Membership] = []
LAST = [Membership(role=Role.ADMINISTRATOR)]

TABLE = [
    (rules.may_manage_accounts, (ADMINISTRATOR,), True),
    (rules.may_manage_accounts, (MACHINE,), True),
    (rules.may_manage_accounts, (RESIDENT,), False),
    *((rules.may_manage_accounts, (holder(r),), False) for r in Role if r != Role.ADMINISTRATOR),
    (rules.may_give, (ADMINISTRATOR, SOMEONE, Role.HANDLER, UNIT, NOTHING), True),
    (rules.may_give, (ADMINISTRATOR, ADMINISTRATOR, Role.AUDITOR, UNIT, NOTHING), False),
    (rules.may_give, (ADMINISTRATOR, GONE, Role.HANDLER, UNIT, NOTHING), False),
    (rules.may_give, (ADMINISTRATOR, SOMEONE, Role.HANDLER, CLOSED, NOTHING), False),
    (rules.may_give, (ADMINISTRATOR, SOMEONE, Role.INTAKE, THIRD, NOTHING), True),
    (rules.may_give, (ADMINISTRATOR, SOMEONE, Role.UNIT_LEAD, THIRD, NOTHING), False),
    (rules.may_give, (ADMINISTRATOR, SOMEONE, Role.HANDLER, UNIT, LAST), False),
    (rules.may_give, (holder(Role.LEADER), SOMEONE, Role.HANDLER, UNIT, NOTHING), False),
    (rules.may_end, (ADMINISTRATOR, Membership(role=Role.HANDLER), 0), True),
    (rules.may_end, (ADMINISTRATOR, LAST[0], 0), False),
    (rules.may_end, (ADMINISTRATOR, LAST[0], 1), True),
    (rules.may_end, (ADMINISTRATOR, Membership(role=Role.HANDLER, until=1), 0), False),
    (rules.may_end, (RESIDENT, Membership(role=Role.HANDLER), 1), False),
    (rules.may_reset, (ADMINISTRATOR, SOMEONE), True),
    (rules.may_reset, (ADMINISTRATOR, ADMINISTRATOR), False),
    (rules.may_reset, (ADMINISTRATOR, GONE), False),
    (rules.may_reset, (RESIDENT, SOMEONE), False),
    (rules.may_close, (ADMINISTRATOR, SOMEONE, NOTHING, 0), True),
    (rules.may_close, (ADMINISTRATOR, SOMEONE, LAST, 0), False),
    (rules.may_close, (ADMINISTRATOR, ADMINISTRATOR, LAST, 5), False),
    (rules.may_close, (ADMINISTRATOR, GONE, NOTHING, 1), False),
    (rules.may_close, (RESIDENT, SOMEONE, NOTHING, 1), False),
    (rules.may_reopen, (ADMINISTRATOR, GONE), True),
    (rules.may_reopen, (ADMINISTRATOR, SOMEONE), False),
    (rules.may_reopen, (RESIDENT, GONE), False),
]


@pytest.mark.parametrize(("rule", "given", "allowed"), TABLE)
def test_the_rights_are_as_the_table_says(rule, given, allowed):
    ruling = rule(*given)

    assert bool(ruling) == allowed
    assert allowed or str(ruling.reason).endswith(".")


def test_every_rule_stands_in_the_table():
    named = {name for name, _ in inspect.getmembers(rules, inspect.isfunction) if "may_" in name}

    assert {rule.__name__ for rule, _, _ in TABLE} == named


@pytest.mark.parametrize(("new", "held"), list(product(Role, Role)))
def test_two_roles_meet_in_one_person_only_within_one_branch(new, held):
    together = new == held or {new, held} <= BUSINESS

    assert bool(rules.stays_in_one_branch(new, [held])) == together


def test_every_role_has_its_branch():
    assert {branch(role) for role in BUSINESS} == {Branch.BUSINESS}
    assert branch(Role.ADMINISTRATOR) != branch(Role.AUDITOR)
