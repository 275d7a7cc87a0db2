"""Demands of other bodies: with their law, decided by a second person, counted in public."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.conduct.demands import actions, figures
from sanwen.integrity.conduct.demands.actions import Demand
from sanwen.integrity.conduct.demands.models import LegalRequest, Ruled, Wanted
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
ASKED = Demand(
    body="某某局",
    wanted=Wanted.IDENTITY,
    basis="《刑事诉讼法》第54条",
    paper="调证〔2026〕7号",
    received_on=date(2026, 3, 2),
)


@pytest.fixture
def both() -> tuple[User, User]:
    desk = units().desk
    return person(Role.SUPERVISOR, desk), person(Role.SUPERVISOR, desk)


def test_whoever_recorded_it_does_not_decide_it(both: tuple[User, User]) -> None:
    kept = actions.note(demand=ASKED, by=both[0], now=MORNING)

    with pytest.raises(NotAllowed):
        actions.decide(demand=kept, ruled=Ruled.GIVEN, words="给了", by=both[0], now=MORNING)

    kept.refresh_from_db()
    assert kept.ruled == ""
    assert not Entry.objects.filter(verb="demand.decided").exists()


def test_a_second_supervisor_decides_once(both: tuple[User, User]) -> None:
    kept = actions.note(demand=ASKED, by=both[0], now=MORNING)

    done = actions.decide(
        demand=kept, ruled=Ruled.REFUSED, words="没有依据", by=both[1], now=MORNING
    )

    assert done.decided_by == both[1]
    with pytest.raises(NotAllowed):
        actions.decide(demand=kept, ruled=Ruled.GIVEN, words="给了", by=both[1], now=MORNING)
    assert figures.by_year() == [figures.Year(2026, 1, 0, 0, 1)]


def test_the_database_knows_that_nobody_decides_alone(both: tuple[User, User]) -> None:
    kept = actions.note(demand=ASKED, by=both[0], now=MORNING)

    with pytest.raises(IntegrityError, match="nobody_gives_data"), transaction.atomic():
        LegalRequest.objects.filter(pk=kept.pk).update(
            ruled="given", words="x", decided_by=both[0], decided_at=MORNING
        )


@pytest.mark.parametrize("role", [Role.HANDLER, Role.INTAKE, Role.LEADER, Role.ADMINISTRATOR])
def test_others_do_not_read_the_log(role: Role, client: Client) -> None:
    client.force_login(person(role, units().desk))

    assert client.get("/trail/demands/").status_code == 403


def test_an_auditor_reads_and_records_nothing(both: tuple[User, User], client: Client) -> None:
    actions.note(demand=ASKED, by=both[0], now=MORNING + timedelta(hours=1))
    client.force_login(person(Role.AUDITOR, units().desk))

    assert "某某局" in client.get("/trail/demands/").content.decode()
    assert client.post("/trail/demands/", {}).status_code == 403
    assert LegalRequest.objects.count() == 1


def test_a_supervisor_records_and_another_decides_on_the_pages(
    both: tuple[User, User], client: Client
) -> None:
    client.force_login(both[0])
    form = {"body": "某某局", "wanted": "contact", "basis": "法", "paper": "1号", "people": "1",
            "received_on": "2026-03-02"}  # fmt: skip
    assert client.post("/trail/demands/", {**form, "basis": ""}).status_code == 422
    assert client.post("/trail/demands/", form).status_code == 302
    kept = LegalRequest.objects.get()
    decide = {"ruled": "refused", "words": "没有依据"}
    assert client.post(f"/trail/demands/{kept.pk}/", decide).status_code == 403

    client.force_login(both[1])
    assert client.post(f"/trail/demands/{kept.pk}/", decide).status_code == 302

    page = Client().get("/open/counts/").content.decode()
    assert "某某局" not in page
    kept.refresh_from_db()
    assert kept.ruled == "refused"
