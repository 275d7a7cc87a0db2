"""Groups that may be one matter: cautious, of one place, the same in any order."""

import random

from sanwen.methods import gathering
from sanwen.methods.duplicates import Item
from sanwen.methods.gathering import groups

LAMPS = ("石桥村口的路灯坏了半个月，晚上看不见路", "石桥村村口路灯不亮，晚上看不见路，坏了半个月")
ALIKE = "村口路灯坏了，晚上看不见，请来修一修"
OTHERS = (
    "医保报销跑了三次还没有办完，窗口说缺材料",
    "公交车最近总是不按时来，老人等了一个小时",
    "河边有人倒垃圾，气味很大，没有人管",
    "电动车在楼道里充电，怕着火",
)


def items(*texts: str, place: str = "") -> list[Item]:
    return [Item(at, text, place=place) for at, text in enumerate(texts, start=1)]


def test_alike_ones_are_one_group_with_what_they_share() -> None:
    (group,) = groups(items(*LAMPS, *OTHERS))

    assert group.keys == (1, 2)
    assert group.alike > 0.3
    assert group.shared


def test_nothing_alike_nothing_proposed() -> None:
    assert groups(items(*OTHERS)) == []
    assert groups(items(LAMPS[0])) == []
    assert groups([]) == []


def test_like_words_of_two_places_are_two_matters() -> None:
    here, there = items(LAMPS[0], place="/1/2/")[0], Item(2, ALIKE, place="/1/3/")
    around = [Item(9 + at, text) for at, text in enumerate(OTHERS)]

    assert groups([here, there, *around]) == []
    assert groups([here, Item(2, ALIKE, place="/1/2/"), *around])[0].keys == (1, 2)


def test_nearly_the_same_words_count_even_where_the_places_differ() -> None:
    here, there = Item(1, LAMPS[0], place="/1/2/"), Item(2, LAMPS[0], place="/1/3/")
    around = [Item(9 + at, text) for at, text in enumerate(OTHERS)]

    assert groups([here, there, *around])[0].keys == (1, 2)


def test_a_chain_of_half_alike_ones_is_not_one_group() -> None:
    parts = ["甲乙丙丁戊己", "庚辛壬癸子丑", "寅卯辰巳午未", "申酉戌亥天地", "玄黄宇宙洪荒"]
    chain = [Item(at, a + b) for at, (a, b) in enumerate(zip(parts, parts[1:], strict=False))]

    assert all(len(group.keys) < 4 for group in groups(chain))


def test_the_order_of_the_items_makes_no_difference() -> None:
    many = [Item(at, text + str(at % 3)) for at, text in enumerate((*LAMPS, *OTHERS) * 4)]
    mixed = random.Random(1).sample(many, len(many))

    assert groups(mixed) == groups(many)


def test_a_heap_too_large_to_compare_whole_is_cut_first(monkeypatch) -> None:
    monkeypatch.setattr(gathering, "HEAP", 3)
    many = [Item(at, LAMPS[0]) for at in range(3)] + [Item(9 + at, LAMPS[1]) for at in range(3)]

    assert {group.keys for group in groups(many)} == {(0, 1, 2), (9, 10, 11)}
