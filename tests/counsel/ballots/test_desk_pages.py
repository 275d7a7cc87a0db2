"""The desk prepares, publishes and counts; others find nothing or are told why not."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Voter
from sanwen.counsel.ballots.states import State
from sanwen.people.roles import Role
from tests.factories.ballots import AFTER, TODAY, ballot
from tests.factories.consultations import consultation
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
LIST = "/desk/ballots/"
FILE = (
    "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost;name\n"
    "a;60;路灯\nb;50;水渠\nVOTES\nvoter_id;age;vote\n" + "1;30;a\n" * 6 + "2;41;a,b\n"
)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(MORNING, tick=False):
        yield


def desk(role: Role, unit=None) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person(role, unit or units().desk))
    return client


def at(one: Ballot, rest: str = "") -> str:
    return f"{LIST}B-{one.pk}/{rest}"


def test_a_ballot_is_prepared_filled_and_published() -> None:
    unit = units().desk
    lead = desk(Role.UNIT_LEAD, unit)
    given = {
        "unit": unit.pk, "kind": "budget", "title": "二十万元怎么花", "summary": "由村民先说。",
        "who_decides": "村民会议", "shape": "approval", "most": 2, "budget": 200_000,
        "method": "equal-shares/add1", "identity": "cookie",
        "opens_on": TODAY.isoformat(), "closes_on": (TODAY + timedelta(days=9)).isoformat(),
    }  # fmt: skip

    page = lead.post(f"{LIST}new/", given)
    one = Ballot.objects.get()
    assert page.url == at(one)
    for title in ("路灯", "水渠"):
        lead.post(at(one, "options/"), {"title": title, "cost": 150_000})
    assert "Publish the list" in lead.get(at(one)).content.decode()
    lead.post(at(one, "do/publish/"))

    one.refresh_from_db()
    assert one.state == State.VOTING


def test_a_draft_without_money_comes_back() -> None:
    page = desk(Role.INTAKE).post(f"{LIST}new/", {"kind": "budget", "opens_on": "2026-03-20"})

    assert page.status_code == 422
    assert "Say how much money there is" in page.content.decode()
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("role", [Role.HANDLER, Role.ADMINISTRATOR])
def test_whoever_has_no_part_in_it_is_told_so(role: Role) -> None:
    assert desk(role).get(LIST).status_code == 403


def test_what_is_not_of_my_reach_is_not_there() -> None:
    one = ballot(units().desk, state=State.DRAFT)

    assert desk(Role.UNIT_LEAD, units().water).get(at(one)).status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR, Role.INTAKE])
@pytest.mark.parametrize("rest", ["do/publish/", "withdraw/"])
def test_whoever_may_not_is_refused_with_the_reason(role: Role, rest: str) -> None:
    one = ballot(state=State.DRAFT)
    client = desk(role, one.unit)

    with nothing_changes():
        page = client.post(at(one, rest), {"because": "没有钱。"})

    assert page.status_code == 403
    assert "The head of the unit or a leader does this" in page.content.decode()


def test_an_unknown_act_is_not_there() -> None:
    one = ballot()

    assert desk(Role.LEADER, one.unit).post(at(one, "do/undo/")).status_code == 404


def test_codes_are_shown_once_and_come_as_a_file() -> None:
    one = ballot(identity=Identity.CODE)
    clerk = desk(Role.INTAKE, one.unit)

    shown = clerk.post(at(one, "codes/"), {"many": 2})
    file = clerk.post(at(one, "codes/"), {"many": 3, "csv": "1"})

    assert shown.content.decode().count("<li>") >= 2
    assert len(file.content.decode().split()) == 4
    assert Voter.objects.count() == 5


def test_counting_waits_for_the_end_and_then_publishes() -> None:
    one = ballot()
    lead = desk(Role.UNIT_LEAD, one.unit)

    assert lead.post(at(one, "do/count/")).status_code == 403
    with time_machine.travel(AFTER, tick=False):
        late = desk(Role.UNIT_LEAD, one.unit)
        assert late.post(at(one, "do/count/")).status_code == 302

    one.refresh_from_db()
    assert one.state == State.COUNTED


def test_a_file_is_published_with_its_result_and_without_ages() -> None:
    unit = units().desk
    upload = SimpleUploadedFile("old.pb", FILE.encode())

    page = desk(Role.LEADER, unit).post(
        f"{LIST}import/", {"unit": unit.pk, "title": "旧", "source": "石桥村 2025", "file": upload}
    )

    one = Ballot.objects.get()
    assert page.url == f"/ballots/B-{one.pk}/"
    assert one.tally.result["winners"] == ["a"]
    public = Client().get(page.url)
    assert "石桥村 2025" in public.content.decode()
    assert "41" not in Client().get(f"/ballots/B-{one.pk}/slips.pb").content.decode()


def test_a_broken_file_is_refused_with_its_line() -> None:
    unit = units().desk
    upload = SimpleUploadedFile("old.pb", FILE.replace("b;50", "b;viel").encode())
    client = desk(Role.LEADER, unit)

    with nothing_changes():
        page = client.post(
            f"{LIST}import/", {"unit": unit.pk, "title": "旧", "source": "旧", "file": upload}
        )

    assert page.status_code == 422
    assert "Line 9" in page.content.decode()


def test_what_the_deputies_chose_is_published() -> None:
    one = ballot(kind=Kind.LIVELIHOOD)
    with time_machine.travel(AFTER, tick=False):
        lead = desk(Role.LEADER, one.unit)
        lead.post(at(one, "do/count/"))
        given = {"on": TODAY.isoformat(), "where": "县人大网站", "chosen": ["2"]}
        page = lead.post(at(one, "deputies/"), given)

    assert page.url == f"/ballots/B-{one.pk}/"
    assert "县人大网站" in Client().get(page.url).content.decode()


def form_of(unit, **more: object) -> dict[str, object]:
    return {
        "unit": unit.pk, "kind": "priority", "title": "先修哪条路", "summary": "由村民先说。",
        "who_decides": "村民会议", "shape": "approval", "most": 2, "method": "equal-shares/add1",
        "identity": "cookie", "opens_on": TODAY.isoformat(), "closes_on": TODAY.isoformat(), **more,
    }  # fmt: skip


def test_a_ballot_of_a_question_is_shown_there_and_leads_back() -> None:
    asked, unit = consultation(), units().desk
    lead = desk(Role.UNIT_LEAD, unit)
    offered = lead.get(f"{LIST}new/?for={asked.pk}").content.decode()
    assert f'<option value="{asked.pk}" selected>' in offered

    lead.post(f"{LIST}new/", form_of(unit, consultation_id=asked.pk))

    one = Ballot.objects.get()
    assert one.consultation == asked
    assert asked.question in lead.get(at(one)).content.decode()
    reader, page = Client(), f"/ask/{asked.ref}/"
    assert one.title not in reader.get(page).content.decode()
    Ballot.objects.update(state=State.VOTING, published_at=MORNING, published_by="staff:lead")
    assert f"/ballots/B-{one.pk}/" in reader.get(page).content.decode()
    assert page in reader.get(f"/ballots/B-{one.pk}/").content.decode()
    assert one.title in lead.get(f"/desk/asks/{asked.ref}/").content.decode()


def test_a_draft_that_is_changed_keeps_its_question() -> None:
    asked, unit = consultation(), units().desk
    one = ballot(unit, state=State.DRAFT, consultation=asked)

    page = desk(Role.UNIT_LEAD, unit).get(at(one, "change/")).content.decode()

    assert f'<option value="{asked.pk}" selected>' in page
