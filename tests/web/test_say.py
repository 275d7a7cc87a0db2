"""The public form: from one box of words to a number, a code and a promise."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.core import codes
from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import OpenMatter, Voice
from sanwen.listen.voices.receipts import check
from tests.factories.matters import Cast

pytestmark = pytest.mark.django_db

LAMP = "石桥村口的路灯坏了半个月，晚上老人看不见路。"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def said(client: Client, **changes: str) -> str:
    """What the page of the receipt says after these words were sent."""
    form = {"text": LAMP, "openness": "confidential", "wishes": "code_only", "key": "k1"}
    return client.post(reverse("say"), form | changes, follow=True).content.decode()


def code_on(page: str) -> str:
    found = re.search(r'data-code="([^"]+)"', page)
    assert found
    return found[1]


def test_words_alone_are_enough_for_a_number_a_code_and_a_promise(cast, client):
    page = said(client)

    voice = Voice.objects.get()
    assert voice.text == LAMP
    assert codes.is_valid(code_on(page))
    assert voice.ref in page
    assert Matter.objects.get().first_due_on == voice.promised_on


def test_the_code_is_nowhere_in_the_database(cast, client):
    code = codes.normalise(code_on(said(client)))

    voice = Voice.objects.values().get()
    assert all(code not in str(value) for value in voice.values())


def test_the_same_form_sent_twice_is_one_voice_with_one_code(cast, client):
    first = code_on(said(client))
    second = code_on(said(client))

    assert first == second
    assert Voice.objects.count() == 1


def test_the_same_form_with_other_words_is_another_voice(cast, client):
    said(client)
    said(client, text=LAMP + "还有井盖也松了。")

    assert Voice.objects.count() == 2


def test_the_receipt_can_be_checked_by_anybody(cast, client):
    said(client)

    text = client.get(reverse("receipt_file")).content.decode()
    assert check(text).ok
    assert not check(text.replace("promised: 2", "promised: 3")).ok


@pytest.mark.parametrize("text", ["", "   ", "\x00\x00", "\u200b"])
def test_no_words_are_asked_for_kindly_and_nothing_is_written(cast, client, text):
    response = client.post(reverse("say"), {"text": text, "openness": "anonymous"})

    assert response.status_code == 422
    assert not Voice.objects.exists()


def test_too_many_words_stay_in_the_box(cast, client):
    long = "很长" * 100_000
    response = client.post(reverse("say"), {"text": long, "openness": "anonymous"})

    assert response.status_code == 422
    assert long in response.content.decode()
    assert not Voice.objects.exists()


@pytest.mark.parametrize("text", ["路", "👍🏽", "𠮷野家门口", "مرحبا كيف الحال", "abc\x00def"])
def test_any_words_of_any_script_are_taken(cast, client, text):
    said(client, text=text)

    assert Voice.objects.get().text == text.replace("\x00", "")


def test_who_is_anonymous_leaves_no_telephone(cast, client):
    response = client.post(
        reverse("say"),
        {"text": LAMP, "openness": "anonymous", "wishes": "phone", "phone": "13900000000"},
    )

    assert response.status_code == 422
    assert not Voice.objects.exists()


def test_a_short_telephone_number_is_told_by_how_much(cast, client):
    response = client.post(
        reverse("say"),
        {"text": LAMP, "openness": "confidential", "wishes": "phone", "phone": "1390000000"},
        headers={"accept-language": "en"},
    )

    assert "1 digit short" in response.content.decode()


def test_a_resident_may_add_their_voice_to_a_matter_in_hand(cast, client):
    said(client)
    matter = Matter.objects.get()
    OpenMatter.objects.create(
        ref=matter.ref, summary="石桥村口路灯不亮", state="registered", changed_at=matter.opened_at
    )

    said(client, text="我也走这条路，灯不亮。", key="k2", join=matter.ref)

    matter.refresh_from_db()
    assert matter.voices_count == 2
    assert Matter.objects.count() == 1


def test_a_matter_that_is_not_public_cannot_be_joined_from_outside(cast, client):
    said(client)

    said(client, text="我也走这条路，灯不亮。", key="k2", join=Matter.objects.get().ref)

    assert Matter.objects.count() == 2


def test_emergency_words_show_the_numbers_before_anything_is_sent(cast, client):
    from sanwen.listen.triage.actions import categories_changed
    from sanwen.listen.triage.models import Category

    Category.objects.create(code="gas", name="燃气", name_en="Gas", urgent_words=["煤气泄漏"])
    categories_changed()

    page = client.post(reverse("say_hints"), {"text": "我家楼下煤气泄漏，味道很大"})

    assert "119" in page.content.decode()


def test_a_connection_that_sends_without_end_is_asked_to_wait_and_keeps_its_words(
    cast, client, monkeypatch
):
    from dataclasses import replace

    from sanwen.core import throttle

    monkeypatch.setattr(throttle, "PUBLIC_FORM", replace(throttle.PUBLIC_FORM, tries=1))
    said(client)

    page = said(client, key="k2", text="第二件事")

    assert "第二件事" in page
    assert Voice.objects.count() == 1
