"""The API as a program of another body meets it: every answer, and every way to be refused."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sanwen.api.v1 import api
from sanwen.core import codes, throttle
from sanwen.core.throttle import CALLS, WRONG_CODES
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs.actions import end_key, make_key
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.vault.models import Contact
from sanwen.listen.voices.models import Channel, Voice
from sanwen.listen.voices.receipts import check
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, taken_in
from tests.factories.people import person
from tests.factories.places import Units, units

pytestmark = pytest.mark.django_db

SNAPSHOT = Path(__file__).with_name("openapi.json")
WORDS = "石桥村口的路灯坏了半个月。"


class Program:
    """Speaks to the API the way curl does: no cookies, no referer."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.client = Client(enforce_csrf_checks=True)

    def post(
        self, path: str, body: Any, *, idempotency: str | None = "abcdefgh", **more: str
    ) -> Any:
        headers = {"Accept-Language": "en", **more}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        if idempotency is not None:
            headers["Idempotency-Key"] = idempotency
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            f"/api/v1/{path}", data, content_type="application/json", headers=headers
        )

    def says(self, text: str = WORDS, **more: Any) -> Any:
        return self.post("voices", {"text": text, **more})


@pytest.fixture
def county() -> Units:
    return units()


@pytest.fixture
def administrator(county: Units) -> User:
    return person(Role.ADMINISTRATOR, county.county)


@pytest.fixture
def program(county: Units, administrator: User) -> Program:
    return Program(make_key(name="热线平台", unit=county.desk, by=administrator)[1])


def refused(answer: Any, status: int, error: str) -> str:
    """The reason, after showing that the answer has our one shape and nothing was written."""
    assert answer.status_code == status, answer.content
    body = answer.json()
    assert (body["ok"], body["error"]) == (False, error)
    assert set(body) == {"ok", "error", "reason"}
    assert not Voice.objects.exists()
    assert not Contact.objects.exists()
    return str(body["reason"])


def test_a_voice_is_registered_with_number_code_and_receipt(
    program: Program, county: Units
) -> None:
    answer = program.says(
        place="石桥村口",
        said_at="2025-03-01T09:32:09+08:00",
        contact={"name": "王某", "phone": "13900000001", "wishes": "phone"},
    )

    assert answer.status_code == 201
    body = answer.json()
    voice = Voice.objects.get()
    assert (voice.text, voice.place, voice.channel) == (WORDS, "石桥村口", Channel.API)
    assert voice.registered_by == ApiKey.objects.get().actor_ref
    assert voice.said_at.isoformat() == "2025-03-01T01:32:09+00:00"
    assert body["number"] == voice.ref
    assert codes.is_valid(body["code"])
    assert check(body["receipt"]).ok
    assert body["promised_on"] == voice.promised_on.isoformat()
    matter = Matter.objects.get()
    assert body["matter"] == {
        "number": matter.ref,
        "state": "registered",
        "state_words": "registered",
    }
    assert (matter.received_by, body["running"]) == (county.desk, False)


def test_the_same_call_again_is_the_same_voice(program: Program) -> None:
    first, second = program.says(), program.says()

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Voice.objects.count() == 1


def test_the_same_key_with_other_words_is_refused_and_nothing_changes(program: Program) -> None:
    program.says()

    answer = program.says("另一件事。")

    assert (answer.status_code, answer.json()["error"]) == (409, "key_was_used")
    assert list(Voice.objects.values_list("text", flat=True)) == [WORDS]


def test_the_keys_of_two_programs_do_not_meet(
    program: Program, county: Units, administrator: User
) -> None:
    other = Program(make_key(name="另一个", unit=county.town, by=administrator)[1])

    codes_given = {program.says().json()["code"], other.says().json()["code"]}

    assert len(codes_given) == Voice.objects.count() == 2


def test_a_voice_needs_nothing_but_its_words(program: Program) -> None:
    assert program.says("修").status_code == 201
    assert Voice.objects.get().contact.held == []


