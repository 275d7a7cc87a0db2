"""Telephone numbers and addresses as people write them."""

import pytest
from django.utils import translation

from sanwen.integrity.vault.shapes import email_is_right, phone_is_right, plain_phone


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "+86 13800138000",
        "0086-13800138000",
        "8613800138000",
        "１３８００１３８０００",
        "0571-88886666",
        "(0812) 3334455",
        "0571-88886666转302",
        "88886666",
        "400-810-1234",
        "12345",
        "+852 2123 4567",
    ],
)
def test_numbers_people_really_write_are_right(text: str) -> None:
    assert phone_is_right(text)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("1380013800", "The mobile number is 1 digit short.", "手机号少了 1 位。"),
        ("138 0013", "The mobile number is 4 digits short.", "手机号少了 4 位。"),
        ("138001380001", "The mobile number is 1 digit too long.", "手机号多了 1 位。"),
        ("13800ABC000", "A telephone number has digits only.", "电话号码只能有数字。"),
        (
            "571",
            "Write a mobile number, or a landline number with its area code.",
            "请写手机号，或带区号的座机号。",
        ),
        ("", "A telephone number has digits only.", "电话号码只能有数字。"),
    ],
)
def test_what_is_wrong_is_said_without_blame(text: str, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert phone_is_right(text).reason == english
    with translation.override("zh-hans"):
        assert phone_is_right(text).reason == chinese


def test_the_same_number_is_written_one_way() -> None:
    forms = ["+86 (138) 0013-8000", "１３８ ００１３ ８０００", "0086 138.0013.8000"]
    assert {plain_phone(text) for text in forms} == {"13800138000"}


@pytest.mark.parametrize("text", ["a@b.cn", " Li.Wei+x@mail.example.com ", "ｌｉ@example.cn"])
def test_addresses_people_really_write_are_right(text: str) -> None:
    assert email_is_right(text)


@pytest.mark.parametrize("text", ["", "liwei.example.cn", "li@", "li wei@example.cn", "a@b@c.cn"])
def test_addresses_that_cannot_be_are_told(text: str) -> None:
    assert not email_is_right(text)
    assert email_is_right(text).reason
