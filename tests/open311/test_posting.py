"""A posted request is registered like any other voice; what is refused leaves nothing behind."""

import json

import pytest

from sanwen.core import codes, throttle
from sanwen.core.throttle import CALLS
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs.actions import end_key, make_key
from sanwen.deliver.matters.models import Matter
from sanwen.integrity.vault.models import Contact, Openness, Way
from sanwen.listen.voices.actions import code_hash
from sanwen.listen.voices.models import Channel, Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area
from tests.factories.people import person
from tests.factories.places import Units, units
from tests.open311.county import Geo, refusal, subjects

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[104, 30], [105, 30], [105, 31], [104, 31]]]}


@pytest.fixture
def county() -> Units:
    return units()


@pytest.fixture
def administrator(county: Units) -> User:
    return person(Role.ADMINISTRATOR, county.county)


@pytest.fixture
def geo(county: Units, administrator: User) -> Geo:
    subjects()
    return Geo(key=make_key(name="市民应用", unit=county.desk, by=administrator)[1])


def nothing_was_written() -> bool:
    return not (Voice.objects.exists() or Matter.objects.exists() or Contact.objects.exists())


def test_a_request_is_a_voice_and_the_code_is_in_the_notice(geo: Geo, county: Units) -> None:
    answer = geo.post(
        address_string="石桥村口", first_name="某", last_name="王", email="w@example.org"
    )

    (told,) = json.loads(answer.content)
    voice, matter = Voice.objects.get(), Matter.objects.get()
    assert answer.status_code == 200
    assert list(told) == ["service_request_id", "service_notice", "account_id"]
    assert (told["service_request_id"], told["account_id"]) == (matter.ref, None)
    assert (voice.text, voice.place, voice.channel) == ("路灯坏了。", "石桥村口", Channel.API)
    assert voice.registered_by == ApiKey.objects.get().actor_ref
    assert voice.source == "Open311 0201 路灯"
    assert matter.received_by == county.desk
    code = next(word.rstrip(".") for word in told["service_notice"].split() if word.count("-") == 2)
    assert codes.is_valid(code)
    assert bytes(voice.code_hash or b"") == code_hash(code)


def test_the_answer_in_xml_has_the_same_fields(geo: Geo) -> None:
    answer = geo.post(form="xml")

    assert answer.content.startswith(
        b'<?xml version="1.0" encoding="utf-8"?>\n<service_requests><request><service_request_id>M-'
    )
    assert b"<account_id/>" in answer.content


def test_who_leaves_an_address_is_written_to_and_attributes_say_otherwise(geo: Geo) -> None:
    geo.post(email="w@example.org")
    assert Contact.objects.get().wishes == Way.EMAIL

    geo.post(
        **{
            "description": "井盖没了。",
            "phone": "13900000001",
            "attribute[wishes]": "phone",
            "attribute[openness]": "open",
        }
    )
    latest = Contact.objects.latest("pk")
    assert (latest.wishes, latest.openness) == (Way.PHONE, Openness.OPEN)


def test_a_picture_is_kept_as_words_and_never_fetched(geo: Geo) -> None:
    """Sockets are blocked in tests: to fetch it would fail."""
    geo.post(media_url="http://127.0.0.1/secret.jpg")

    assert Voice.objects.get().text == "路灯坏了。\nmedia_url: http://127.0.0.1/secret.jpg"


def test_a_point_finds_the_area_and_is_not_kept(geo: Geo) -> None:
    area = Area.objects.create(
        code="510000001", year=2025, name="柳溪镇", path="/1/", geometry=json.dumps(SQUARE)
    )

    geo.post(lat="30.5", long="104.5")

    voice = Voice.objects.get()
    assert voice.area == area
    assert not any("104.5" in str(value) for value in vars(voice).values())


def test_a_point_outside_all_outlines_finds_none(geo: Geo) -> None:
    geo.post(lat="1", long="2")

    assert Voice.objects.get().area is None


def test_sent_twice_under_one_key_it_is_one_request(geo: Geo) -> None:
    first, second = geo.post(idempotency="abcdefgh"), geo.post(idempotency="abcdefgh")

    assert first.content == second.content
    assert Voice.objects.count() == 1
    assert "used before" in refusal(geo.post(idempotency="abcdefgh", description="别的事。"), 409)


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"service_code": "-"}, 400, "service_code"),
        ({"service_code": "nothing"}, 404, "nothing"),
        ({"description": "-"}, 400, "description"),
        ({"description": "   "}, 400, "description"),
        ({"description": "长" * 20_001}, 400, "20000"),
        ({"address_string": "长" * 201}, 400, "200"),
        ({"address_id": "999999"}, 400, "address_id"),
        ({"lat": "north", "long": "1"}, 400, "degrees"),
        ({"lat": "nan", "long": "1"}, 400, "degrees"),
        ({"lat": "91", "long": "1"}, 400, "degrees"),
        ({"phone": "12"}, 400, ""),
        ({"email": "nobody"}, 400, ""),
        ({"attribute[colour]": "red"}, 400, "colour"),
        ({"attribute[wishes]": "pigeon"}, 400, "keys"),
        ({"attribute[wishes]": "phone"}, 400, "telephone"),
        ({"attribute[openness]": "anonymous", "email": "w@example.org"}, 400, "anonymous"),
        ({"jurisdiction_id": "elsewhere.example"}, 404, "jurisdiction_id"),
        ({"idempotency": "short"}, 400, "Idempotency-Key"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_is_written(
    geo: Geo, given: dict[str, str], status: int, words: str
) -> None:
    assert words in refusal(geo.post(**given), status)
    assert nothing_was_written()


def test_without_a_live_key_nothing_is_taken_in(geo: Geo, administrator: User) -> None:
    refusal(geo.post(api_key="-"), 403)
    refusal(geo.post(api_key="sanwen_wrong"), 403)

    end_key(key=ApiKey.objects.get(), by=administrator)

    refusal(geo.post(), 403)
    assert nothing_was_written()


def test_a_program_that_runs_wild_is_told_to_wait(
    geo: Geo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "note", lambda *_given, **_named: CALLS.tries + 1)

    answer = geo.post()

    refusal(answer, 429)
    assert answer.headers["Retry-After"] == "600"
    assert nothing_was_written()
