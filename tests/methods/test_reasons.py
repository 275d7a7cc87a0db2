"""Reasons are phrases of the text itself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.grams import Codes, pack
from sanwen.methods.reasons import phrases


def loud(*grams: str):  # type: ignore[no-untyped-def]
    known = {pack(gram) for gram in grams}
    return lambda codes: np.array([1.0 if int(code) in known else 0.0 for code in codes])


def test_pairs_that_touch_are_one_phrase() -> None:
    assert phrases("村口路灯不亮，路灯！", loud("路灯", "灯不", "不亮")) == ("路灯不亮",)


def test_nothing_spans_a_comma() -> None:
    assert phrases("路灯，坏了", loud("路灯", "灯坏", "坏了")) == ("路灯", "坏了")


def test_letters_of_a_word_stay_together() -> None:
    assert phrases("the street lamp is out", loud("am")) == ("lamp",)


def test_silence_gives_no_reason() -> None:
    assert phrases("村口路灯不亮", loud()) == ()
    assert phrases("", loud("路灯")) == ()


@given(st.text(alphabet="路灯坏了 Ab，é①", max_size=20))
def test_every_phrase_stands_in_the_text_or_in_what_it_is_compared_as(text: str) -> None:
    def every(codes: Codes) -> np.ndarray:
        return np.ones(len(codes))

    assert all(phrase for phrase in phrases(text, every))
