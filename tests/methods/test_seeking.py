"""What is looked for, what is kept to look in, and where in a text it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.grams import pack
from sanwen.methods.seeking import (
    LONGEST,
    MOST,
    Part,
    codes,
    is_number,
    kept,
    needed,
    phrases,
    snippet,
)
from sanwen.methods.text import normalise, sought


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("路灯", ("路灯",)),
        ("路燈  施工", ("路灯", "施工")),
        ('"street  Light" out', ("street light", "out")),
        ("“两个 词”", ("两个词",)),
        ("「門口」路灯", ("门口", "路灯")),
        ("ＡＢＣ１２", ("abc12",)),
        ('半个 "引号', ("半个", "引号")),
        ("，。 ！ %_", ()),
        ("路灯 路灯", ("路灯",)),
        ("", ()),
    ],
)
def test_words_and_quoted_phrases(asked: str, found: tuple[str, ...]) -> None:
    assert phrases(asked) == found


def test_more_than_a_person_asks_for_is_cut() -> None:
    assert len(phrases(" ".join(f"词{at}" for at in range(50)))) == MOST
    assert len(phrases("长" * 500)[0]) == LONGEST


@given(st.text(max_size=60))
def test_searched_words_hold_nothing_that_a_pattern_could_mean(text: str) -> None:
    assert not set("%_\\") & set(sought(text))
    assert sought(text).replace(" ", "") == normalise(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A Road,\n3 号 楼", "a road3号楼"),
        ("幸福.花园 一期", "幸福花园一期"),
        ("don't", "don t"),
        ("川A·12345", "川a12345"),
        ("電話：０７３１", "电话0731"),
    ],
)
def test_words_of_an_alphabet_stay_apart_and_chinese_ones_do_not(text: str, words: str) -> None:
    assert sought(text) == words


def test_what_is_kept_is_a_line_for_each_text_without_numbers_of_persons() -> None:
    text = kept("路灯坏了", "", "电话 138-1234-5678，3号楼，身份证 11010519491231002x")

    assert text == "路灯坏了\n电话3号楼身份证x"
    assert is_number("13812345678")
    assert not is_number("12345")


@given(st.text(alphabet="路灯坏了abc ", max_size=30), st.data())
def test_whatever_stands_in_the_words_is_among_their_codes(words: str, data: st.DataObject) -> None:
    if words:
        start = data.draw(st.integers(0, len(words) - 1))
        piece = words[start : data.draw(st.integers(start + 1, len(words)))]
        assert set(needed([piece])) <= set(codes(words))


def test_one_sign_is_looked_for_by_itself_and_more_by_their_pairs() -> None:
    assert needed(["灯"]) == [pack("灯")]
    assert needed(["路灯", "灯坏了"]) == sorted(map(pack, ("路灯", "灯坏", "坏了")))


def test_the_hit_is_marked_in_the_words_as_they_were_written() -> None:
    parts = snippet("我们小区的路燈，坏了三天。", phrases("路灯坏"))

    assert parts == [Part("我们小区的"), Part("路燈，坏", hit=True), Part("了三天。")]


def test_a_hit_far_behind_is_shown_with_a_little_before_it() -> None:
    parts = snippet("甲" * 500 + "路灯" + "乙" * 500, ("路灯",))

    assert parts[0] == Part("…")
    assert parts[-1] == Part("…")
    assert len("".join(part.text for part in parts)) < 100


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert snippet("路灯坏了", ("医保",)) == [Part("路灯坏了")]
    assert snippet("", ("医保",)) == []


@given(st.text(max_size=60), st.text(max_size=6))
def test_a_snippet_adds_nothing_to_what_was_written(text: str, asked: str) -> None:
    shown = "".join(part.text for part in snippet(text, phrases(asked))).strip("…")

    assert shown in " ".join(text.split()) or shown.strip("…")
