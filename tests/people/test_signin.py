"""Signing in as a person does: through the pages, with what must be refused."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sanwen.core.actors import Machine
from sanwen.integrity.audit.models import Entry
from sanwen.people import actions
from sanwen.people.roles import Role
from tests.factories.places import units

pytestmark = pytest.mark.django_db
LOGIN, OWN = reverse("account_login"), "qingYuanXian#77"


@pytest.fixture(autouse=True)
def _no_tries_so_far():
    cache.clear()


@pytest.fixture
def account():
    user, _ = actions.create_account(by=Machine("t"), username="li.wei", name="李伟", password=OWN)
    actions.give_role(by=Machine("t"), user=user, role=Role.ADMINISTRATOR, unit=units().county)
    return user


def sign_in(client: Client, password: str = OWN, username: str = "li.wei"):
    data = {"login": username, "password": password}
    return client.post(LOGIN, data, headers={"accept-language": "en"})


def verbs() -> list[str]:
    rows = Entry.objects.filter(subject="account:li.wei").order_by("id")
    return list(rows.values_list("verb", flat=True))[2:]


def now_digits(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_an_administrator_begins_at_the_accounts(client, account):
    assert sign_in(client).url == reverse("staff")
    assert client.get(reverse("staff")).status_code == 200

    client.post(reverse("account_logout"))

    assert client.get(reverse("staff")).status_code == 302
    assert verbs() == ["account.signed_in", "account.signed_out"]


def test_a_wrong_password_and_an_unknown_name_read_the_same(client, account):
    wrong = sign_in(client, "no").content.decode()
    unknown = sign_in(client, "no", "nobody").content.decode()

    assert strip(wrong) == strip(unknown)
    assert Entry.objects.filter(subject="account:unknown").count() == 1
    assert not Entry.objects.filter(details__contains="nobody").exists()


def strip(page: str) -> list[str]:
    return re.findall(r"<li>(.*?)</li>", page)


def test_five_wrong_passwords_stop_even_the_right_one_and_say_for_how_long(account):
    for _ in range(5):
        sign_in(Client(), "wrong")

    page = sign_in(Client())

    assert page.status_code == 200
    assert "5 minutes" in page.content.decode() or "5 分钟" in page.content.decode()
    assert verbs() == ["account.sign_in_failed"] * 5


def test_a_one_time_password_opens_only_the_page_to_change_it(client, account):
    password = actions.reset_password(by=Machine("t"), user=account)
    sign_in(client, password)

    assert client.get(reverse("staff")).url == reverse("account_change_password")
    assert client.get(reverse("contact")).status_code == 200

    data = {"oldpassword": password, "password1": OWN, "password2": OWN}
    client.post(reverse("account_change_password"), data)

    assert client.get(reverse("staff")).status_code == 200
    account.refresh_from_db()
    assert not account.must_change_password
    assert verbs()[-1] == "password.changed"


def test_a_closed_account_does_not_come_in(client, account):
    account.is_active = False
    account.save()

    sign_in(client)

    assert client.get(reverse("staff")).status_code == 302


def test_a_second_factor_is_asked_for_once_it_is_on(
    client, account, django_capture_on_commit_callbacks
):
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if "form" in page.context and "code" not in page.context["form"].fields:
        client.post(reverse("account_reauthenticate"), {"password": OWN})
        page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": now_digits(secret)})
    assert account.authenticator_set.filter(type="totp").exists()
    assert "second_factor.added" in verbs()

    cache.clear()  # a code works once, also within its half minute
    other = Client()
    assert sign_in(other).url == reverse("mfa_authenticate")
    assert other.get(reverse("staff")).status_code == 302
    assert other.get(reverse("mfa_authenticate")).status_code == 200
    other.post(reverse("mfa_authenticate"), {"code": now_digits(secret)})

    assert other.get(reverse("staff")).status_code == 200


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_generate_recovery_codes",
                                  "account_change_password", "account_reauthenticate",
                                  "account_logout"])  # fmt: skip
def test_every_page_of_ones_own_account_can_be_drawn(client, account, name):
    sign_in(client)

    assert client.get(reverse(name), follow=True).status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password"])
def test_what_is_not_used_is_not_there(client, name):
    assert client.get(reverse(name)).status_code == 404


def test_a_desk_in_use_stays_signed_in_with_few_writes(client, account, time_machine_at, settings):
    with time_machine_at("2026-03-10 09:00") as clock:
        sign_in(client)
        client.get(reverse("staff"))
        first = client.session["seen"]
        clock.shift(60)
        client.get(reverse("staff"))
        assert client.session["seen"] == first
        for _ in range(4):
            clock.shift(20 * 60)
            assert client.get(reverse("staff")).status_code == 200


def test_a_desk_left_alone_signs_out(client, account, time_machine_at):
    with time_machine_at("2026-03-10 09:00") as clock:
        sign_in(client)
        client.get(reverse("staff"))
        clock.shift(31 * 60)

        assert client.get(reverse("staff")).status_code == 302


@pytest.fixture
def time_machine_at():
    import time_machine

    return lambda text: time_machine.travel(text, tick=False)
