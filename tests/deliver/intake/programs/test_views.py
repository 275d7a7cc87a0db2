"""Keys of programs: made by an administrator, shown once, ended for good."""

import re

import pytest
from django.test import Client

from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs.actions import key_for
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.people import person
from tests.factories.places import Units, units

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Units:
    return units()


@pytest.fixture
def at_keys(client: Client, county: Units) -> Client:
    client.force_login(person(Role.ADMINISTRATOR, county.county))
    return client


def made(client: Client, county: Units) -> str:
    page = client.post("/staff/keys/", {"name": "热线平台", "unit": county.desk.pk})
    return re.findall(r"sanwen_[\w-]{40,}", page.content.decode())[0]


def test_a_key_is_shown_once_and_only_its_hash_is_kept(at_keys: Client, county: Units) -> None:
    text = made(at_keys, county)

    key = ApiKey.objects.get()
    assert key_for(text) == key
    assert text.encode() not in bytes(key.key_hash)
    assert text not in at_keys.get("/staff/keys/").content.decode()
    entry = Entry.objects.get(verb="key.made")
    assert (entry.subject, text in entry.details) == (f"program:{key.pk}", False)


def test_an_ended_key_is_as_good_as_none(at_keys: Client, county: Units) -> None:
    text = made(at_keys, county)

    at_keys.post(f"/staff/keys/{ApiKey.objects.get().pk}/end/")

    assert key_for(text) is None
    assert Entry.objects.filter(verb="key.ended").exists()
    at_keys.post(f"/staff/keys/{ApiKey.objects.get().pk}/end/")
    assert Entry.objects.filter(verb="key.ended").count() == 1


@pytest.mark.parametrize("text", ["", "sanwen_", "sanwen_wrong", "other", "sanwen_" + "x" * 5000])
def test_other_texts_are_no_key(text: str) -> None:
    assert key_for(text) is None


def test_only_administrators_see_keys_and_only_of_their_units(
    client: Client, at_keys: Client, county: Units
) -> None:
    made(at_keys, county)
    key = ApiKey.objects.get()

    client.force_login(person(Role.INTAKE, county.desk))
    assert client.get("/staff/keys/").status_code == 403
    assert client.post(f"/staff/keys/{key.pk}/end/").status_code == 403
    client.force_login(person(Role.ADMINISTRATOR, county.town))
    assert "热线平台" not in client.get("/staff/keys/").content.decode()
    assert client.post(f"/staff/keys/{key.pk}/end/").status_code == 404
    answer = client.post("/staff/keys/", {"name": "别处", "unit": county.desk.pk})
    assert answer.status_code == 422
    assert ApiKey.objects.get().ended_at is None
