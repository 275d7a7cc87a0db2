"""Which matters a message resembles, and why."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.duplicates import Item, Rarity, compared, likeness, rank, shared

LAMP = "幸福小区门口的路灯坏了，晚上看不清路"
NOW = datetime(2026, 3, 10, tzinfo=UTC)


def test_the_same_words_are_wholly_alike_whatever_the_punctuation() -> None:
    assert likeness(LAMP, LAMP.replace("，", " ") + "！") == pytest.approx(1.0)


def test_nothing_shared_and_nothing_written_are_not_alike() -> None:
    assert likeness(LAMP, "请问医保怎么报销") == 0.0
    assert likeness("", "") == 0.0


def test_a_message_about_the_same_thing_is_nearer_than_another_topic() -> None:
    assert likeness(LAMP, "幸福小区路灯不亮，看不清路") > likeness(LAMP, "幸福小区垃圾没人收") > 0


def test_a_rare_name_weighs_more_than_what_everybody_writes() -> None:
    rarity = Rarity.of(["请领导尽快解决，谢谢"] * 50 + ["罗塘桥"] * 2 + [LAMP] * 5)
    asked = "罗塘桥断了，请领导尽快解决，谢谢"

    same_name = likeness(asked, "罗塘桥断了", rarity=rarity)
    same_manners = likeness(asked, "路灯坏了，请领导尽快解决，谢谢", rarity=rarity)

    assert same_name > same_manners
    assert likeness(asked, "罗塘桥断了") < likeness(asked, "路灯坏了，请领导尽快解决，谢谢")


def test_a_pair_that_nobody_counted_is_as_rare_as_was_said() -> None:
    assert Rarity(100, {}, otherwise=100).weight(1) < Rarity(100, {}).weight(1)


@given(st.text(max_size=50), st.text(max_size=50))
def test_likeness_is_between_nothing_and_one_and_has_no_direction(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == pytest.approx(likeness(b, a))


def test_the_best_come_first_with_their_reasons() -> None:
    query = Item(0, LAMP, place="/1/3/", at=NOW)
    near = Item(1, "小区门口的路灯坏了", place="/1/3/7/", at=NOW - timedelta(days=3, hours=5))
    far = Item(2, "请问医保怎么报销")

    (found,) = rank(query, [far, near])

    assert found.key == 1
    assert found.shared[0] == "小区门口的路灯坏了"
    assert found.same_place
    assert found.days == 3
    assert found.score > found.words


@pytest.mark.parametrize(
    ("place", "days", "better"),
    [("/1/4/", 0, False), ("", 0, None), ("/1/3/", 0, True), ("/1/", 0, True), ("", 400, False)],
)
def test_place_and_time_move_the_words_a_little(place: str, days: int, better: bool | None) -> None:
    query = Item(0, LAMP, place="/1/3/", at=NOW)
    other = Item(1, "路灯坏了看不清", place=place, at=NOW - timedelta(days=days))

    (found,) = rank(query, [other], floor=0)

    assert {True: found.score > found.words, False: found.score < found.words}.get(
        better, found.score == found.words
    )
    assert 0.7 < found.score / found.words < 1.2


def test_place_and_time_are_no_reason_by_themselves() -> None:
    query = Item(0, LAMP, place="/1/3/", at=NOW)
    other = Item(1, "请问医保怎么报销", place="/1/3/", at=NOW)

    assert rank(query, [other], floor=0)[0].score == 0
    assert rank(query, [other]) == []


def test_equal_ones_stand_in_the_order_of_their_key_and_the_query_is_left_out() -> None:
    found = rank(Item(5, LAMP), [Item(key, LAMP) for key in (9, 5, 3)], limit=2)

    assert [each.key for each in found] == [3, 9]


def test_the_title_counts_twice_and_the_end_of_a_long_text_not() -> None:
    assert compared("正文" * 300, "标题").startswith("标题\n标题\n正文")
    assert len(compared("正文" * 300)) == 200


def test_shared_phrases_are_the_longest_without_those_inside_others() -> None:
    assert shared("路灯坏了，门口路灯坏了", "门口路灯坏了。路灯坏了") == ("门口路灯坏了",)
    assert shared("路灯", "医保") == ()
