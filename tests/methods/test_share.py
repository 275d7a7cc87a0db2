"""A share of few is wide, of many narrow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.share import share


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    found = share(*counts)

    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


def test_it_is_wilsons() -> None:
    found = share(8, 10)

    assert (found.low, found.high) == (
        pytest.approx(0.490, abs=1e-3),
        pytest.approx(0.943, abs=1e-3),
    )


def test_of_nothing_everything_is_possible() -> None:
    assert (share(0, 0).low, share(0, 0).high) == (0, 1)


def test_there_are_no_more_hits_than_cases() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        share(3, 2)
