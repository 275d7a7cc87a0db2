"""What tells who somebody is gets masked, and what does not stays to be read."""

import pytest

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
