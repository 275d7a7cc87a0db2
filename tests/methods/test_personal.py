"""What tells who somebody is gets masked, and what does not stays to be read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.personal import ENGLISH, Kind, find, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800138000", "电话〔电话号码〕"),
        ("打138 0013 8000找我", "打〔电话号码〕找我"),
        ("座机0731-84220000转801", "座机〔电话号码〕"),
        ("身份证430102199001011234", "身份证〔身份证号〕"),
        ("我叫张建国，住在幸福小区", "我叫〔姓名〕，住在幸福小区"),
        ("王女士和李大爷", "〔姓名〕女士和〔姓名〕大爷"),
        ("幸福小区3栋2单元501室漏水", "幸福小区〔门牌号〕漏水"),
        ("车牌湘A12345", "车牌〔车牌号〕"),
    ],
)
def test_what_tells_who_somebody_is_is_masked(text: str, shown: str) -> None:
    assert masked(text).text == shown


@pytest.mark.parametrize("text", ["拨打12345热线", "提高老师待遇", "一共3栋楼", "地铁3号线停运"])
def test_what_tells_nothing_stays(text: str) -> None:
    assert find(text) == []


def test_a_published_number_stays_visible() -> None:
    assert find("请致电0731-84220000", keep=["0731 8422 0000"]) == []


def test_the_label_speaks_the_readers_language() -> None:
    assert masked("call 13800138000", labels=ENGLISH).text == "call [phone number]"


def test_names_can_be_left_out() -> None:
    found = find("我叫张建国，电话13800138000", names=False)

    assert [mark.kind for mark in found] == [Kind.PHONE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一三八零零幺三八零零零", Kind.PHONE),
        ("１３８００１３８０００", Kind.PHONE),
        ("1 3 8 0 0 1 3 8 0 0 0", Kind.PHONE),
        ("+852 9123 4567", Kind.PHONE),
        ("call 07700 900123", Kind.PHONE),
        ("(203) 555-0123", Kind.PHONE),
        ("座机84220000", Kind.PHONE),
        ("4301 0219 9001 0112 3x", Kind.ID),
        ("430102900101123", Kind.ID),
        ("6222 0202 0000 1234 562", Kind.CARD),
        ("zhang.san＠qq.com", Kind.EMAIL),
        ("微信号：zhangsan_88", Kind.ACCOUNT),
        ("QQ 12345678", Kind.ACCOUNT),
        ("京AD12345", Kind.PLATE),
        ("湘a12345", Kind.PLATE),
        ("护照号E12345678", Kind.DOCUMENT),
        ("司马相如先生", Kind.NAME),
        ("联系人：李四", Kind.NAME),
        ("张某说", Kind.NAME),
        ("my name is John Smith", Kind.NAME),
        ("解放路12号漏水", Kind.HOUSE),
        ("5-2-301漏水", Kind.HOUSE),
        ("Flat 4B, 12 Green Street", Kind.HOUSE),
        ("三棟二單元五零一室", Kind.HOUSE),
    ],
)
def test_each_kind_is_known_in_the_shapes_people_write(text: str, kind: Kind) -> None:
    assert [mark.kind for mark in find(text)][:1] == [kind]


def test_an_id_with_a_wrong_check_digit_is_masked_for_its_birth_date() -> None:
    (mark,) = find("430102199001011239")

    assert (mark.kind, mark.because) in {(Kind.ID, "birth-date"), (Kind.ID, "checksum")}


def test_a_number_that_proves_nothing_stays() -> None:
    assert find("工单20190712000138") == []


def test_a_published_number_of_another_city_is_another_number() -> None:
    assert find("010-84220000", keep=["0731-84220000"]) != []
    assert find("84220000转8", keep=["0731-84220000"]) == []


def test_who_is_named_once_is_masked_everywhere() -> None:
    shown = masked("老板厉良进欠薪。后来厉良进说没有钱。").text

    assert "厉良进" not in shown


def _digits(text: str) -> int:
    return sum(sign.isdecimal() for sign in text)


SIGNS = st.text(st.characters(codec="utf-8")) | st.text(
    "0123456789- 一二三王先生栋单元室〕〔号路@.aX湘"
)


@given(SIGNS)
def test_masking_again_changes_nothing(text: str) -> None:
    once = masked(text).text

    assert masked(once).text == once


@given(st.text("0123456789- 一二三王先生栋单元室号路aX湘電話") | st.text())
def test_marks_are_places_of_the_text_in_order_and_apart(text: str) -> None:
    found = find(text)

    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert _digits(masked(text).text) <= _digits(text)
