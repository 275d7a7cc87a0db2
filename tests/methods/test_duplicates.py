"""Which matters a message resembles, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.duplicates import Candidate, likeness, rank, shared

LAMP = "幸福小区门口的路灯坏了，晚上看不清路"


def test_the_same_words_are_wholly_alike_whatever_the_punctuation():
    assert likeness(LAMP, LAMP.replace("，", " ") + "！") == 1.0


def test_nothing_shared_and_nothing_written_are_not_alike():
    assert likeness(LAMP, "请问医保怎么报销") == 0.0
    assert likeness("", "") == 0.0


def test_a_message_about_the_same_thing_is_nearer_than_another_topic():
    assert likeness(LAMP, "幸福小区路灯不亮，看不清路") > likeness(LAMP, "幸福小区垃圾没人收") > 0


@given(st.text(max_size=50), st.text(max_size=50))
def test_likeness_is_between_nothing_and_one_and_has_no_direction(a, b):
    assert 0.0 <= likeness(a, b) == likeness(b, a) <= 1.0


def test_the_best_come_first_with_their_reasons():
    query = Candidate(0, LAMP, "330102")
    near, far = Candidate(1, "小区门口的路灯坏了"), Candidate(2, "请问医保怎么报销")

    (found,) = rank(query, [far, near])

    assert found.key == 1
    assert found.shared[0] == "小区门口的路灯坏了"
    assert found.score == found.words
    assert not found.same_place


def test_the_same_place_counts_for_something_but_not_alone():
    query = Candidate(0, LAMP, "330102")
    here, there = Candidate(2, "路灯坏了看不清", "330102"), Candidate(1, "路灯坏了看不清", "330103")
    other_topic = Candidate(3, "请问医保怎么报销", "330102")

    found = rank(query, [there, here, other_topic], floor=0.0)

    assert [each.key for each in found[:2]] == [2, 1]
    assert found[0].score == pytest.approx(found[0].words + 0.15)
    assert found[-1].score == 0.0


def test_equal_ones_stand_in_the_order_of_their_key_and_the_query_is_left_out():
    query = Candidate(5, LAMP)

    found = rank(query, [Candidate(key, LAMP) for key in (9, 5, 3)], limit=2)

    assert [each.key for each in found] == [3, 9]


def test_shared_phrases_are_the_longest():
    assert shared("路灯坏了没人修", "修路灯的人说坏了没") == ("坏了没", "路灯")
