"""Did it change?"""

import math

import pytest

from sanwen.methods.rates import Rate
from sanwen.methods.rates.trend import newcombe
from sanwen.methods.surveys import Reading, difference, estimate, interval, overlapping


def test_of_two_plain_rates_it_is_newcombe_s() -> None:
    first, second = Rate(48, 80, 80), Rate(56, 70, 70)

    found = difference(first, second)

    assert (found.value, found.low, found.high) == pytest.approx(newcombe(second, first))
    assert found.reading is Reading.HIGHER


@pytest.mark.parametrize(
    ("hits", "reading"), [(45, Reading.HIGHER), (33, Reading.TOGETHER), (12, Reading.LOWER)]
)
def test_it_is_read_plainly(hits: int, reading: Reading) -> None:
    assert difference(interval(30, 60), interval(hits, 60)).reading is reading


def test_all_twice_over_still_leaves_something_open() -> None:
    found = difference(interval(12, 12), interval(12, 12))

    assert found.low < 0 < found.high


def test_asking_the_same_people_again_is_surer() -> None:
    before, after = [1, 1, 0, 0, 1, 0, 1, 0] * 8, [1, 1, 0, 1, 1, 0, 1, 0] * 8
    correlation = overlapping(before, after, n_first=64, n_second=64)

    again = difference(estimate(before), estimate(after), correlation=correlation)

    anew = difference(estimate(before), estimate(after))
    assert 0.7 < correlation < 0.8
    assert again.high - again.low < 0.7 * (anew.high - anew.low)


def test_half_an_overlap_is_half_a_correlation() -> None:
    pairs = [1, 0, 1, 0]

    assert overlapping(pairs, pairs, n_first=8, n_second=8) == pytest.approx(0.5)
    assert overlapping([1, 1], [0, 1], n_first=8, n_second=8) == 0


def test_where_nobody_answered_nothing_is_read() -> None:
    found = difference(interval(0, 0), interval(3, 5))

    assert found.reading is Reading.NOBODY
    assert math.isinf(found.low)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="between"):
        difference(interval(1, 2), interval(1, 2), correlation=1)
    with pytest.raises(ValueError, match="Pairs"):
        overlapping([1, 0], [1], n_first=3, n_second=3)