@pytest.mark.parametrize(
    "text",
    ["🚧🚦", "𠮷野家", "שלום مرحبا", "a" * 20_000, "灯\u0000坏了"],
    ids=["emoji", "rare", "right-to-left", "long", "nul"],
)
def test_all_kinds_of_words_are_taken(program: Program, text: str) -> None:
    assert program.says(text).status_code == 201
    assert Voice.objects.get().text == text.replace("\0", "")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "“text” is missing"),
        ({"text": ""}, "no words"),
        ({"text": " \u0000\n"}, "no words"),
        ({"text": "长" * 200_000}, "200000"),
        ({"text": 5}, "“text” has the wrong form"),
        ({"text": "停水", "colour": "red"}, "“colour” is not known"),
        ({"text": "停水", "place": "东" * 201}, "200"),
        ({"text": "停水", "said_at": "昨天"}, "“said_at” has the wrong form"),
        ({"text": "停水", "contact": {"phone": "139000"}}, "digits short"),
        ({"text": "停水", "contact": {"email": "wang"}}, "no @"),
        ({"text": "停水", "contact": {"wishes": "phone"}}, "leave a telephone number"),
        ({"text": "停水", "contact": {"wishes": "pigeon"}}, "contact.wishes"),
        ({"text": "停水", "contact": {"openness": "anonymous", "name": "王"}}, "anonymous"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_right_is_said_in_words(program: Program, body: Any, words: str) -> None:
    assert words.lower() in refused(program.post("voices", body), 422, "invalid").lower()


@pytest.mark.parametrize("body", ["", "{", b"\xff\xfe\x00", "[1]", '"text"', "\x00"])
def test_what_is_no_json_is_refused(program: Program, body: Any) -> None:
    answer = program.post("voices", body)

    refused(answer, answer.status_code, answer.json()["error"])
    assert answer.status_code in (400, 422)


def test_a_body_of_five_megabytes_is_refused(program: Program) -> None:
    refused(program.says("长" * 2_000_000), 413, "too_large")


@pytest.mark.parametrize("key", [None, "", "short", "k" * 201], ids=list("abcd"))
def test_an_idempotency_key_is_needed(program: Program, key: str | None) -> None:
    reason = refused(program.post("voices", {"text": WORDS}, idempotency=key), 422, "invalid")

    assert "Idempotency-Key" in reason


@pytest.mark.parametrize("key", ["", "sanwen_wrong", "Basic abc"])
def test_without_a_live_key_nothing_is_handed_in(county: Units, key: str) -> None:
    refused(Program(key).says(), 401, "no_key")


def test_an_ended_key_hands_in_nothing(program: Program, administrator: User) -> None:
    end_key(key=ApiKey.objects.get(), by=administrator)

    refused(program.says(), 401, "no_key")


def test_a_session_is_no_key(county: Units, client: Client) -> None:
    client.force_login(person(Role.INTAKE, county.desk))

    answer = client.post("/api/v1/voices", {"text": WORDS}, content_type="application/json")

    refused(answer, 401, "no_key")


def test_refusals_speak_the_language_of_the_request(program: Program) -> None:
    answer = program.post("voices", {}, **{"Accept-Language": "zh-CN,zh;q=0.9"})

    assert answer.json()["reason"] == "缺少“text”。"


def test_a_program_that_calls_without_end_is_asked_to_wait(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "note", lambda *given, **more: CALLS.tries + 1)

    answer = program.says()

    refused(answer, 429, "too_many")
    assert answer["Retry-After"] == "600"


def looked_up(code: str) -> Any:
    return Program("").post("lookup", {"code": code}, idempotency=None)


def test_a_matter_is_told_by_its_code(program: Program) -> None:
    made = program.says().json()

    body = looked_up(made["code"].lower().replace("-", " ")).json()

    assert (body["ok"], body["number"], body["matter"]) == (True, made["number"], made["matter"])
    assert body["promised_on"] == body["first_promised_on"] == made["promised_on"]
    assert [step["words"] for step in body["timeline"]] == [
        "We have your message and gave it a number."
    ]
    assert (body["late"], body["answered"]) == (False, False)


def test_what_became_of_it_is_told_without_the_answer_itself() -> None:
    cast = Cast()
    code = taken_in(cast).code
    found = Matter.objects.get()
    assert code is not None
    for state in (State.ANSWERED,):
        other = matter(cast, state)
        Matter.objects.filter(pk=found.pk).update(state=other.state, lead_unit=other.lead_unit)

    body = looked_up(code).json()

    assert body["matter"]["state"] == "answered"
    assert "answer" not in body


@pytest.mark.parametrize(
    "code", ["", "x", "AAAA-AAAA-AAAA", "𠮷" * 12, "7" * 5000], ids=list("abcde")
)
def test_wrong_and_unknown_codes_are_answered_alike(county: Units, code: str) -> None:
    unknown = codes.make(b"0123456789abcdef")

    wrong, missing = looked_up(code), looked_up(unknown)

    assert wrong.status_code == missing.status_code == 404
    assert wrong.json() == missing.json()


def test_after_twenty_wrong_codes_the_right_one_says_no_more_than_a_wrong_one(
    program: Program,
) -> None:
    code = program.says().json()["code"]
    for _ in range(20):
        last = looked_up("AAAA-AAAA-AAAA")

    right = looked_up(code)

    assert last.status_code == right.status_code == 429
    assert last.json() == right.json()
    assert WRONG_CODES.window == timedelta(minutes=10)


def test_there_is_no_other_page_below_the_api(client: Client) -> None:
    for path in ("/api/v1/", "/api/v1/docs", "/api/v1/matters/M-1"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["ok"]) == (404, False)


def test_the_document_is_the_one_that_was_agreed(client: Client) -> None:
    """To agree to a change, delete the file and run this: it is written anew."""
    served = client.get("/api/v1/openapi.json").json()
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(
            json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8"
        )

    assert served == json.loads(SNAPSHOT.read_text("utf-8"))
    assert {path.split("/")[3] for path in served["paths"]} == {
        *("voices", "lookup", "consultations", "ballots", "rates", "promises", "surveys")
    }
