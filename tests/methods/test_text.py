"""What people write: stored safely, compared fairly, cut where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.text import bigrams, fingerprint, first_words, normalise, visible


@pytest.mark.parametrize(
    "text", ["路灯坏了😀", "𠮷野家门口", "مرحبا بالعالم", "👨\u200d👩\u200d👧", "ཁྲོམ་", "a\tb"]
)
def test_what_a_person_can_see_stays(text):
    assert visible(text) == text


def test_control_characters_go_and_line_ends_become_one_kind():
    assert visible("路\x00灯\x07坏\r\n了\x85吗\ud800") == "路灯坏\n了\n吗"


def test_marks_that_reorder_the_rest_of_a_page_go():
    assert visible("\u202e反着写\u2066x\ufeff") == "反着写x"


@given(st.text(alphabet=st.characters()))
def test_visible_text_can_always_be_stored_and_is_stable(text):
    seen = visible(text)

    assert "\x00" not in seen
    assert visible(seen) == seen
    seen.encode()


def test_comparison_forgets_width_case_spaces_and_punctuation():
    assert normalise("ＡＢＣ 路灯，坏了！ 12-3") == "abc路灯坏了123"


def test_pictures_are_compared_too():
    assert fingerprint("😀😀") != fingerprint("😭")


def test_bigrams_of_short_texts():
    assert bigrams("") == frozenset()
    assert bigrams("灯。") == {"灯"}
    assert bigrams("路灯坏") == {"路灯", "灯坏"}


def test_a_fingerprint_is_the_same_for_the_same_words():
    assert fingerprint("路灯坏了。") == fingerprint(" 路灯 坏了！")
    assert fingerprint("路灯坏了") != fingerprint("路灯好了")
    assert len(fingerprint("")) == 32


def test_punctuation_alone_is_told_apart():
    assert fingerprint("？？？") != fingerprint("！")


def test_first_words_are_cut_at_a_pause():
    text = "我家门口的路灯坏了三个月，晚上老人出门看不清路，已经有人摔伤"

    assert first_words(text, 20) == "我家门口的路灯坏了三个月…"


def test_first_words_of_a_short_text_are_the_text_on_one_line():
    assert first_words("路灯\n坏了", 20) == "路灯 坏了"


def test_first_words_without_a_pause_are_cut_to_length():
    assert first_words("啊" * 50, 10) == "啊" * 9 + "…"


def test_first_words_do_not_cut_an_english_word_or_a_joined_picture():
    assert first_words("The street lamp is broken again", 20) == "The street lamp is…"
    assert first_words("好" * 7 + "👨\u200d👩\u200d👧呀呀呀呀", 10) == "好" * 7 + "…"


@given(st.text(), st.integers(0, 60))
def test_first_words_never_exceed_the_limit(text, limit):
    assert len(first_words(text, limit)) <= limit
