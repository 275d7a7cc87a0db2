"""Writing down what was found: nothing is chosen beforehand, and what is wrong is said in place."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.scorecards.actions import checking
from sanwen.verdict.scorecards.models import FieldCheck, Finding
from tests.factories.matters import Cast
from tests.factories.moments import later
from tests.factories.people import person
from tests.verdict.scorecards.test_checking import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def checks(cast: Cast) -> list[FieldCheck]:
    found = list(drawn(cast).checks.all())
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    for one in found:
        checking.give(check=one, unit=cast.units.water, by=supervisor, now=later(days=39))
    return found


@pytest.fixture(autouse=True)
def days_later():
    with time_machine.travel(later(days=40), tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_pressing_without_choosing_finds_nothing(cast, checks):
    looker = signed_in(person(Role.HANDLER, cast.units.water))
    one = checks[0]

    sent = looker.post(reverse("check_find", args=[one.pk]), {"words": "灯亮着"})

    one.refresh_from_db()
    assert (sent.status_code, one.finding) == (422, "")
    assert "灯亮着" in sent.content.decode()
    page = looker.get(reverse("results_check", args=[one.draw_id])).content.decode()
    assert 'name="finding"' in page
    assert "checked" not in page


def test_each_form_of_the_page_has_fields_of_its_own(cast, checks):
    looker = signed_in(person(Role.HANDLER, cast.units.water))

    page = looker.get(reverse("results_check", args=[checks[0].draw_id])).content.decode()

    for one in checks:
        assert page.count(f'id="c{one.pk}_words"') == 1


def test_a_refusal_keeps_what_was_written(cast, checks):
    one = checks[0]
    looker = person(Role.HANDLER, cast.units.water)
    checking.find(check=one, finding=Finding.NOT, words="", by=looker, now=later(days=40))

    sent = signed_in(looker).post(
        reverse("check_find", args=[one.pk]), {"finding": "agrees", "words": "灯亮着"}
    )

    one.refresh_from_db()
    assert (sent.status_code, one.finding) == (403, Finding.NOT)
    assert "灯亮着" in sent.content.decode()


def test_no_unit_or_the_wrong_one_is_said_at_its_field(cast, checks):
    supervisor = signed_in(cast.who(Role.SUPERVISOR, cast.units.county))
    to = reverse("check_give", args=[checks[0].pk])

    assert supervisor.post(to, {"unit": ""}).status_code == 422
    assert supervisor.post(to, {"unit": cast.units.roads.pk}).status_code == 403

    checks[0].refresh_from_db()
    assert checks[0].unit == cast.units.water
