"""The administrator's pages: whose they are, and that a password is shown once."""

import pytest
from django.urls import reverse

from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return units()


@pytest.fixture
def by(client, county):
    client.force_login(person(Role.ADMINISTRATOR, county.county))
    return client


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_are_refused(client, county, role):
    user = person(role, county.county)
    client.force_login(user)

    assert client.get(reverse("staff")).status_code == 403
    assert client.get(reverse("staff_account", args=[user.username])).status_code == 403
    assert client.post(reverse("staff_password", args=[user.username])).status_code == 403


def test_a_new_account_shows_its_password_once(by):
    page = by.post(reverse("staff_create"), {"username": "wang.fang", "name": "王芳"})

    password = page.context["password"]
    assert password in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert password not in by.get(reverse("staff_account", args=["wang.fang"])).content.decode()


def test_a_name_in_use_and_a_name_with_capitals_are_refused(by):
    data = {"username": "wang.fang", "name": "王芳"}
    by.post(reverse("staff_create"), data)

    assert "password" not in by.post(reverse("staff_create"), data).context
    assert "password" not in by.post(reverse("staff_create"), {**data, "username": "Wang"}).context
    assert User.objects.filter(username__istartswith="wang").count() == 1


def test_a_role_is_given_and_ended_on_the_page(by, county):
    user = person(Role.HANDLER, county.water)
    url = reverse("staff_give_role", args=[user.username])

    by.post(url, {"role": "leader", "unit": county.town.pk})
    held = user.memberships.get(role=Role.LEADER)
    by.post(reverse("staff_end_role", args=[user.username, held.pk]))

    held.refresh_from_db()
    assert held.until is not None


def test_a_refused_role_says_why_and_changes_nothing(by, county):
    user = person(Role.HANDLER, county.water)
    url = reverse("staff_give_role", args=[user.username])

    page = by.post(url, {"role": "auditor", "unit": county.county.pk})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
    assert user.memberships.count() == 1


def test_the_list_needs_few_queries_however_many_accounts(
    by, county, django_assert_max_num_queries
):
    for _ in range(30):
        person(Role.HANDLER, county.water)

    by.get(reverse("staff"))  # the first page of a session marks it as in use
    with django_assert_max_num_queries(6):
        assert by.get(reverse("staff")).status_code == 200


def test_an_account_is_found_by_name(by, county):
    person(Role.HANDLER, county.water, name="欧阳修")

    page = by.get(reverse("staff"), {"q": "欧阳"})

    assert [user.name for user in page.context["page"]] == ["欧阳修"]


def test_closing_and_opening_again(by, county):
    user = person(Role.HANDLER, county.water)
    url = reverse("staff_close", args=[user.username])

    by.post(url)
    user.refresh_from_db()
    assert not user.is_active

    by.post(url)
    user.refresh_from_db()
    assert user.is_active
