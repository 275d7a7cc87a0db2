"""Accounts and roles change only by administrators, and every change is in the trail."""

import pytest
from django.contrib.auth import authenticate

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.people import actions
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
CLI = Machine("cli")


def verbs(username: str) -> list[str]:
    rows = Entry.objects.filter(subject=f"account:{username}").order_by("id")
    return list(rows.values_list("verb", flat=True))


@pytest.fixture
def county():
    return units()


@pytest.fixture
def administrator(county):
    return person(Role.ADMINISTRATOR, county.county)


def test_a_new_account_gets_a_one_time_password(administrator):
    user, password = actions.create_account(by=administrator, username="li.wei", name="李伟")

    assert authenticate(username="li.wei", password=password) == user
    assert user.must_change_password
    assert len(password) == 19
    assert verbs("li.wei") == ["account.created"]


def test_no_two_one_time_passwords_are_the_same():
    assert len({actions.one_time_password() for _ in range(1000)}) == 1000


def test_an_account_that_does_not_sign_in_has_no_password():
    user, password = actions.create_account(by=CLI, username="li.wei", name="李伟", signs_in=False)

    assert password == ""
    assert not user.has_usable_password()


def test_a_role_is_given_once_and_ended_once(administrator, county):
    user = actions.create_account(by=CLI, username="li.wei", name="李伟", signs_in=False)[0]

    given = actions.give_role(by=administrator, user=user, role=Role.HANDLER, unit=county.water)
    again = actions.give_role(by=administrator, user=user, role=Role.HANDLER, unit=county.water)
    actions.end_role(by=administrator, membership=given)

    assert given == again
    assert not Membership.objects.now().filter(user=user).exists()
    assert verbs("li.wei") == ["account.created", "role.given", "role.ended"]
    with pytest.raises(NotAllowed, match="ended already"):
        actions.end_role(by=administrator, membership=given)


def test_an_administrator_cannot_become_a_handler_and_nothing_changes(administrator, county):
    other = person(Role.ADMINISTRATOR, county.county)

    with pytest.raises(NotAllowed, match="no other work"):
        actions.give_role(by=administrator, user=other, role=Role.HANDLER, unit=county.water)

    assert [held.role for held in other.memberships.all()] == [Role.ADMINISTRATOR]
    assert verbs(other.username) == []


def test_the_last_administrator_stays(administrator):
    (held,) = administrator.memberships.all()

    with pytest.raises(NotAllowed, match="last administrator"):
        actions.end_role(by=administrator, membership=held)

    held.refresh_from_db()
    assert held.until is None


def test_a_new_password_ends_the_old_one(administrator):
    user, old = actions.create_account(by=CLI, username="li.wei", name="李伟")

    new = actions.reset_password(by=administrator, user=user)

    assert authenticate(username="li.wei", password=old) is None
    assert authenticate(username="li.wei", password=new) == user


def test_a_closed_account_holds_nothing_and_cannot_sign_in(administrator, county):
    user, password = actions.create_account(by=CLI, username="li.wei", name="李伟")
    actions.give_role(by=administrator, user=user, role=Role.HANDLER, unit=county.water)

    actions.deactivate(by=administrator, user=user)

    assert authenticate(username="li.wei", password=password) is None
    assert User.objects.get(pk=user.pk).memberships_now == []
    assert verbs("li.wei")[2:4] == ["role.ended", "account.closed"]

    actions.reactivate(by=administrator, user=user)
    assert authenticate(username="li.wei", password=password) == user
    assert User.objects.get(pk=user.pk).memberships_now == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_change_nothing(county, role):
    by, user = person(role, county.county), person(Role.HANDLER, county.water)
    (held,) = user.memberships.all()
    before = Entry.objects.count()

    for act in (
        lambda: actions.create_account(by=by, username="new.one", name="x"),
        lambda: actions.give_role(by=by, user=user, role=Role.LEADER, unit=county.county),
        lambda: actions.end_role(by=by, membership=held),
        lambda: actions.reset_password(by=by, user=user),
        lambda: actions.remove_second_factor(by=by, user=user),
        lambda: actions.deactivate(by=by, user=user),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert Entry.objects.count() == before
    assert not User.objects.filter(username="new.one").exists()
    assert [each.role for each in user.memberships.filter(until=None)] == [Role.HANDLER]
