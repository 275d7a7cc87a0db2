"""Units are told apart only where chance cannot, and never put in a row."""

import numpy as np
import pytest
from scipy.special import bdtr

from sanwen.methods.rates import Rate, Standing, standardised, tiers

APART = {Standing.ABOVE, Standing.BELOW}


def rates(hits: list[int], judged: list[int]) -> list[Rate]:
    return [Rate(x, n, n) for x, n in zip(hits, judged, strict=True)]


def test_a_unit_far_off_is_set_apart_and_the_others_are_not() -> None:
    found = tiers(rates([80] * 9 + [40], [100] * 10))

    assert found[9].standing is Standing.BELOW
    assert {one.standing for one in found[:9]} == {Standing.TOGETHER}
    assert [one.unit for one in found] == list(range(10))


def test_of_ten_units_the_smallest_p_counts_ten_times() -> None:
    found = tiers(rates([80] * 9 + [60], [100] * 10))

    assert found[9].q == pytest.approx(10 * 2 * bdtr(60, 100, 0.78))
    assert found[0].q > 0.5  # type: ignore[operator]


def test_below_thirty_nothing_is_said_of_a_unit() -> None:
    found = tiers(rates([0, 80, 82, 79], [29, 100, 100, 100]))

    assert found[0].standing is Standing.FEW
    assert found[0].q is None


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_where_all_are_alike_hardly_ever_is_anybody_set_apart(share: float) -> None:
    chance = np.random.default_rng(11)
    judged = chance.integers(30, 300, 40)

    false = 0
    for _ in range(100):
        found = tiers(rates(chance.binomial(judged, share).tolist(), judged.tolist()))
        false += any(one.standing in APART for one in found)

    assert false <= 5


def test_hard_cases_do_not_put_a_unit_below() -> None:
    hits, judged, strata, units = [], [], [], []
    for unit in range(8):
        easy = 20 if unit == 0 else 180
        for stratum, n, share in (("easy", easy, 0.9), ("hard", 200 - easy, 0.3)):
            hits.append(round(n * share))
            judged.append(n)
            strata.append((stratum,))
            units.append(unit)
    plain = tiers(rates([hits[k] + hits[k + 1] for k in range(0, 16, 2)], [200] * 8))

    found = tiers(standardised(hits, judged, strata, units))

    assert plain[0].standing is Standing.BELOW
    assert {one.standing for one in found} == {Standing.TOGETHER}


def test_real_differences_are_found() -> None:
    chance = np.random.default_rng(5)
    shares = np.repeat([0.6, 0.75, 0.9], 20)

    found = tiers(rates(chance.binomial(400, shares).tolist(), [400] * 60))

    assert sum(one.standing is Standing.BELOW for one in found[:20]) >= 18
    assert sum(one.standing is Standing.ABOVE for one in found[40:]) >= 18


def test_of_no_units_there_are_no_tiers() -> None:
    assert tiers([]) == []
    assert tiers(rates([0], [0]))[0].standing is Standing.FEW
