"""Urgency is of the event: one line each, in both languages, and the tone changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.urgency import THRESHOLD, Urgency, urgency
from sanwen.methods.urgency_signs import LANGUAGES, numbers, table

URGENT = [
    ("家里煤气泄漏了，味道很大", "gas"),
    ("三号楼楼道里着火了，电线在冒烟", "fire"),
    ("路口的高压线断落在人行道上，没人管", "power"),
    ("下大雨，屋后的山体滑坡，房子摇摇欲坠", "collapse"),
    ("人行道的井盖不见了，昨晚有老人掉进去", "falling"),
    ("小区停水三天了，老人孩子没水喝", "cutoff"),
    ("我们村昨晚起停电，到现在还没来电", "cutoff"),
    ("唯一出村的路被冲断，车辆无法通行", "cutoff"),
    ("电梯又关人了，孩子被困在电梯里半小时", "lift"),
    ("隔壁的男人每天殴打孩子，昨晚又打", "violence"),
    ("我七十岁的父亲走失两天了", "missing"),
    ("我真的不想活了，没有人能帮我", "despair"),
    ("幼儿园有二十个孩子食物中毒，正在抢救", "poison"),
    ("助学金申请明天截止，窗口不收材料", "deadline"),
    ("路口的紅綠燈壞了三天，昨晚又撞車", "traffic"),
    ("There is a gas leak in our building", "gas"),
    ("A power line is down on Elm Street right now", "power"),
    ("No water in the whole village since yesterday", "cutoff"),
    ("An open manhole outside the school, a child fell in today", "falling"),
    ("My grandmother is trapped in the lift", "lift"),
    ("I want to die, nobody helps me", "despair"),
    ("The deadline for the school form is tomorrow", "deadline"),
]
CALM = [
    "从火车站到火锅店的公交车太少",
    "如果发生火灾，消防车进不来",
    "建议给老小区加装电梯",
    "咨询一下燃气开户费是多少",
    "去年的停水问题已经解决，谢谢",
    "水电工上门收费太贵",
    "强烈要求公开账目！！！不解决我就去省里反映！",
    "广场舞太吵，天天睡不好",
    "请问危房改造补助怎么申请",
    "希望在河边建一个公园",
    "这套房子跳楼价卖给了别人，要求退定金",
    "Please plant more trees in the park",
    "How do I apply for a parking permit",
    "The music next door is too loud every night",
    "If there were a fire, nobody could get out",
    "",
]


@pytest.mark.parametrize(("text", "kind"), URGENT)
def test_what_cannot_wait_is_told_with_its_kind_its_number_and_its_words(
    text: str, kind: str
) -> None:
    found = urgency(text)

    assert found.urgent
    assert kind in found.kinds
    assert set(numbers()[kind]) <= set(found.numbers)
    assert found.because


@pytest.mark.parametrize("text", CALM)
def test_fears_wishes_the_past_and_anger_are_not_urgent(text: str) -> None:
    assert not urgency(text).urgent


def test_nothing_found_is_nothing_said() -> None:
    assert urgency("谢谢你们") == Urgency()


@pytest.mark.parametrize("text", [text for text, _kind in URGENT] + CALM)
@given(marks=st.integers(1, 20), sign=st.sampled_from("!！"))
def test_exclamation_marks_change_nothing(text: str, marks: int, sign: str) -> None:
    assert urgency(text + sign * marks) == urgency(text)


@pytest.mark.parametrize("tone", ["强烈要求", "坚决要求", "急急急", "十万火急", "强烈谴责"])
@pytest.mark.parametrize("text", [text for text, _kind in URGENT] + CALM)
def test_the_tone_changes_nothing(text: str, tone: str) -> None:
    assert urgency(f"{tone}{text}") == urgency(text)


@pytest.mark.parametrize("threat", ["不解决我就去北京上访。", "我要找记者曝光你们。"])
def test_a_threat_to_go_higher_makes_nothing_urgent(threat: str) -> None:
    assert not urgency(f"路灯不亮。{threat}").urgent


@pytest.mark.parametrize(
    ("real", "supposed"),
    [
        ("楼道里着火了", "万一楼道里着火了怎么办"),
        ("小区停水三天了", "担心小区又会停水"),
        ("电线断落在路上", "以前电线断落过，已经修好"),
    ],
)
def test_what_is_feared_or_over_weighs_less_than_what_is(real: str, supposed: str) -> None:
    assert urgency(supposed).p < urgency(real).p


def test_wide_and_traditional_signs_read_the_same() -> None:
    assert urgency("小區停電三天了，沒有水用").p == urgency("小区停电三天了,没有水用").p


@given(st.text(max_size=300))
def test_any_text_is_read_and_the_threshold_decides(text: str) -> None:
    found = urgency(text)

    assert 0 <= found.p <= 1
    assert found.urgent == (found.p >= THRESHOLD) or abs(found.p - THRESHOLD) < 0.001
    assert len(found.because) <= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_numbers_and_every_sign_its_reason(language: str) -> None:
    for sign in table(language).signs:
        assert sign.kind in numbers()
        assert sign.why
