"""What is pointed out about an answer: each check by one line that has it and one that has not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.answers import CODES, Draft, checks, plainer

GOOD = (
    "您好。11月20日我们到现场检查，确认路灯的线路断了两处，依据《城市道路照明设施管理规定》由市政维修。"
    "11月26日前修好，修好后当天给您打电话。不同意这个答复，可以在30日内向县政府申请复查。"
)
GOOD_EN = (
    "We inspected the street light on 20 November and found the cable broken in two places. "
    "Under the lighting regulation the road office repairs it by 26 November. If you disagree, "
    "you can ask for a review within thirty days."
)


def codes(*replies: str, asked: tuple[str, ...] = ("路灯何时修好？",), **more: object) -> set[str]:
    return {one.code for one in checks(asked, Draft(replies, **more))}  # type: ignore[arg-type]


@pytest.mark.parametrize("reply", [GOOD, GOOD_EN])
def test_a_good_answer_has_nothing_pointed_out(reply: str) -> None:
    assert codes(reply) == set()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("已处理。", "short"),
        ("Done.", "short"),
        ("您反映的问题已转交相关部门办理，请耐心等待。", "away"),
        ("请您向物业公司反映。", "away"),
        ("Please contact the housing office.", "away"),
        ("我们很关心这件事。", "no_ground"),
        ("会修的。", "no_date"),
        ("会修的。", "no_remedy"),
        ("这不归我们管。", "cold"),
        ("你应该自己先看看通知。", "cold"),
        ("此事已多次告知，请勿再投诉。", "cold"),
        ("你这是无理取闹。", "cold"),
        ("This is not our problem.", "cold"),
        ("我们高度重视，将妥善处理。", "hard_words"),
        ("We will expedite it in due course.", "hard_words"),
    ],
)
def test_each_lack_is_named(reply: str, code: str) -> None:
    assert code in codes(reply)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("请到县政务大厅3号窗口咨询，电话0000-0000000，周一到周五。", "away"),
        ("若双方无法自行解决，我们来调解。", "cold"),
        ("驾驶人要学安全常识。", "cold"),
    ],
)
def test_a_way_to_go_and_a_quoted_word_are_no_lack(reply: str, code: str) -> None:
    assert code not in codes(reply)


def test_a_signature_is_no_date() -> None:
    assert "no_date" in codes("我们会去修理这盏灯的，请放心。2026年3月10日")


def test_fields_of_their_own_count() -> None:
    found = codes("灯已经修好了。", ground="《条例》第三条", remedy="可以申请复查。", dated=True)

    assert not found & {"no_ground", "no_date", "no_remedy"}


def test_an_item_without_a_reply_is_named() -> None:
    asked = ("路灯何时修好？", "能否先装临时灯？")
    found = checks(asked, Draft([GOOD, ""]))

    assert [one.because for one in found if one.code == "unanswered"] == [(asked[1],)]


def test_the_same_sentence_for_everything_is_named() -> None:
    assert "same_for_all" in codes("已转办。", "已转办！", asked=("路灯？", "水压？"))


def test_what_one_block_does_not_touch_is_named() -> None:
    asked = ("请问路灯何时修好？", "公交车能否延到石桥村？")

    found = checks(asked, Draft([GOOD]))

    assert [one.because for one in found if one.code == "unanswered"] == [(asked[1],)]


def test_three_things_in_one_block_are_named() -> None:
    assert "one_block" in codes(GOOD, asked=("灯？", "路？", "水？"))


def test_how_many_are_nearly_the_same_is_counted() -> None:
    others = [GOOD.replace("11月20日", f"{month}月2日") for month in (3, 5, 7)]

    found = checks(("路灯何时修好？",), Draft([GOOD]), others=[*others, "水压的事另行答复。"])

    assert [one.because for one in found if one.code == "like_others"] == [("3", "4")]


def test_one_like_answer_is_no_habit() -> None:
    found = checks(("路灯？",), Draft([GOOD]), others=[GOOD])

    assert "like_others" not in {one.code for one in found}


def test_hard_words_come_with_plain_ones_in_their_order() -> None:
    words = [(one.word, one.instead) for one in plainer("现将统筹考虑，尽快予以整改到位")]

    assert [word for word, _ in words] == ["统筹考虑", "尽快", "予以", "整改到位"]
    assert all(instead for _, instead in words)


@given(st.lists(st.text(max_size=80), max_size=4), st.lists(st.text(max_size=80), max_size=4))
def test_any_answer_can_be_looked_at(asked: list[str], replies: list[str]) -> None:
    found = [one.code for one in checks(asked, Draft(replies), others=replies)]

    assert found == sorted(found, key=CODES.index)
