"""One rate and many: what the published definition says, recomputed by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.rates import Rate, wilson
from sanwen.methods.rates.score import exact
from sanwen.methods.share import share


@pytest.mark.parametrize(("all_said_yes", "low"), [(30, 0.886), (100, 0.963)])
def test_all_of_a_few_is_less_than_all_of_many(all_said_yes: int, low: float) -> None:
    rate = Rate(all_said_yes, all_said_yes, all_said_yes)

    assert rate.value == 1
    assert rate.low == pytest.approx(low, abs=0.0006)
    assert rate.high == 1


def test_where_four_in_ten_answered_and_all_said_yes_the_truth_is_wide() -> None:
    rate = Rate(40, 40, 100)

    assert rate.bounds == (0.4, 1.0)
    assert rate.coverage == 0.4
    assert rate.unsaid == 60


def test_of_nobody_everything_is_possible() -> None:
    rate = Rate(0, 0, 0)

    assert (rate.value, rate.low, rate.high) == (None, 0, 1)
    assert rate.bounds == (0, 1)
    assert rate.coverage is None


@pytest.mark.parametrize("counts", [(2, 1, 3), (1, 4, 3), (-1, 2, 3)])
def test_counts_that_do_not_fit_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="judged"):
        Rate(*counts)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=20))
def test_many_at_once_are_the_same_as_one_by_one(pairs: list[tuple[int, int]]) -> None:
    hits = [min(pair) for pair in pairs]
    of = [max(pair) for pair in pairs]

    low, high = wilson(hits, of)

    one = [share(x, n) for x, n in zip(hits, of, strict=True)]
    assert np.allclose(low, [each.low for each in one], atol=1e-12)
    assert np.allclose(high, [each.high for each in one], atol=1e-12)


def test_the_exact_interval_is_the_textbook_s() -> None:
    low, high = exact([0, 12, 3], [10, 12, 10])

    assert low == pytest.approx([0, 0.025 ** (1 / 12), 0.0667], abs=1e-4)
    assert high == pytest.approx([1 - 0.025 ** (1 / 10), 1, 0.6525], abs=1e-4)


def test_more_hits_than_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="between"):
        wilson([3], [2])
