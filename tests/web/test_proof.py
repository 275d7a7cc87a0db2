"""Anybody can check a receipt on a page, with the words it is said to be for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanwen.core import keys
from sanwen.listen.voices.models import Voice
from sanwen.listen.voices.receipts import receipt
from tests.factories.matters import Cast, taken_in

pytestmark = pytest.mark.django_db

WORDS = "石桥村口的路灯坏了。\n晚上看不见路。"


@pytest.fixture
def given() -> str:
    taken_in(Cast(), text=WORDS)
    return receipt(Voice.objects.get())


def told(client: Client, text: str, words: str = "") -> str:
    return client.post("/receipt/", {"receipt": text, "words": words}).content.decode()


def test_a_receipt_of_ours_is_genuine(client, given):
    assert "notice done" in told(client, given)


def test_it_still_is_as_a_browser_sends_it(client, given):
    assert "notice done" in told(client, given.replace("\n", "\r\n"))


def test_a_changed_receipt_is_not(client, given):
    page = told(client, given.replace("number: V-", "number: V-9"))

    assert "notice done" not in page
    assert "notice wrong" in page


def test_the_same_words_are_told_from_other_words(client, given):
    assert "正是这些话" in told(client, given, WORDS.replace("\n", "\r\n"))
    assert "不是这些话" in told(client, given, WORDS + "！")


def test_nonsense_is_answered_calmly(client):
    assert "notice wrong" in told(client, "你好")


def test_a_file_can_be_checked_instead(client, given):
    page = client.post("/receipt/", {"file": SimpleUploadedFile("r.txt", given.encode())})

    assert "notice done" in page.content.decode()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"x" * 3_000_000], ids=list("abc"))
def test_another_file_is_answered_calmly(client, content):
    page = client.post("/receipt/", {"file": SimpleUploadedFile("r.txt", content)})

    assert page.status_code == 200
    assert "notice wrong" in page.content.decode()


def test_it_says_whether_the_records_still_agree(client, given):
    with_words = told(client, given)
    signed_for_another = Voice(**{**Voice.objects.values().get(), "id": 999_999})

    assert "我们的记录里仍有这条来件" in with_words
    assert "我们的记录里没有这条来件" in told(client, receipt(signed_for_another))


def test_a_receipt_shown_twice_opens_nothing(client, given):
    before = Voice.objects.values().get()

    told(client, given)
    told(client, given)

    assert Voice.objects.values().get() == before
    assert WORDS.splitlines()[0] not in told(client, given)


def test_the_key_is_published_with_a_way_to_use_it(client):
    page = client.get("/receipt/key/").content.decode()

    assert keys.public_key("receipt") in page
    assert "Ed25519PublicKey" in page
