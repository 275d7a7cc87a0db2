"""The index of many matters: the same answers as comparing one by one, and none left out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.duplicates import Item, Rarity, likeness
from sanwen.methods.sameness import Index

NOW = datetime(2026, 3, 10, tzinfo=UTC)
PLACES = ("石桥村", "柳溪镇", "罗塘桥", "梧桐里小区")
THINGS = ("路灯不亮", "下水道堵了", "夜里施工吵得睡不着", "公交车不按时来", "自来水发黄")
ITEMS = [
    Item(at, f"{place}{thing}，已经反映过，请尽快解决，谢谢领导", at=NOW - timedelta(days=at))
    for at, (place, thing) in enumerate((p, t) for p in PLACES for t in THINGS)
]
INDEX = Index.of(ITEMS)


def test_the_nearest_is_the_same_thing_at_the_same_place() -> None:
    (best, *_) = INDEX.similar("柳溪镇的公交车总不来")

    assert ITEMS[best.key].text.startswith("柳溪镇公交车")
    assert "柳溪镇" in "".join(best.shared)


def test_the_likeness_is_that_of_comparing_two_by_two() -> None:
    rarity = Rarity.of(item.text for item in ITEMS)
    asked = "梧桐里小区路灯不亮已经三天"

    for found in INDEX.similar(asked, limit=8, floor=0):
        alone = likeness(asked, ITEMS[found.key].text, rarity=rarity)
        # Pairs that the index does not know lengthen only the lone vector; a weight is one byte.
        assert found.words >= alone - 0.01


@given(st.text(max_size=40))
@settings(max_examples=40)
def test_any_text_is_answered_with_likenesses_in_order(text: str) -> None:
    found = INDEX.similar(text, limit=5, floor=0)

    assert all(0 < one.words <= 1.01 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_what_everybody_writes_is_not_left_out() -> None:
    """The trap: a place with more messages than a limit must still be found by its name."""
    many = [Item(at, f"罗塘桥{at}号") for at in range(3000)]
    others = [Item(10_000 + at, f"某处{at}号的路灯") for at in range(3000)]

    found = Index.of(many + others).similar("罗塘桥", limit=50)

    assert len(found) == 50
    assert all(one.key < 10_000 for one in found)


def test_place_and_time_decide_between_like_words() -> None:
    items = [
        Item(1, "路灯不亮", place="/1/2/", at=NOW),
        Item(2, "路灯不亮", place="/1/3/", at=NOW),
        Item(3, "路灯不亮", place="/1/3/", at=NOW - timedelta(days=365)),
    ]

    found = Index.of(items).similar("路灯不亮", place="/1/3/5/", at=NOW)

    assert [one.key for one in found] == [2, 3, 1]
    assert [one.same_place for one in found] == [True, True, False]


def test_a_message_is_not_like_itself() -> None:
    assert 3 not in [one.key for one in INDEX.similar(ITEMS[3].text, but=3)]


def test_an_empty_index_and_an_empty_text_find_nothing() -> None:
    assert Index.of([]).similar("路灯") == []
    assert INDEX.similar("") == []
    assert INDEX.similar("。") == []


def test_the_size_of_its_arrays_is_known() -> None:
    assert len(INDEX) == len(ITEMS)
    assert INDEX.nbytes == pytest.approx(len(INDEX.rows) * 5 + len(INDEX.words) * 20, abs=8)
