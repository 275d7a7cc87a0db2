"""What can be reached without signing in is a list that somebody chose."""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from sanwen.people.doors import CLOSED
from sanwen.web.public import PUBLIC
from tests.contracts.addresses import Address, addresses

# The second step of signing in sends whoever skipped the first back to it.
SECOND_STEP = "mfa_authenticate"
DOORS = {"account_login", "account_logout", "account_inactive", SECOND_STEP, *CLOSED}
EVERYWHERE = addresses()


def test_every_address_has_a_name_of_its_own() -> None:
    names = [address.name for address in EVERYWHERE]

    assert "None" not in names
    assert len(names) == len(set(names))


def test_what_is_marked_open_is_what_the_list_says() -> None:
    assert {address.name for address in EVERYWHERE if address.is_open} == PUBLIC


def test_the_ways_to_sign_in_are_on_the_list() -> None:
    assert DOORS <= PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("address", EVERYWHERE, ids=lambda address: address.name)
def test_a_stranger_is_led_to_the_sign_in_everywhere_else(address: Address) -> None:
    answer = Client().get(address.path)

    sent_away = answer.status_code == 302 and answer.url.startswith(resolve_url(settings.LOGIN_URL))
    assert sent_away == (address.name not in PUBLIC - {SECOND_STEP})
