"""Almost all is not all, hardly anybody is not nobody, and no digit is made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.percent import percent, span

SHARES = st.floats(0, 1)
# Of a village, of a county, of the country.
WHOLES = st.one_of(st.integers(2, 60), st.integers(2, 10**6), st.integers(2, 1_500_000_000))
PARTS = WHOLES.flatmap(lambda of: st.tuples(st.integers(1, of - 1), st.just(of)))


def number(text: str) -> Decimal:
    return Decimal(text.strip("<>%"))


@given(PARTS)
def test_some_are_never_written_as_nobody_and_never_as_all(part: tuple[int, int]) -> None:
    hits, of = part

    assert percent(hits / of) not in ("0%", "100%", "0.0%", "100.0%")


@given(WHOLES)
def test_nobody_and_all_are_written_so(of: int) -> None:
    assert (percent(0 / of), percent(of / of)) == ("0%", "100%")


@given(SHARES)
def test_what_is_written_is_true_to_its_last_digit(share: float) -> None:
    text = percent(share)
    said, value = number(text), 100 * Decimal(share)

    if text.startswith("<"):
        assert value <= said
    elif text.startswith(">"):
        assert value >= said
    else:
        half = Decimal("0.05") if "." in text else Decimal("0.5")
        assert abs(said - value) <= half + Decimal("1e-9")


@given(SHARES, SHARES)
def test_more_is_never_written_as_less(one: float, other: float) -> None:
    less, more = sorted((one, other))

    assert number(percent(less)) <= number(percent(more))


@given(SHARES)
def test_a_digit_behind_the_point_stands_only_near_nobody_and_near_all(share: float) -> None:
    if "." in percent(share):
        assert share < 0.01 or share > 0.99


@given(st.integers(1, 999))
def test_two_parts_of_a_whole_still_add_up_to_it(thousandths: int) -> None:
    """Where both are whole percents."""
    one, other = percent(thousandths / 1000), percent((1000 - thousandths) / 1000)

    assert number(one) + number(other) == 100 or thousandths % 10 == 5


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1, "100%"),
        (0.9999, ">99.9%"),
        (0.996, "99.6%"),
        (0.995, "99.5%"),
        (0.994, "99.4%"),
        (0.99, "99%"),
        (0.9901, "99%"),
        (0.614, "61%"),
        (1 / 3, "33%"),
        (0.125, "12%"),
        (0.875, "88%"),
        (0.006, "0.6%"),
        (0.004, "0.4%"),
        (0.0003, "<0.1%"),
        (0, "0%"),
        (1 - 1e-15, "100%"),
        (1 + 1e-15, "100%"),
        (-1e-15, "0%"),
    ],
)
def test_the_rule_by_example(share: float, words: str) -> None:
    assert percent(share) == words


def test_what_nobody_knows_is_not_a_number() -> None:
    assert percent(None) == "—"
    assert percent(None, unknown="") == ""


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.57, 0.66, "57–66%"),
        (0.996, 1, "99.6–100%"),
        (0, 0.0004, "0–<0.1%"),
        (0.621, 0.624, "62%"),
    ],
)
def test_a_span_has_one_sign(low: float, high: float, words: str) -> None:
    assert span(low, high) == words
