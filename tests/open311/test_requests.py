"""Requests are what everybody may read of matters, and nothing else of them."""

from datetime import datetime, timedelta

import pytest

from sanwen.deliver.matters.actions import opening
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.listen.voices.models import Channel, Voice
from tests.factories.matters import MORNING, Cast, matter, taken_in
from tests.open311.county import LINE, Geo, public, refusal, subjects

pytestmark = pytest.mark.django_db
REQUEST = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip
RANGE = {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-03-31T00:00:00Z"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def geo() -> Geo:
    return Geo()


def spans(now: datetime) -> dict[str, str]:
    return {
        "start_date": (now - timedelta(days=40)).isoformat(),
        "end_date": (now + timedelta(days=40)).isoformat(),
    }


def test_a_public_matter_is_a_request_with_all_fields(geo: Geo, cast: Cast) -> None:
    found = public(cast, category=subjects(), place="石桥村 5 号王某家", lead_unit=cast.units.roads)

    (told,) = geo.json("requests", **spans(MORNING))

    assert list(told) == REQUEST
    assert told["service_request_id"] == found.ref
    assert (told["status"], told["description"]) == ("open", LINE)
    assert (told["service_code"], told["service_name"]) == ("0201", "Street lamps")
    assert told["agency_responsible"] == "Roads"
    assert told["requested_datetime"] == f"{MORNING:%Y-%m-%d}T00:00:00+08:00"
    assert told["expected_datetime"] == f"{found.due_on}T00:00:00+08:00"
    assert all(told[name] is None for name in ("lat", "long", "zipcode", "media_url", "address"))


def test_xml_has_the_same_fields_and_empty_elements_for_what_is_not_known(
    geo: Geo, cast: Cast
) -> None:
    public(cast)

    root = geo.xml("requests", **spans(MORNING))

    assert root.tag == "service_requests"
    assert [one.tag for one in root] == ["request"]
    assert [one.tag for one in root[0]] == REQUEST
    assert root[0].findtext("lat") == ""


def test_words_place_and_contact_of_a_person_are_in_no_answer(geo: Geo, cast: Cast) -> None:
    found = public(cast, place="石桥村 5 号王某家")
    voice = Voice.objects.get()

    for form in ("json", "xml"):
        text = geo.get(f"requests/{found.ref}.{form}").content.decode()
        assert voice.text not in text
        assert "王某" not in text
        assert f"V-{voice.pk}" not in text


def test_a_matter_without_a_public_line_is_not_there(geo: Geo, cast: Cast) -> None:
    found = matter(cast)

    assert geo.json("requests", **spans(MORNING)) == []
    assert geo.json("requests", service_request_id=found.ref) == []
    refusal(geo.get(f"requests/{found.ref}.json"), 404)
    refusal(geo.get(f"tokens/{found.ref}.json"), 404)


def test_what_a_program_handed_in_shows_number_status_and_days_until_it_is_public(
    geo: Geo, cast: Cast
) -> None:
    found = matter(cast)
    Voice.objects.update(channel=Channel.API)

    (told,) = geo.json(f"requests/{found.ref}")

    assert told == {
        "service_request_id": found.ref,
        "status": "open",
        "requested_datetime": f"{MORNING:%Y-%m-%d}T00:00:00+08:00",
        "updated_datetime": None,
        "expected_datetime": f"{found.due_on}T00:00:00+08:00",
    }
    assert geo.json("requests", **spans(MORNING)) == []


def test_answered_is_open_until_the_resident_had_the_last_word(geo: Geo, cast: Cast) -> None:
    answered, closed = matter(cast, State.ANSWERED), matter(cast, State.CLOSED)
    Matter.objects.update(public_summary=LINE)

    told = {one["service_request_id"]: one for one in geo.json("requests", **spans(MORNING))}

    assert told[answered.ref]["status"] == "open"
    assert told[answered.ref]["status_notes"] == "answered"
    assert told[closed.ref]["status"] == "closed"
    assert told[closed.ref]["updated_datetime"]


def test_status_and_service_narrow_the_list(geo: Geo, cast: Cast) -> None:
    lamps = subjects()
    under = lamps.category_set.get()
    one, other = public(cast, category=under), matter(cast, State.CLOSED)
    Matter.objects.filter(pk=other.pk).update(public_summary=LINE, category=None)

    def refs(**given: str) -> list[str]:
        found = geo.json("requests", **spans(MORNING), **given)
        return [told["service_request_id"] for told in found]

    assert set(refs(status="open,closed")) == {one.ref, other.ref}
    assert refs(status="closed") == [other.ref]
    assert refs(service_code="0201") == [one.ref]
    assert refs(service_code="020101", status="open") == [one.ref]
    refusal(geo.get("requests.json", service_code="nothing"), 404)
    refusal(geo.get("requests.json", status="late"), 400)


def test_without_dates_the_last_ninety_days_are_told(geo: Geo, cast: Cast) -> None:
    public(cast)

    assert geo.json("requests") == [], "the tests' morning is long ago"
    assert len(geo.json("requests", start_date=f"{MORNING:%Y-%m-%d}T00:00:00Z")) == 1
    assert len(geo.json("requests", end_date=MORNING.isoformat())) == 1


def test_numbers_override_dates_and_unknown_ones_are_left_out(geo: Geo, cast: Cast) -> None:
    one, other = public(cast), public(cast, now=MORNING + timedelta(minutes=5))

    found = geo.json("requests", service_request_id=f"{one.ref}, {other.ref},M-999,abc", **RANGE)

    assert [told["service_request_id"] for told in found] == [other.ref, one.ref]


@pytest.mark.parametrize(
    "given",
    [
        {"start_date": "soon"},
        {"start_date": "2026-02-30"},
        {"start_date": "2025-01-01", "end_date": "2025-06-01"},
        {"start_date": "2025-02-01", "end_date": "2025-01-01"},
        {"start_date": "9999-12-31"},
        {"end_date": "0001-01-01"},
        {"start_date": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_dates_that_cannot_be_meant_are_refused(geo: Geo, given: dict[str, str]) -> None:
    refusal(geo.get("requests.json", **given), 400)


def test_the_list_goes_on_before_the_last_one(geo: Geo, cast: Cast) -> None:
    first, second = public(cast), public(cast, now=MORNING + timedelta(minutes=5))

    found = geo.json("requests", **spans(MORNING), before=second.ref)

    assert [told["service_request_id"] for told in found] == [first.ref]
    assert geo.json("requests", **spans(MORNING), before="M-999") == []


def test_a_token_leads_to_what_the_request_was_joined_to(geo: Geo, cast: Cast) -> None:
    into, joined = matter(cast), taken_in(cast, text="村口的灯又灭了。").matter
    Voice.objects.update(channel=Channel.API)
    opening.join(matter=joined, into=into, by=cast.clerk, now=MORNING + timedelta(hours=1))

    assert geo.json(f"tokens/{into.ref}") == [{"service_request_id": into.ref, "token": into.ref}]
    assert geo.json(f"tokens/{joined.ref}")[0]["service_request_id"] == into.ref
    assert geo.xml(f"tokens/{joined.ref}").findtext("request/token") == joined.ref
    refusal(geo.get("tokens/M-999.json"), 404)
    refusal(geo.get("tokens/V-1.json"), 404)


def test_signs_that_xml_cannot_hold_are_left_out(geo: Geo, cast: Cast) -> None:
    found = public(cast)
    Matter.objects.filter(pk=found.pk).update(public_summary="a<b> & \x0b“c”")

    root = geo.xml(f"requests/{found.ref}")

    assert root.findtext("request/description") == "a<b> & “c”"
