"""Texts as counted n-grams: exact, packed, whatever the batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods import grams
from sanwen.methods.grams import Vocabulary, codes, counts, pack, unpack
from sanwen.methods.text import normalise

CHINESE = st.text(alphabet="井盖松了路灯不亮修一abc 。\U00020000", max_size=30)


@given(CHINESE)
def test_every_window_of_the_text_is_one_gram(text: str) -> None:
    plain = normalise(text)
    wanted = [plain[at : at + n] for n in (1, 2, 3) for at in range(len(plain) - n + 1)]

    assert sorted(unpack(int(code)) for code in codes(text, (1, 2, 3))) == sorted(wanted)


@given(st.text(alphabet="井盖a\U0010fffd", min_size=1, max_size=3))
def test_a_gram_is_its_number(gram: str) -> None:
    assert unpack(pack(gram)) == gram


def test_longer_grams_do_not_fit_into_a_number() -> None:
    with pytest.raises(ValueError, match="1 to 3"):
        codes("井盖松了", (4,))


@given(st.lists(CHINESE, max_size=8))
def test_batches_change_nothing(texts: list[str]) -> None:
    whole = [list(map(tuple, np.stack(part, 1))) for part in counts(texts)]
    before, grams._BATCH = grams._BATCH, 2
    try:
        cut = [list(map(tuple, np.stack(part, 1))) for part in counts(texts)]
    finally:
        grams._BATCH = before

    assert sum(whole, []) == sum(cut, [])


@given(st.lists(CHINESE, min_size=1, max_size=8))
def test_rows_have_length_one_or_are_empty(texts: list[str]) -> None:
    rows = Vocabulary.of(texts).rows(texts)
    squares = rows.multiply(rows).sum(axis=1).A1 if rows.nnz else np.zeros(len(texts))

    assert rows.shape[0] == len(texts)
    assert all(np.isclose(square, 1, atol=1e-5) or square == 0 for square in squares)


def test_a_rarer_gram_weighs_more_and_an_unknown_one_nothing() -> None:
    known = Vocabulary.of(["路灯", "路灯", "井盖"], (2,))
    row = known.rows(["路灯井盖新词"]).toarray()[0]
    weight = {unpack(int(code)): value for code, value in zip(known.grams, row, strict=True)}

    assert weight["井盖"] > weight["路灯"] > 0
    assert set(weight) == {"路灯", "井盖"}


def test_the_commonest_are_kept_where_only_some_are() -> None:
    known = Vocabulary.of(["路灯", "路灯", "井盖"], (2,), most=1)

    assert [unpack(int(code)) for code in known.grams] == ["路灯"]


def test_a_gram_of_one_text_alone_can_be_left_out() -> None:
    assert len(Vocabulary.of(["路灯", "路灯", "井盖"], (2,), at_least=2)) == 1


def test_traditional_and_simplified_are_the_same() -> None:
    assert list(codes("路燈不亮")) == list(codes("路灯不亮"))
