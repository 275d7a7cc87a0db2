"""Receipt codes: every slip of the tongue or the finger is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.core import codes

SEEDS = st.binary(min_size=16, max_size=32)
PLACES = st.integers(0, codes.LENGTH - 1)


@given(SEEDS)
def test_a_code_is_twelve_signs_of_the_alphabet_and_valid(seed: bytes) -> None:
    code = codes.make(seed)

    assert len(code) == codes.LENGTH
    assert set(code) <= set(codes.ALPHABET)
    assert codes.is_valid(code)


@given(SEEDS)
def test_the_same_seed_gives_the_same_code(seed: bytes) -> None:
    assert codes.make(seed) == codes.make(seed)


@given(SEEDS, PLACES)
def test_every_single_wrong_sign_is_noticed(seed: bytes, place: int) -> None:
    code = codes.make(seed)
    others = set(codes.ALPHABET) - {code[place]}

    for sign in others:
        assert not codes.is_valid(code[:place] + sign + code[place + 1 :])


@given(SEEDS)
def test_every_swap_of_two_different_signs_is_noticed(seed: bytes) -> None:
    code = codes.make(seed)

    for left in range(codes.LENGTH):
        for right in range(left + 1, codes.LENGTH):
            signs = list(code)
            signs[left], signs[right] = signs[right], signs[left]
            assert codes.is_valid("".join(signs)) is (code[left] == code[right])


@given(SEEDS, PLACES)
def test_a_sign_left_out_or_doubled_is_noticed(seed: bytes, place: int) -> None:
    code = codes.make(seed)

    assert not codes.is_valid(code[:place] + code[place + 1 :])
    assert not codes.is_valid(code[:place] + code[place] + code[place:])


@pytest.mark.parametrize("sign", list("0O1IL"))
def test_signs_that_are_mistaken_for_others_are_never_used(sign: str) -> None:
    assert sign not in codes.ALPHABET


@given(SEEDS)
def test_spaces_dashes_small_letters_and_wide_signs_are_forgiven(seed: bytes) -> None:
    code = codes.make(seed)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)

    for typed in (
        codes.grouped(code),
        codes.grouped(code).lower(),
        f"  {code[:6]} {code[6:]}\n",
        code.replace("", " "),
        wide,
        wide.lower(),
        codes.grouped(code).replace("-", "－"),
    ):
        assert codes.normalise(typed) == code
        assert codes.is_valid(typed)


@given(st.text())
def test_no_text_makes_it_crash(text: str) -> None:
    codes.normalise(text)

    assert codes.is_valid(text) in (True, False)


@given(SEEDS)
def test_a_code_is_shown_in_three_groups_of_four(seed: bytes) -> None:
    assert [len(group) for group in codes.grouped(codes.make(seed)).split("-")] == [4, 4, 4]


def test_a_short_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        codes.make(b"short")


@given(SEEDS, SEEDS)
def test_different_seeds_rarely_share_a_code(one: bytes, other: bytes) -> None:
    space = codes._BASE ** (codes.LENGTH - 1)
    same = int.from_bytes(one, "big") % space == int.from_bytes(other, "big") % space

    assert (codes.make(one) == codes.make(other)) is same
