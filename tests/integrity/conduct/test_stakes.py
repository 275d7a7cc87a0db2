"""An interest is declared by oneself, seen by few, kept encrypted, and over on its day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.conduct import actions, touched
from sanwen.integrity.conduct.actions import Interest
from sanwen.integrity.conduct.models import Stake
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import Units, units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db

FIRM = "大河砂石厂"


@pytest.fixture
def places() -> Units:
    return units()


def declared(by: User, *, until: date | None = None, words: str = FIRM) -> Stake:
    return actions.declare(interest=Interest(words=words), until=until, by=by, now=MORNING)


def test_the_words_are_encrypted_and_the_trail_does_not_hold_them(places: Units) -> None:
    stake = declared(person(Role.HANDLER, places.roads))

    row = Entry.objects.get(verb="stake.declared")
    assert FIRM.encode() not in bytes(stake.words)
    assert touched.opened(stake) == FIRM
    assert (row.subject, row.details) == (stake.ref, "{}")


@pytest.mark.parametrize(
    ("role", "unit", "sees"),
    [
        (Role.SUPERVISOR, "county", True),
        (Role.SUPERVISOR, "roads", True),
        (Role.SUPERVISOR, "water", False),
        (Role.UNIT_LEAD, "roads", False),
        (Role.HANDLER, "roads", False),
        (Role.INTAKE, "desk", False),
        (Role.LEADER, "county", False),
        (Role.AUDITOR, "county", False),
        (Role.ADMINISTRATOR, "county", False),
    ],
)
def test_who_sees_it(places: Units, client: Client, role: Role, unit: str, sees: bool) -> None:
    stake = declared(person(Role.HANDLER, places.roads))
    who = person(role, getattr(places, unit))
    client.force_login(who)

    assert Stake.objects.visible_to(who).filter(pk=stake.pk).exists() == sees
    assert (FIRM in client.get("/stakes/").content.decode()) == sees


def test_whoever_declared_it_sees_it(places: Units, client: Client) -> None:
    by = person(Role.HANDLER, places.roads)
    declared(by)
    client.force_login(by)

    assert FIRM in client.get("/stakes/").content.decode()


def test_it_is_declared_on_the_page(places: Units, client: Client) -> None:
    by = person(Role.UNIT_LEAD, places.roads)
    client.force_login(by)

    sent = client.post("/stakes/", {"kind": "unit", "unit": places.water.pk, "words": "不算"})

    stake = Stake.objects.get()
    assert sent.status_code == 302
    assert (stake.user, stake.unit, bytes(stake.words)) == (by, places.water, b"")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"kind": "words", "words": ""}, 422),
        ({"kind": "unit", "words": FIRM}, 422),
        ({"kind": "place", "place": "99999"}, 422),
        ({"kind": "words", "words": "江"}, 403),
        ({"kind": "words", "words": FIRM, "until": "2001-01-01"}, 403),
        ({}, 422),
    ],
)
def test_what_says_too_little_is_refused(
    places: Units, client: Client, data: dict[str, str], status: int
) -> None:
    client.force_login(person(Role.HANDLER, places.roads))

    with nothing_changes():
        assert client.post("/stakes/", data).status_code == status


def test_a_whole_town_is_too_wide(places: Units) -> None:
    town = Area.objects.create(code="530129100", year=2026, name="柳溪镇", path="/1/")

    with nothing_changes(), pytest.raises(NotAllowed, match="范围太大"):
        actions.declare(
            interest=Interest(area=town), until=None, by=person(Role.HANDLER, places.roads)
        )


def test_only_whoever_declared_it_ends_it(places: Units) -> None:
    by, head = person(Role.HANDLER, places.roads), person(Role.SUPERVISOR, places.county)
    stake = declared(by)

    with nothing_changes(), pytest.raises(NotAllowed, match="只能由申报人"):
        actions.end_stake(stake=stake, by=head, now=later(days=1))
    actions.end_stake(stake=stake, by=by, now=later(days=1))
    with nothing_changes(), pytest.raises(NotAllowed, match="已经结束"):
        actions.end_stake(stake=stake, by=by, now=later(days=1))
    assert not Stake.objects.standing(later(days=1).date()).exists()


def test_on_its_last_day_it_still_counts(places: Units) -> None:
    day = later(days=3).date()
    by = person(Role.HANDLER, places.roads)
    declared(by, until=day)
    touched.forget()

    assert {one.user for one in touched.touched(f"{FIRM}的车", today=day)} == {by.pk}
    assert not touched.touched(f"{FIRM}的车", today=later(days=4).date())


def test_an_interest_is_in_one_thing(places: Units) -> None:
    by = person(Role.HANDLER, places.roads)

    with pytest.raises(IntegrityError), transaction.atomic():
        Stake.objects.create(user=by, kind="unit", declared_at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stake.objects.create(
            user=by, kind="words", words=b"x", unit=places.water, declared_at=MORNING
        )


def test_names_are_read_again_after_a_while(places: Units, monkeypatch: pytest.MonkeyPatch) -> None:
    today = MORNING.date()
    assert not touched.touched("万俟长庚没来", today=today)
    person(Role.HANDLER, places.roads, name="万俟长庚")

    assert not touched.touched("万俟长庚没来", today=today)
    monkeypatch.setattr(touched.time, "monotonic", lambda: 1e12)
    assert touched.touched("万俟长庚没来", today=today)
