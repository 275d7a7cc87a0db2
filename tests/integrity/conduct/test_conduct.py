"""Sealed reports never reach the unit they name, and every reading leaves a row."""

import pytest
from django.db import connection
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.conduct import actions
from sanwen.integrity.conduct.models import Kind, SealedReport
from sanwen.integrity.conduct.states import MOVES, State
from sanwen.people.roles import Role
from tests.factories.moments import MORNING
from tests.factories.people import also, person
from tests.factories.places import Units, units

WORDS = "站长让我改成满意，不然以后不给派单。"

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Units:
    found = units()
    SealedReport.objects.all().delete()
    return found


def report(unit: object) -> SealedReport:
    return actions.seal_report(
        kind=Kind.PRESSED_TO_RATE, text=WORDS, about_unit=unit, subject="matter:M-12", now=MORNING
    )


def rows(verb: str) -> list[tuple[str, str, str]]:
    found = Entry.objects.filter(verb=verb)
    return list(found.values_list("subject", "actor", "details"))


def test_the_words_are_stored_sealed(places: Units) -> None:
    report(places.water)

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, '') FROM conduct_sealedreport r")
        text = cursor.fetchone()[0]
    assert WORDS not in text
    assert WORDS.encode().hex() not in text


def test_the_trail_learns_only_that_a_report_exists(places: Units) -> None:
    sealed = report(places.water)

    assert rows("report.sealed") == [(f"sealed:{sealed.pk}", "machine:conduct", "{}")]


def test_an_empty_report_is_refused_and_nothing_is_kept(places: Units) -> None:
    with pytest.raises(NotAllowed):
        actions.seal_report(kind=Kind.REPRISAL, text=" ", about_unit=None, now=MORNING)

    assert not SealedReport.objects.exists()
    assert not rows("report.sealed")


@pytest.mark.parametrize(
    ("role", "stands", "named", "sees"),
    [
        (Role.SUPERVISOR, "county", "water", True),
        (Role.SUPERVISOR, "county", "village", True),
        (Role.SUPERVISOR, "desk", "water", True),
        (Role.SUPERVISOR, "water", "water", False),
        (Role.SUPERVISOR, "village", "town", False),
        (Role.SUPERVISOR, "water", "county", False),
        (Role.SUPERVISOR, "town", "village", True),
        (Role.LEADER, "county", "water", False),
        (Role.HANDLER, "water", "water", False),
        (Role.ADMINISTRATOR, "county", "water", False),
        (Role.AUDITOR, "county", "water", False),
    ],
)
def test_who_sees_a_report(
    places: Units, role: Role, stands: str, named: str, *, sees: bool
) -> None:
    sealed = report(getattr(places, named))
    user = person(role, getattr(places, stands))

    assert SealedReport.objects.visible_to(user).contains(sealed) is sees


def test_a_supervisor_who_also_works_in_the_named_unit_does_not_see_it(places: Units) -> None:
    sealed = report(places.water)
    user = also(person(Role.SUPERVISOR, places.county), Role.HANDLER, places.water)

    assert not SealedReport.objects.visible_to(user).contains(sealed)


def test_a_report_that_names_no_unit_is_seen_by_every_supervisor(places: Units) -> None:
    sealed = report(None)

    assert SealedReport.objects.visible_to(person(Role.SUPERVISOR, places.desk)).contains(sealed)


def test_every_reading_is_recorded_and_the_first_one_is_kept(places: Units) -> None:
    sealed = report(places.water)
    user = person(Role.SUPERVISOR, places.county)

    assert [actions.open_report(report=sealed, by=user) for _ in range(2)] == [WORDS, WORDS]

    sealed.refresh_from_db()
    assert sealed.state == State.READ
    assert rows("report.read") == [(sealed.ref, user.actor_ref, "{}")] * 2


def test_opening_what_one_may_not_see_leaves_it_unread(places: Units) -> None:
    sealed = report(places.water)

    with pytest.raises(SealedReport.DoesNotExist):
        actions.open_report(report=sealed, by=person(Role.SUPERVISOR, places.water))

    sealed.refresh_from_db()
    assert sealed.state == State.RECEIVED
    assert not rows("report.read")


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State)


def test_pages_list_and_open_and_say_so(places: Units, client: Client) -> None:
    sealed = report(places.water)
    client.force_login(person(Role.SUPERVISOR, places.county))

    listed = client.get("/desk/sealed/").content.decode()
    opened = client.get(f"/desk/sealed/{sealed.pk}/")

    assert "水务局" in listed
    assert WORDS not in listed
    assert WORDS in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert len(rows("report.read")) == 1


@pytest.mark.parametrize(("stands", "status"), [("water", 404), ("county", 200)])
def test_a_hidden_report_does_not_exist(
    places: Units, client: Client, stands: str, status: int
) -> None:
    sealed = report(places.water)
    client.force_login(person(Role.SUPERVISOR, getattr(places, stands)))

    assert client.get(f"/desk/sealed/{sealed.pk}/").status_code == status


def test_other_staff_are_refused_with_a_reason(places: Units, client: Client) -> None:
    client.force_login(person(Role.HANDLER, places.water))

    answer = client.get("/desk/sealed/")

    assert answer.status_code == 403
    assert "督查" in answer.content.decode()
