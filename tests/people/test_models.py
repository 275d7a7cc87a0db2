"""What a person holds, and what the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from tests.factories.moments import LONG_AGO
from tests.factories.people import also, person
from tests.factories.places import units

pytestmark = pytest.mark.django_db


def test_a_person_covers_the_unit_and_all_below_it(django_assert_num_queries):
    county = units()
    user = User.objects.get(pk=person(Role.HANDLER, county.town).pk)

    with django_assert_num_queries(1):
        assert user.covers(county.village, Role.HANDLER)
        assert user.covers(county.town, Role.INTAKE, Role.HANDLER)
        assert not user.covers(county.county, Role.HANDLER)
        assert not user.covers(county.village, Role.INTAKE)
        assert user.holds(Role.HANDLER)
        assert not user.holds(Role.LEADER)


def test_scopes_leave_out_what_lies_inside_another():
    county = units()
    user = also(person(Role.HANDLER, county.village), Role.HANDLER, county.town)
    also(user, Role.LEADER, county.water)

    assert user.scopes(Role.HANDLER) == [county.town.path]
    assert set(user.scopes(Role.HANDLER, Role.LEADER)) == {county.town.path, county.water.path}
    assert user.scopes(Role.AUDITOR) == []
    assert {unit.code for unit in user.units()} == {"village", "town", "water"}


def test_an_ended_role_is_held_no_longer():
    user = person(Role.HANDLER, units().town)
    Membership.objects.filter(user=user).update(until=LONG_AGO + timedelta(days=1))

    assert User.objects.get(pk=user.pk).memberships_now == []
    assert user not in User.objects.holding(Role.HANDLER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Role.ADMINISTRATOR, Role.AUDITOR),
        (Role.ADMINISTRATOR, Role.HANDLER),
        (Role.LEADER, Role.AUDITOR),
    ],
)
def test_the_database_keeps_work_administration_and_audit_apart(first, second):
    county = units()
    user = person(first, county.county)

    with pytest.raises(IntegrityError, match="nobody_works_and"), transaction.atomic():
        also(user, second, county.water)

    assert user.memberships.count() == 1


def test_the_branches_may_follow_each_other():
    county = units()
    user = person(Role.ADMINISTRATOR, county.county)
    user.memberships.update(until=LONG_AGO)

    also(user, Role.AUDITOR, county.county)

    assert user.holds(Role.AUDITOR)


@pytest.mark.parametrize("username", ["Li.wei", "李伟", "1li", "li wei", "l"])
def test_a_user_name_is_plain_and_small(username):
    with pytest.raises(IntegrityError, match="user_username"), transaction.atomic():
        User.objects.create(username=username, name="x", date_joined=LONG_AGO)


def test_the_trail_names_a_person_by_the_user_name():
    user = User(username="li.wei", name="李伟")

    assert user.actor_ref == "staff:li.wei"
    assert user.display_name == str(user) == "李伟"
