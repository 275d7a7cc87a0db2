"""Equal treatment: a real difference is found, none is not, and silence is said to be silence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.fairness import permutation, regression


def matters(
    seed: int, *, gain: float, count: int = 240
) -> tuple[list[float], list[bool], list[int], list[int]]:
    """Days to an answer; loud matters are commoner in slow strata, and `gain` days faster."""
    chance = np.random.default_rng(seed)
    stratum = chance.integers(0, 6, count)
    loud = chance.random(count) < 0.1 + 0.12 * stratum
    unit = chance.integers(0, 20, count)
    days = 3 + 2 * stratum - gain * loud + chance.gamma(2, 1, count) + 0.3 * (unit % 5)
    return list(days), list(loud), list(stratum), list(unit)


def test_louder_and_faster_is_found_although_loud_matters_are_the_slower_kind() -> None:
    days, loud, stratum, unit = matters(1, gain=1.5)
    crude = np.mean([d for d, is_loud in zip(days, loud, strict=True) if is_loud]) - np.mean(
        [d for d, is_loud in zip(days, loud, strict=True) if not is_loud]
    )

    for found in (permutation(days, loud, stratum), regression(days, loud, stratum, unit)):
        assert crude > 0
        assert found.low < -1.5 < found.high < 0
        assert found.p < 0.01


def test_both_ways_agree_on_the_effect_itself() -> None:
    days, loud, stratum, unit = matters(2, gain=0.7)

    assert permutation(days, loud, stratum).effect == pytest.approx(
        regression(days, loud, stratum, unit).effect
    )


def test_where_there_is_no_difference_one_test_in_twenty_says_there_is() -> None:
    cases = [matters(seed, gain=0, count=120) for seed in range(120)]
    by_deal = [permutation(*case[:3], draws=199, seed=7).p for case in cases]
    by_line = [regression(*case).p for case in cases]

    for found in (by_deal, by_line):
        assert sum(p <= 0.05 for p in found) <= 14


def test_the_interval_holds_the_truth_nineteen_times_in_twenty() -> None:
    held = 0
    for seed in range(100):
        days, loud, stratum, _ = matters(seed, gain=1, count=120)
        found = permutation(days, loud, stratum, draws=199, seed=3)
        held += found.low <= -1 <= found.high

    assert held >= 89


def test_a_stratum_of_one_kind_alone_is_left_out_and_counted() -> None:
    found = permutation([1, 2, 3, 4, 50, 60], [True, False, True, False, True, True], "aabbcc")

    assert (found.compared, found.loud, found.left_out, found.strata) == (4, 2, 2, 2)
    assert found.effect == pytest.approx(-1)


def test_where_nothing_can_be_compared_there_is_no_number() -> None:
    for found in (permutation([1, 2], [True, True], "ab"), regression([], [], [], [])):
        assert (found.effect, found.low, found.high, found.p) == (None, None, None, None)


def test_few_units_are_said_to_be_few() -> None:
    days, loud, stratum, unit = matters(3, gain=0)

    assert regression(days, loud, stratum, [one % 4 for one in unit]).few
    assert not regression(days, loud, stratum, unit).few


def test_lists_of_different_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="one entry a matter"):
        permutation([1.0], [True, False], "ab")
    with pytest.raises(ValueError, match="one entry a matter"):
        regression([1.0], [True], "a", "ab")


@settings(max_examples=30)
@given(st.integers(0, 1000), st.floats(-50, 50))
def test_a_constant_added_to_every_outcome_changes_nothing(seed: int, shift: float) -> None:
    days, loud, stratum, _ = matters(seed, gain=1, count=60)
    plain = permutation(days, loud, stratum, draws=99)
    moved = permutation([day + shift for day in days], loud, stratum, draws=99)

    assert plain.effect == pytest.approx(moved.effect, abs=1e-6)
    assert plain.p == moved.p
