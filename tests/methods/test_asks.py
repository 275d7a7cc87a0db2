"""What a message asks for is found sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.asks import LONGEST, asks


def test_only_the_sentences_that_ask_are_taken_in_their_order() -> None:
    text = "村口的路灯坏了半个月。请问什么时候能修好？老人摔了一跤！能不能先装一个临时的灯？"

    assert asks(text) == ["请问什么时候能修好？", "能不能先装一个临时的灯？"]


def test_english_is_read_as_well() -> None:
    text = "The lamp has been dark for two weeks. When will it be repaired? Thanks"

    assert asks(text) == ["When will it be repaired?"]


def test_where_nothing_asks_the_beginning_stands_for_the_whole() -> None:
    assert asks("下水道堵了，污水流到路上") == ["下水道堵了，污水流到路上"]


@pytest.mark.parametrize("text", ["", "  ", "\n\n"])
def test_nothing_asks_nothing(text: str) -> None:
    assert asks(text) == []


def test_the_same_question_twice_is_one() -> None:
    assert asks("能修吗？能修吗？") == ["能修吗？"]


@given(st.text(max_size=600))
def test_whatever_is_written_there_are_few_short_items(text: str) -> None:
    found = asks(text)

    assert len(found) <= 6
    assert all(0 < len(one) <= LONGEST for one in found)
